import { brand } from '../../../../shared/brand.ts'
import { emit, plain, type Scene, signal } from '../scene.ts'
import type { Act } from './act.ts'
import { areMadeHere, madeAny, noteMade } from './made-here.ts'

const SESSION = /(?:^| )(?:new|new-session)(?: |$)/
const TYPES =
  /(?:^| )(?:send|send-keys|paste-buffer|pasteb|send-prefix|respawn-pane|pipe-pane)(?: |$)/

/** Types into a terminal that the call did not make itself. */
export const typesIntoPane: Act = (scene, _call, line) => {
  if (SESSION.test(line)) noteMade(scene, 'terminal', named(/(?:^| )-\w*s ?(\S+)/.exec(line)?.[1]))
  if (TYPES.test(line)) noteTyped(scene, /(?:^| )-t ?=?([^\s:.]+)/.exec(line)?.[1], line)
}

/** The same for screen, whose `stuff` types. */
export const stuffsScreen: Act = (scene, _call, line) => {
  const name = /(?:^| )-\w*S ?(\S+)/.exec(line)?.[1]
  if (/(?:^| )-(?:dm|d -m|md)\w*(?: |$)/.test(line)) noteMade(scene, 'terminal', named(name))
  if (/(?:^| )-X (?:.* )?(?:stuff|paste|exec|readreg|register)(?: |$)/.test(line))
    noteTyped(scene, name, line)
}

function named(name: string | undefined) {
  return name === undefined ? plain('0') : plain(name)
}

function noteTyped(scene: Scene, target: string | undefined, line: string): void {
  const own =
    target === undefined
      ? madeAny(scene, 'terminal')
      : areMadeHere(scene, 'terminal', [plain(target)])
  if (!own) signal(scene, 'other-tool', `types into a terminal: ${line.slice(0, 80)}`)
}

/** Our app by its own name: it is started by the person, and nothing is to be added to it. */
export const ownApp: Act = (scene, call, line) => {
  if (/^(?:|--version|-v|--help|help)$/.test(line)) return
  emit(scene, { kind: 'guard', target: `${call.name} ${line.slice(0, 60)}` })
}

const OWN_APP = new RegExp(
  `(?:^|[\\s"'/\\\\])(?:${brand.command}(?:-desktop)?(?:\\.exe|\\.app)?|${brand.appId.replaceAll('.', '\\.')})(?:["'\\s]|$)`,
  'i',
)

/** Ends our app by its name. */
export const endsOwnApp: Act = (scene, call, line) => {
  if (OWN_APP.test(line)) emit(scene, { kind: 'guard', target: `${call.name} ${brand.name}` })
}

/** A script that gives orders to windows, as it reads. */
const ORDERS =
  /\bkeystroke\b|\bkey code\b|\bclick\b|\bperform action\b|\bdo shell script\b|\bquit\b/i
const SCRIPTED_APP = new RegExp(
  `app(?:lication)?(?: id)? ["'](?:${brand.name}|${brand.command}[\\w-]*|${brand.appId.replaceAll('.', '\\.')})["']`,
  'i',
)

/** Orders by AppleScript: to our app, or from a text that nobody can read. */
export const scriptsApps: Act = (scene, call, line) => {
  const fed = !/(?:^| )-\w*e(?: |$)/.test(line)
  const text = fed ? (call.stdin.text?.slice(0, 4000) ?? '') : line
  if (
    SCRIPTED_APP.test(text) &&
    !/^\W*(?:-e )?\W*tell [^\n]{0,60} to (?:activate|launch)\W*$/i.test(text)
  )
    emit(scene, { kind: 'guard', target: `${call.name} ${brand.name}` })
  else if (fed && /^-?$/.test(line) && (call.stdin.text === null || ORDERS.test(text)))
    signal(scene, 'other-tool', 'gives orders to windows of the person')
}

/** Starts our app with something that its own start would not have. */
export const startsOwnApp: Act = (scene, call, line) => {
  const given =
    /(?:^| )--(?:args|inspect\S*|remote-\S*|quit|env=|command=|js-flags|no-sandbox)/.test(line)
  if (given && OWN_APP.test(line))
    emit(scene, { kind: 'guard', target: `${call.name} ${line.slice(0, 60)}` })
}

/** Another meaning for the name of our command. */
export const renamesOwn: Act = (scene, _call, line) => {
  if (new RegExp(`(?:^| )${brand.command}=`).test(line))
    emit(scene, { kind: 'guard', target: `another ${brand.command}` })
}

/** Shapes in code that reach for keys, hands, terminals or debuggers of the person. */
const IN_CODE: readonly { readonly shape: RegExp; readonly what: string }[] = [
  { shape: /\b_debugProcess\s*\(/, what: 'opens a running program to a debugger' },
  {
    shape:
      /\b(?:import|from)\s+(?:pyautogui|pyatspi|pywinauto|autopy|dogtail|uinput)\b|(?:^|[\n;])\s*(?:import\s+(?:keyboard|mouse)\s*(?:[;,\n]|$|as\s)|from\s+(?:keyboard|mouse)\s+import\b)|\bpynput\b|\bpyautogui\.|["'](?:robotjs|@?nut-tree\S*|@jitsi\/robotjs)["']|\bUInput\s*\(|\bCGEventPost\b|\bSendKeys\b|\bkeybd_event\b/,
    what: 'presses keys for the person',
  },
  {
    shape:
      /\b(?:import|from)\s+(?:secretstorage|keyring|jeepney)\b|["'](?:keytar|@napi-rs\/keyring)["']|\bSessionBus\s*\(|\bsessionBus\s*\(|org\.freedesktop\.secrets/,
    what: 'looks into the key chain or the session bus',
  },
  { shape: /\bTIOCSTI\b|\b0x5412\b/, what: 'types into a terminal' },
  {
    shape: /(?:open|write\w*|createWriteStream)\s*\(\s*["']\/dev\/pts\/\d/,
    what: 'writes to a terminal of the person',
  },
]

/** Notes what code reaches for, whatever language it is in. */
export function noteReachInCode(scene: Scene, code: string): void {
  for (const { shape, what } of IN_CODE) if (shape.test(code)) signal(scene, 'other-tool', what)
}
