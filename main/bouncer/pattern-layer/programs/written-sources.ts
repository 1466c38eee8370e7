import { type Field, type Scene, type Stream, touch } from '../scene.ts'
import { noteForeignCalls } from './foreign-calls.ts'
import { noteHomeLoss } from './home-loss.ts'
import { named, type Program, type ProgramTable } from './program.ts'
import { runUnknownProgram } from './unknown-program.ts'

const SOURCE =
  /\.(?:go|rs|java|kts?|swift|zig|dart|scala|sc|nim|cr|v|d|hs|ml|fsx?|csx?|vala|groovy)$/

/** Judges source code that this call wrote and now builds or runs: what it does counts as done. */
export function noteWrittenSources(scene: Scene, args: readonly Field[]): void {
  if (scene.files.size === 0) return
  for (const field of args) {
    if (!SOURCE.test(field.text)) continue
    const { text } = sourceAt(scene, field)
    if (text === null) continue
    noteHomeLoss(scene, text)
    noteForeignCalls(scene, 'source', text)
  }
}

function sourceAt(scene: Scene, field: Field): Pick<Stream, 'text'> {
  return scene.files.get(touch(scene, field).path) ?? { text: null }
}

const sourceProgram: Program = (scene, call) => {
  noteWrittenSources(scene, call.args)
  return runUnknownProgram(scene, call)
}

/** Programs that build or run a file of source code which is not read in any other way. */
export const sourcePrograms: ProgramTable = named(
  'java javac kotlin kotlinc kscript jbang rustc rust-script zig dart v scala-cli scalac swiftc dmd rdmd ghc runghc runhaskell ocaml ocamlfind csi fsi fsharpi dotnet-script valac nimc',
  sourceProgram,
)
