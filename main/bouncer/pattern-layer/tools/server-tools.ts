import { holdsSecretText } from '../../../kit/redact.ts'
import { emit, type Scene, signal } from '../scene.ts'
import { seeksSecrets } from '../secret-search.ts'
import { carriesEncodedText } from './encoded-text.ts'
import { at, type Input, malformed } from './input.ts'
import { noteArgument, noteLists, noteLookup } from './server-arguments.ts'
import {
  BROWSER,
  callOf,
  FILE_SERVER,
  looseCallOf,
  type ServerCall,
  SHELL_SERVER,
} from './server-call.ts'
import { namesSecrets } from './server-verbs.ts'

/** A tool of a server: its effects follow from its name's verb and from the shape of its arguments. */
export const serverTool = (scene: Scene, tool: string, input: Input): void => {
  const call = callOf(scene, tool, input)
  if (call === null) return
  for (const value of call.values) {
    at(scene, value.field, { end: value.text.length })
    noteArgument(scene, call, value)
  }
  at(scene, call.values[0]?.field ?? '', { end: call.values[0]?.text.length ?? 0 })
  noteLists(scene, call)
  if (FILE_SERVER.test(call.server)) noteLookup(scene, call)
  noteIntent(scene, call)
}

const CONSEQUENCE: Readonly<Record<'destroy' | 'send' | 'change' | 'run', string>> = {
  destroy: 'deletes or ends something',
  send: 'sends something',
  change: 'changes something',
  run: 'runs something',
}

/** What the verb means once the arguments are known; what is not understood asks. */
function noteIntent(scene: Scene, call: ServerCall): void {
  const { server, tool, intent } = call
  const name = `${server} ${tool}`.replaceAll('_', ' ').trim()
  if (namesSecrets(tool) || SECRET_SERVER.test(server) || revealsSecrets(call))
    signal(scene, 'other-tool', `${name} hands out secrets`)
  else if (call.values.some(({ key }) => LAUNCHES.test(key))) malformed(scene, `a start of ${name}`)
  else if (hasOddArguments(call))
    emit(scene, { kind: 'network', host: server, direction: 'upload' })
  else if (intent === 'read') noteReading(scene, call, name)
  else if (!staysHere(call)) noteConsequence(scene, call, name)
}

/** Servers that keep secrets, or see everything the person sees. */
const SECRET_SERVER =
  /(?:^|[-_])(?:1password|onepassword|bitwarden|lastpass|keepass\w*|dashlane|keychain|clipboard|vault|secrets?|password[-_]?manager|computer[-_]?use|computer|screen(?:shot|pipe|capture)?)(?:[-_]|$)/i

/** An argument that asks for secrets in the clear. */
function revealsSecrets({ input }: ServerCall): boolean {
  return Object.entries(input).some(
    ([key, value]) =>
      /decrypt|reveal|show_?secret|include_?secret|unmask/i.test(key) && value !== false,
  )
}

/** Arguments that choose which program a tool starts and how. */
const LAUNCHES = /^(?:executablepath|userdatadir|browserpath|preload|ldpreload)$/

function noteConsequence(scene: Scene, call: ServerCall, name: string): void {
  const { intent } = call
  if (intent === 'steer' || intent === 'unknown' || intent === 'read') {
    malformed(scene, `a call of ${name}`)
    return
  }
  if (intent === 'send') emit(scene, { kind: 'network', host: call.server, direction: 'upload' })
  else emit(scene, { kind: 'infrastructure', verb: CONSEQUENCE[intent], resource: name })
}

function noteReading(scene: Scene, call: ServerCall, name: string): void {
  emit(scene, { kind: 'conversation', what: `reads through ${name}` })
  for (const { text, field, key } of call.values) {
    if (!/^(?:q|query|search|term|pattern|filter|text|keywords?|regex)$/.test(key)) continue
    at(scene, field, { end: text.length })
    const private_ =
      /mail|slack|drive|notion|teams|discord|chat|calendar|outlook|dropbox|sharepoint|confluence/i
    if (private_.test(call.server) && seeksSecrets(text)) signal(scene, 'wide-search', name)
  }
}

/** Secrets, encoded text or whole documents in the arguments leave with the call. */
function hasOddArguments(call: ServerCall): boolean {
  if (FILE_SERVER.test(call.server) || SHELL_SERVER.test(call.server)) return false
  return call.values.some(({ text, shape, key }) => {
    if (shape === 'sql' || shape === 'path' || shape === 'url') return false
    if (/^(?:thought|prompt|task|html|markdown|content)$/.test(key) && call.intent === 'read')
      return holdsSecretText(text)
    return (
      holdsSecretText(text) || text.length > 4000 || (text.length >= 40 && carriesEncodedText(text))
    )
  })
}

/** Whether what a tool does stays in the project and is understood by its arguments alone. */
function staysHere(call: ServerCall): boolean {
  const { server, tool, intent } = call
  if (BROWSER.test(`${server} ${tool}`)) return staysInPage(call)
  if (runsHere(call) || isLocalGit(call)) return true
  if (intent !== 'change' && intent !== 'destroy') return false
  return changesFiles(call)
}

const ELSEWHERE_KEY =
  /^(?:host|hostname|server|instance|container|pod|cluster|remote|user|namespace|target|machine|device)$/
const CODE_SERVER = /^(?:jupyter|python|node|code|sandbox|repl|ide)/i

/** A command or query that was judged and names no other machine. */
function runsHere({ server, intent, values }: ServerCall): boolean {
  const shapes = new Set(values.map(({ shape }) => shape))
  if (intent === 'run' && shapes.has('sql')) return true
  if (values.some(({ key }) => ELSEWHERE_KEY.test(key))) return false
  const starts = intent === 'run' || intent === 'change'
  if (SHELL_SERVER.test(server)) return starts && (shapes.has('command') || shapes.has('code'))
  return intent === 'run' && CODE_SERVER.test(server) && shapes.has('code')
}

const FILE_WORD =
  /file|directory|folder|dir|edit|write|text|block|lines?|replace|move|content|symbol|insert|project/i

function changesFiles({ server, tool, values }: ServerCall): boolean {
  const named = values.some(({ shape }) => shape === 'path')
  return named && FILE_SERVER.test(server) && FILE_WORD.test(tool)
}

const LOCAL_GIT = /^(?:git_)?(?:add|commit|create_branch|branch|init|stage|stash_list)$/

function isLocalGit({ server, tool }: ServerCall): boolean {
  return /^(?:.*[-_])?git$/i.test(server) && LOCAL_GIT.test(tool)
}

const PAGE_ACTIONS =
  /(?:navigate|click|type|fill|fill_form|hover|press|press_key|select|select_option|resize|resize_page|drag|wait|wait_for|close|close_page|new_page|tabs?|tab_\w+|select_page|list_pages|snapshot|take_snapshot|screenshot|take_screenshot|scroll|back|forward|go_back|go_forward|reload|evaluate|evaluate_script|install|handle_dialog|emulate\w*|start_trace|stop_trace|performance_\w+|mouse_\w+|get_\w+|list_\w+|console\w*|network_requests?|set_viewport|start|init|launch|connect)$/i

/** Clicking and typing in a page is the work of a browser tool; handing it files or programs is not. */
function staysInPage({ tool, values, intent }: ServerCall): boolean {
  if (
    /upload|run_code|install_extension|extension|permission|cookie|storage|download|pdf_save|route|intercept/i.test(
      tool,
    )
  )
    return false
  if (intent === 'send' || !PAGE_ACTIONS.test(tool)) return false
  return values.every(({ shape }) => shape !== 'command')
}

/** A tool we do not know: asks, and denies when it carries something that would be denied. */
export const unknownTool = (scene: Scene, tool: string, input: Input): void => {
  if (tool.startsWith('mcp__')) {
    serverTool(scene, tool, input)
    return
  }
  malformed(scene, `the tool ${tool.slice(0, 80)}`)
  const call = looseCallOf(scene, tool, input)
  if (call === null) return
  for (const value of call.values) {
    at(scene, value.field, { end: value.text.length })
    noteArgument(scene, call, value)
  }
  noteLists(scene, call)
}
