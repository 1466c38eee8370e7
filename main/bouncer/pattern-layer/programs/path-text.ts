import { baseName } from '../paths.ts'
import { EMPTY, type Field, isKnown, OPAQUE, type Scene, type Stream, touch } from '../scene.ts'
import { type OptionSpec, readOptions, valued } from './options.ts'
import type { Program, ProgramTable } from './program.ts'

/** The folder that the shell is in, as far as it is known. */
const workingFolder: Program = (scene) =>
  scene.cwdSure && isKnown(scene.cwd) ? { text: `${scene.cwd}\n`, taint: 0 } : OPAQUE

function lines(fields: readonly Field[], change: (text: string) => string | null): Stream {
  const texts = fields.map((field) => change(field.text))
  const taint = fields.reduce((all, field) => all | field.taint, 0)
  return { text: texts.includes(null) ? null : `${texts.join('\n')}\n`, taint }
}

const BASE: OptionSpec = { valued: valued('s suffix') }

const base: Program = (_scene, call) => {
  const options = readOptions(call.args, BASE)
  const several = options.has('a', 'multiple', 's', 'suffix')
  const [first, ending] = options.operands
  const suffix = options.value('s', 'suffix')?.text ?? (several ? '' : (ending?.text ?? ''))
  const fields = several ? options.operands : [first].filter((field) => field !== undefined)
  return fields.length === 0 ? EMPTY : lines(fields, (text) => withoutSuffix(text, suffix))
}

function withoutSuffix(text: string, suffix: string): string {
  const name = baseName(text.replace(/(?<=[^/])\/+$/, ''))
  return suffix !== '' && name.endsWith(suffix) && name !== suffix
    ? name.slice(0, -suffix.length)
    : name
}

const folder: Program = (_scene, call) => {
  const { operands } = readOptions(call.args)
  return operands.length === 0 ? EMPTY : lines(operands, folderOf)
}

/** An unknown last part may be a path itself: what stands above it is still somewhere below the rest. */
function folderOf(text: string): string {
  const bare = text.replace(/(?<=[^/])\/+$/, '')
  if (!isKnown(baseName(bare))) return bare
  const cut = bare.lastIndexOf('/')
  if (cut < 0) return isKnown(bare) ? '.' : bare
  return cut === 0 ? '/' : bare.slice(0, cut)
}

const REAL: OptionSpec = { valued: valued('relative-to relative-base') }

const real: Program = (scene, call) => {
  const options = readOptions(call.args, REAL)
  const follows = call.name.endsWith('realpath') || options.has('f', 'e', 'm', 'canonicalize')
  if (!follows || options.value('relative-to', 'relative-base')) return OPAQUE
  return lines(options.operands, (text) => resolved(scene, text))
}

function resolved(scene: Scene, text: string): string | null {
  const { path, certainty } = touch(scene, { text, glob: false, taint: 0 })
  return certainty === 'exact' ? path : null
}

/** Programs that print paths made from paths. */
export const pathPrograms: ProgramTable = {
  pwd: workingFolder,
  basename: base,
  dirname: folder,
  realpath: real,
  grealpath: real,
  readlink: real,
  greadlink: real,
}
