import { type Field, plain, type Scene, touch, writePaths } from '../scene.ts'
import type { Invocation } from './program.ts'

const OUTPUT =
  /^(?:-o|--(?:[\w-]+-)?(?:out|output|outfile|outputfile|output-?(?:dir|directory|file|folder|path)|out-?(?:dir|file)|dest|dest-?dir|destination|target-?dir|install-?dir|install-?root|prefix|log-?file|logfile|save|save-to|save-as|export-?(?:dir|file)|report-?(?:dir|file)|report|junit-?xml|screenshot|print-to-pdf|dump|dump-bin|dump-to|write|write-to|in-?place|basetemp|trace-file|record|result-?(?:dir|file|log)|outputFile|outDir|outFile|declarationDir))(?:=(.+))?$|^-o([/~].*)$/s
const LEAVES = /^(?:\/|~|\.\.\/)/

type OutputCall = Pick<Invocation, 'name' | 'args'>

/** Where a later installation will go, which writes nothing yet. */
const NAMES_PLACE = /^--(?:\w+-)?prefix(?:=|$)/
const CONFIGURES =
  /^(?:configure|config|Configure|autogen\.sh|bootstrap(?:\.sh)?|meson|waf|qmake|cmake|b2)$/

/** Notes files outside the project that a program is told to write to, by the usual names of such options. */
export function noteOutputs(scene: Scene, { name, args }: OutputCall): void {
  for (const [at, field] of args.entries()) {
    if (NAMES_PLACE.test(field.text) && CONFIGURES.test(name)) continue
    const target = outputOf(field, args[at + 1])
    if (target && isOutside(scene, target)) {
      writePaths(scene, [target], { text: null, taint: field.taint })
    }
  }
}

function outputOf({ text, taint }: Field, next: Field | undefined): Field | undefined {
  const found = text.startsWith('-') ? OUTPUT.exec(text) : null
  if (!found) return undefined
  const own = found[1] ?? found[2]
  return own === undefined ? next : plain(own, taint)
}

function isOutside(scene: Scene, target: Field): boolean {
  if (!LEAVES.test(target.text)) return false
  const { place } = touch(scene, target)
  return place !== 'project' && place !== 'temporary'
}
