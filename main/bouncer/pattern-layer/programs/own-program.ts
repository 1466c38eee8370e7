import { brand } from '../../../../shared/brand.ts'
import { emit, type Field, OPAQUE, type Scene } from '../scene.ts'
import type { Program } from './program.ts'

/** Verbs of our own command that only look. */
const LOOKS = /^(?:--version|--help|help|audit|status)$/
/** Words after a looking verb that change something nevertheless. */
const CHANGES = /^(?:acknowledge)$/

/** Our own command: whatever it does but look changes what guards this machine. */
export const ownProgram: Program = (scene, call) => {
  noteOwnVerbs(scene, call.args)
  return OPAQUE
}

/** Files that our own command is started from, in a checkout or a package. */
const OWN_FILE = new RegExp(
  `(?:^|/)(?:${brand.command}(?:\\.[cm]?[jt]s)?|(?:main|out/main|out/command)/(?:headless|start)\\.[cm]?[jt]s)$`,
)

/** Notes a script file that is our own command, run by an interpreter with these arguments. */
export function noteOwnScript(scene: Scene, path: string, args: readonly Field[]): void {
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
  if (LOOKS.test(verb) && !CHANGES.test(second?.text ?? '')) return
  emit(scene, { kind: 'guard', target: `${brand.command} ${verb}` })
}
