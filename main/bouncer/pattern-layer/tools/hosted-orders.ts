import { EMPTY, emit, flow, fork, type Scene, signal } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import { at } from './input.ts'
import { notePageLeak } from './page-acts.ts'
import { BROWSER, type ServerCall } from './server-call.ts'

const LIVE_NAME = /(?:^|[^a-z])(?:prod|production|prd|live)(?:$|[^a-z])/i
const PLAY_SERVER = /sqlite|duckdb|local|test|sandbox|dev\b/i
/** Statements that leave nothing: a schema or database with all in it, a graph, every document. */
const LEAVES_NOTHING =
  /\bdrop\s+(?:database|keyspace)\s+(?!if\s+exists\s+\w*(?:test|tmp|temp|dev)|\w*(?:test|tmp|temp|dev)\b)|\bdrop\s+schema\s+(?:if\s+exists\s+)?(?:"?public"?|"?dbo"?)\b|\bmatch\s*\(\s*\w*\s*\)\s*(?:optional\s+match[^;]{0,80})?(?:detach\s+)?delete\b|\bg\.V\(\)\.drop\(\)|\bdrop\s+(?:owned|all\s+graphs)\b|\bDETACH\s+DELETE\s+ALL\b|\bemptyRecycleBin\s*\(|\bdb\.dropDatabase\s*\(|\bdelete\s*\[\s*select\s+id\s+from\s+\w+\s*(?:limit\s+\d+\s*)?\]/i
const LEAVES_LITTLE =
  /\btruncate\s+(?:table\s+)?[\w."]|\bdrop\s+(?:table|schema|collection|index|materialized)\b|\bdelete\s+from\s+[\w."`[\]]+\s*(?:;|$)|\bdeleteMany\s*\(\s*\{\s*\}|\bflush(?:all|db)\b/i
/** Statements with which a database server runs programs or reads files of its machine. */
const RUNS_ON_SERVER =
  /\bxp_cmdshell\b|\bsp_oacreate\b|\bto\s+program\s+'|\bfrom\s+program\s+'|\bsys_(?:exec|eval)\s*\(|\bcreate\s+(?:or\s+replace\s+)?function\b[\s\S]{0,300}\b(?:plpython3?u|plperlu|pltclu|language\s+'?c'?)\b|\bload_extension\s*\(|\bdbms_scheduler\.create_job\b[\s\S]{0,200}executable|\bapoc\.(?:load|import|systemdb|cypher\.runFile)\b[\s\S]{0,80}\bfile:/i
const QUERIES =
  /sql|query|statement|cypher|command|code|apexcode|script|expression|pipeline|gremlin/

/** Notes statements that wipe a store of data or take over the machine behind it. */
function noteStatements(scene: Scene, call: ServerCall): void {
  const statements = call.values.filter(({ key, shape }) => shape === 'sql' || QUERIES.test(key))
  if (statements.length === 0) return
  const wipes = wipingForm(call)
  for (const { text, field } of statements) {
    at(scene, field, { end: text.length })
    if (RUNS_ON_SERVER.test(text)) signal(scene, 'machine-takeover', text.slice(0, 120))
    if (wipes.some((form) => form.test(text))) signal(scene, 'wholesale-loss', text.slice(0, 120))
  }
}

/** What nobody may be told to take away there: all of it, and of a live system each store of data. */
function wipingForm({ server, tool, values }: ServerCall): readonly RegExp[] {
  if (PLAY_SERVER.test(server) || /explain/i.test(tool)) return []
  const names = values.map(({ text }) => text).filter((text) => text.length < 200)
  const isLive = [server, ...names].some((text) => LIVE_NAME.test(text))
  return isLive ? [LEAVES_NOTHING, LEAVES_LITTLE] : [LEAVES_NOTHING]
}

const SCRIPTING = /apple-?script|osascript|jxa|macos-automator|automator/i
const SHELL_LINE = /do\s+shell\s+script\s+"((?:[^"\\]|\\.){1,2000})"/gi
const MAX_LINES = 20

/** Runs the lines of the shell inside a script for programs with windows. */
function noteScripts(scene: Scene, { server, tool, values }: ServerCall): void {
  if (!SCRIPTING.test(`${server} ${tool}`)) return
  for (const { text, field } of values) {
    at(scene, field, { end: text.length })
    for (const [, line = ''] of [...text.matchAll(SHELL_LINE)].slice(0, MAX_LINES)) {
      const plainLine = line.replace(/\\(["\\])/g, '$1')
      scene.runner.text(fork(scene, { nested: true }), plainLine, EMPTY)
    }
  }
}

/** Code that takes its orders from an address: what arrives there is run. */
const REMOTE_ORDERS =
  /(?:WebSocket|EventSource)\s*\(\s*["'`]((?:wss?|https?):\/\/[^"'`\s]{1,200})["'`][\s\S]{0,300}\b(?:eval|Function|execScript|setTimeout\s*\(\s*\w+\.data)\b|\b(?:eval|Function)\s*\([\s\S]{0,80}\bfetch\s*\(\s*["'`](https?:\/\/[^"'`\s]{1,200})|\bfetch\s*\(\s*["'`](https?:\/\/[^"'`\s]{1,200})["'`][\s\S]{0,200}\b(?:eval|Function)\b|\bimport\s*\(\s*["'`](https?:\/\/[^"'`\s]{1,200})|createElement\s*\(\s*["'`]script["'`]\s*\)[\s\S]{0,300}\.src\s*=\s*["'`](https?:\/\/[^"'`\s]{1,200})/

/** Notes code for a page that fetches further code or hands out what the page keeps. */
function notePageOrders(scene: Scene, { server, tool, values }: ServerCall): void {
  if (!BROWSER.test(`${server} ${tool}`)) return
  for (const { text, field, shape } of values) {
    const isAddress = /^\s*(?:javascript|data):/i.test(text)
    if (shape !== 'code' && !isAddress) continue
    at(scene, field, { end: text.length })
    if (isAddress) notePageLeak(scene, text)
    const remote = REMOTE_ORDERS.exec(text)
      ?.slice(1)
      .find((one) => one !== undefined)
    if (remote === undefined || hostKind(readAddress(remote).host) === 'local') continue
    flow(scene, 'download-to-execute', readAddress(remote).host)
  }
}

const SETS_LIMITS = /(?:config|settings?|permission|allow|policy|approval|trust|sandbox)/i
const LIMITS =
  /^(?:blockedcommands|blocklist|denylist|denycommands|deniedcommands|alloweddirectories|allowedpaths|allowedcommands|allowlist|permissionmode|defaultmode|autoapprove|requireapproval|requireconfirmation|sandbox|sandboxmode|safemode|readonly|disallowedtools|bypasspermissions|dangerouslyskippermissions|yolo)$/

/** Notes that a call changes what a server that works on this machine may do. */
function noteLoosenedServer(scene: Scene, { tool, intent, values, input }: ServerCall): void {
  if (intent !== 'change' && intent !== 'destroy') return
  if (!SETS_LIMITS.test(tool)) return
  const named = values.find(
    ({ key, text }) =>
      /^(?:key|name|setting|option|path)$/.test(key) &&
      LIMITS.test(text.replace(/[^A-Za-z]/g, '').toLowerCase()),
  )
  const direct = Object.keys(input).find((key) =>
    LIMITS.test(key.replace(/[^A-Za-z]/g, '').toLowerCase()),
  )
  const found = named?.text ?? direct
  if (found !== undefined) emit(scene, { kind: 'guard', target: found })
}

/** Notes orders inside the arguments of a call: statements, scripts, code for pages, limits that are lifted. */
export function noteHostedOrders(scene: Scene, call: ServerCall): void {
  noteStatements(scene, call)
  noteScripts(scene, call)
  notePageOrders(scene, call)
  noteLoosenedServer(scene, call)
}
