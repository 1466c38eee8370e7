import { holdsSecretText } from '../../../kit/redact.ts'
import { emit, type Scene, signal } from '../scene.ts'
import { seeksSecrets } from '../secret-search.ts'
import { carriesEncodedText } from './encoded-text.ts'
import { at, type Input, malformed } from './input.ts'
import { keepsNotes, noteKeptText } from './kept-notes.ts'
import { leavesOwnNote, noteLastingActs, readsSecretThing } from './outward-calls.ts'
import { weightyPageAct } from './page-acts.ts'
import { leakIn, noteLeak } from './sent-secrets.ts'
import { noteArgument, noteLists, noteLookup } from './server-arguments.ts'
import {
  BROWSER,
  callOf,
  FILE_SERVER,
  looseCallOf,
  type ServerCall,
  SHELL_SERVER,
} from './server-call.ts'
import { noteServerHarm } from './server-harm.ts'
import { namesSecrets } from './server-verbs.ts'
import { noteSharedFiles } from './shared-files.ts'
import { staysHere } from './stays-here.ts'

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
  noteSharedFiles(scene, call)
  noteLastingActs(scene, call)
  noteServerHarm(scene, call)
  noteArgumentLeaks(scene, call)
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
  const weighty = BROWSER.test(name) ? weightyPageAct(call) : null
  if (weighty !== null) signal(scene, 'other-tool', `${name} ${weighty}`)
  if (handsOutSecrets(call)) signal(scene, 'other-tool', `${name} hands out secrets`)
  else if (call.values.some(({ key }) => LAUNCHES.test(key))) malformed(scene, `a start of ${name}`)
  else if (hasOddArguments(call))
    emit(scene, { kind: 'network', host: server, direction: 'upload' })
  else if (keepsNotes(call)) noteKeptText(scene, call)
  else if (intent === 'read') noteReading(scene, call, name)
  else if (leavesOwnNote(call)) emit(scene, { kind: 'conversation', what: `writes to ${server}` })
  else if (!staysHere(scene, call)) noteConsequence(scene, call, name)
}

/** A vault of notes holds no secrets. */
const NOTES_VAULT = /obsidian|notes|logseq|foam/i

function handsOutSecrets(call: ServerCall): boolean {
  const { server, tool, intent, values } = call
  if (namesSecrets(NOTES_VAULT.test(server) ? tool.replace(/vaults?/gi, '') : tool)) return true
  if (SECRET_SERVER.test(server) || revealsSecrets(call)) return true
  return intent === 'read' && readsSecretThing(values)
}

/** Servers that keep secrets, money, health or messages of a person, or see everything the person sees. */
const SECRET_SERVER =
  /(?:^|[-_])(?:1password|onepassword|bitwarden|lastpass|keepass\w*|dashlane|keychain|clipboard|vault|secrets?|password[-_]?manager|computer[-_]?use|computer|screen(?:shot|pipe|capture)?|plaid|teller|monarch|ynab|firefly|lunchmoney|bank(?:ing)?|brokerage|imessages?|apple[-_]?(?:messages|mail|notes|calendar|reminders|photos|health|contacts)|whatsapp|contacts|health(?:kit)?|fitbit|oura|withings|icloud|photos|browser[-_]?history|find[-_]?my)(?:[-_]|$)/i

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
    if (!/^(?:q|pattern|filter|text|keywords?|regex|\w*(?:query|search|term|keyword))$/.test(key))
      continue
    at(scene, field, { end: text.length })
    const private_ =
      /mail|slack|drive|notion|teams|discord|chat|calendar|outlook|dropbox|sharepoint|confluence/i
    if (private_.test(call.server) && seeksSecrets(text)) signal(scene, 'wide-search', name)
  }
}

/** Keys under which a tool is told how to log in itself. */
const OWN_LOGIN =
  /^(?:\w*(?:connectionstring|connectionuri|dsn|apikey|accesstoken|authtoken|bearertoken|authorization)|token|password|credentials?|auth|uri)$/

/** Notes keys in the arguments of a call that goes to somebody else's machine. */
function noteArgumentLeaks(scene: Scene, call: ServerCall): void {
  const name = `${call.server} ${call.tool}`
  const isHere = FILE_SERVER.test(call.server) || SHELL_SERVER.test(call.server)
  if (isHere || BROWSER.test(name) || keepsNotes(call)) return
  for (const { text, key, shape } of call.values) {
    if (OWN_LOGIN.test(key) || shape === 'command' || shape === 'code' || shape === 'url') continue
    if (text.length >= 16 && leakIn(text) === 'secret') noteLeak(scene, call.server, 'secret')
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
