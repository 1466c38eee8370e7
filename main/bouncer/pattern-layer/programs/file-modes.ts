import type { TouchedPath } from '../../../../shared/bouncer/model.ts'
import { deletePaths, EMPTY, emit, type Scene, signal, touch } from '../scene.ts'
import { readOptions, valued } from './options.ts'
import type { Program } from './program.ts'
/** `s` for a mode that gives a file its owner's rights when it runs; empty for any other. */
export function setId(mode: string): string {
  return /^[0-7]*[4-7][0-7]{3}$/.test(mode) || /[ugoa]*\+[rwx]*s/.test(mode) ? 's' : ''
}

/** Rights and owners of files. */
export const changeMode: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('reference from') })
  const symbolic = call.args.find(
    (field) => /^-[rwxXst,ugoa]+$/.test(field.text) && !/^-[Rvcf]+$/.test(field.text),
  )
  const mode = symbolic?.text ?? options.operands[0]?.text ?? ''
  const fields =
    symbolic || options.value('reference') ? options.operands : options.operands.slice(1)
  const recursive = options.has('R', 'recursive')
  const paths = fields.map((field) => touch(scene, field))
  const closes = call.name === 'chmod' && CLOSES.test(mode) && !recursive
  const changed = closes ? paths.map(({ secret: _, ...path }) => path) : paths
  if (changed.length > 0) emit(scene, { kind: 'write', paths: changed })
  if (call.name === 'chmod') noteMode(scene, { mode, paths, recursive })
  const locksOut = paths.some((path) => path.place === 'system' || path.path === scene.ground.home)
  if (recursive && locksOut) deletePaths(scene, fields, true)
  return EMPTY
}

/** Modes by which a file of the project is its owner's alone. */
const CLOSES = /^(?:0?[46]00|go-rwx|go=|og-rwx|og=|u=rw?,go=)$/

const OPEN_TO_ALL = /^0?[0-7]?777$|(?:^|,)[ugo]*[ao][ugo]*[+=]rwx?(?:,|$)|(?:^|,)[+=]rwx?(?:,|$)/

function noteMode(
  scene: Scene,
  change: {
    readonly mode: string
    readonly paths: readonly TouchedPath[]
    readonly recursive: boolean
  },
): void {
  if (setId(change.mode)) emit(scene, { kind: 'privilege', how: 'set-user-id file' })
  if (!OPEN_TO_ALL.test(change.mode)) return
  const far = change.paths.find(
    (path) =>
      (path.place !== 'project' && path.place !== 'temporary') ||
      (change.recursive && path.path === scene.ground.workspace),
  )
  if (far) signal(scene, 'broad-permissions', far.path)
}
