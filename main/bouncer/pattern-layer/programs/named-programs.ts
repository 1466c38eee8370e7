import { emit, type Field, fork, isKnown, OPAQUE, type Scene, touch } from '../scene.ts'

const HELPER =
  /^--?(?:[\w-]*-)?(?:exec|execute|command|cmd|shell|hook|pager|editor|rsh|program|executable|interpreter|helper|wrapper|launcher|runner|filter-cmd|plugin|plugin-dir|preload|askpass|browser|viewer|linker|compiler|python-?path|init-script|startup-script|scripts?|macro|actions-file|load)(?:=(.+))?$/s

/** Judges programs that a program we do not know would start, by the usual names of such options. */
export function noteHelpers(scene: Scene, args: readonly Field[]): void {
  for (const [at, field] of args.entries()) {
    if (field.text.charCodeAt(0) !== 45) continue
    const found = HELPER.exec(field.text)
    if (!found) continue
    const value = found[1] === undefined ? args[at + 1] : { ...field, text: found[1] }
    if (value) judgeHelper(scene, value)
  }
}

/** A command line counts by what it does; a bare path, by where it lies. */
function judgeHelper(scene: Scene, value: Field): void {
  const { text } = value
  if (!isKnown(text) || !/^[~/]/.test(text)) return
  const [program = ''] = text.split(/\s/)
  const { place } = touch(scene, { ...value, text: program })
  if (/\s/.test(text)) scene.runner.text(fork(scene), text, OPAQUE)
  else if (place !== 'project' && place !== 'system') {
    emit(scene, { kind: 'execute', source: 'file', program: text })
  }
}
