import { brand } from '../../../../shared/brand.ts'
import { EMPTY, emit, type Field, OPAQUE, plain, type Scene, touch } from '../scene.ts'
import { agentOfFile } from './agent-packages.ts'
import type { Program } from './program.ts'

/**
 * What an agent may do with each command of ours, by its words: it may look; what shows the work of
 * other sessions the person sees first; what changes the guard or takes its record away is not for it.
 */
export const OWN_VERBS: Readonly<Record<string, 'looks' | 'shows' | 'changes'>> = {
  'audit acknowledge': 'changes',
  'audit evidence': 'changes',
  'audit export': 'changes',
  'audit remove': 'changes',
  'audit verify': 'looks',
  'bouncer explain': 'looks',
  'bouncer install': 'changes',
  'bouncer judge': 'looks',
  'bouncer lint': 'looks',
  'bouncer replay': 'shows',
  'bouncer status': 'looks',
  'bouncer test': 'looks',
  'bouncer uninstall': 'changes',
  completion: 'looks',
  erase: 'changes',
  export: 'changes',
  install: 'changes',
  serve: 'changes',
  'sessions export': 'changes',
  'sessions list': 'shows',
  status: 'looks',
  'telemetry off': 'changes',
  'telemetry on': 'changes',
  'telemetry status': 'looks',
  uninstall: 'changes',
}

/** Words that only ask what there is. */
const ASKS = /^(?:--version|-v|--help|-h|help)$/

/** Our own command: whatever it does but look changes what guards this machine. */
export const ownProgram: Program = (scene, call) => {
  noteOwnVerbs(scene, call.args)
  return OPAQUE
}

const OWN_PLACE = new RegExp(`[\\w./~-]*/?\\${brand.homeFolder}/[\\w./-]*`, 'g')
const MOST_PLACES = 4
/** Names of the hook's key and socket, whatever stands before them. */
const HOOK_FILES = /\bguard[/\\](?:running\.json|guard\.sock)\b/

/** Notes our own files and sockets that code names, whatever it does with them. */
export function noteOwnPlaces(scene: Scene, code: string): void {
  if (HOOK_FILES.test(code))
    emit(scene, { kind: 'read', paths: [touch(scene, plain(`${scene.ground.ownHome}/guard`))] })
  if (!code.includes(`${brand.homeFolder}/`)) return
  for (const place of (code.match(OWN_PLACE) ?? []).slice(0, MOST_PLACES)) {
    const at = place.indexOf(`${brand.homeFolder}/`)
    // What the code puts before it is not read here, and most likely the home.
    const isWhole = at > 1 && /^[/~]/.test(place)
    const text = isWhole ? place : `~/${place.slice(at)}`
    emit(scene, { kind: 'read', paths: [touch(scene, plain(text))] })
  }
}

/** Files that our own command is started from, in a checkout or a package. */
const OWN_FILE = new RegExp(
  `(?:^|/)(?:${brand.command}(?:\\.[cm]?[jt]s)?|(?:main|out/main|out/command)/(?:headless|start)\\.[cm]?[jt]s)$`,
)

/** Notes a script file that is our own command, or an agent's, run by an interpreter with these arguments. */
export function noteOwnScript(scene: Scene, path: string, args: readonly Field[]): void {
  const agent = agentOfFile(path)
  if (agent !== null) scene.runner.argv(scene, [plain(agent), ...args], EMPTY)
  if (OWN_FILE.test(path)) noteOwnVerbs(scene, args)
}

/** Notes a script of a package that has the name of our own command, among the words behind `run`. */
export function noteOwnRun(scene: Scene, words: readonly Field[]): void {
  const at = words.findIndex(({ text }) => !text.startsWith('-'))
  if (words[at]?.text !== brand.command) return
  const args = words.slice(at + 1)
  noteOwnVerbs(scene, args[0]?.text === '--' ? args.slice(1) : args)
}

function noteOwnVerbs(scene: Scene, [first, second]: readonly Field[]): void {
  const verb = first?.text ?? ''
  const both = `${verb} ${second?.text ?? ''}`.trim()
  if (ASKS.test(verb) || ASKS.test(second?.text ?? '')) return
  const does = judgedVerb(both) ?? judgedVerb(verb) ?? 'changes'
  if (does === 'shows')
    emit(scene, { kind: 'read', paths: [touch(scene, plain(scene.ground.ownHome))] })
  else if (does === 'changes') emit(scene, { kind: 'guard', target: `${brand.command} ${both}` })
}

function judgedVerb(words: string): 'looks' | 'shows' | 'changes' | undefined {
  return Object.hasOwn(OWN_VERBS, words) ? OWN_VERBS[words] : undefined
}
