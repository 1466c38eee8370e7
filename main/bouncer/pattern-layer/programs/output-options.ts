import { type Field, plain, type Scene, touch, writePaths } from '../scene.ts'

const OUTPUT =
  /^(?:-o|--(?:out|output|outfile|output-?(?:dir|directory|file|folder|path)|out-?(?:dir|file)|dest|dest-?dir|destination|target-?dir|install-?dir|prefix|log-?file|save|save-to|save-as|export-?(?:dir|file)|report-?(?:dir|file)))(?:=(.+))?$/s
const LEAVES = /^(?:\/|~|\.\.\/)/

/** Notes files outside the project that a program is told to write to, by the usual names of such options. */
export function noteOutputs(scene: Scene, args: readonly Field[]): void {
  for (const [at, field] of args.entries()) {
    const target = outputOf(field, args[at + 1])
    if (target && isOutside(scene, target)) {
      writePaths(scene, [target], { text: null, taint: field.taint })
    }
  }
}

function outputOf({ text, taint }: Field, next: Field | undefined): Field | undefined {
  const found = text.startsWith('-') ? OUTPUT.exec(text) : null
  if (!found) return undefined
  return found[1] === undefined ? next : plain(found[1], taint)
}

function isOutside(scene: Scene, target: Field): boolean {
  if (!LEAVES.test(target.text)) return false
  const { place } = touch(scene, target)
  return place !== 'project' && place !== 'temporary'
}
