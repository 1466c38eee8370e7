import type { TouchedPath } from '../../../../shared/bouncer/model.ts'
import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  isKnown,
  OPAQUE,
  type Scene,
  type Stream,
  signal,
  touch,
} from '../scene.ts'
import { noteClonedRun } from './cloned-folders.ts'
import { setsUpShell } from './environment-files.ts'
import { liesInFetched } from './fetched-folders.ts'

/** A script that starts itself in the background or in a pipe. */
export const STARTS_ITSELF =
  /(?:^|[\n;|&({]|\bdo\b|\bthen\b)[ \t]*["']?\$\{?(?:0|BASH_SOURCE)\}?["']?(?:[ \t]+[^\s;|&]+){0,3}[ \t]*(?:\|(?!\|)|&(?![&>\d]))/

/** Runs a file as shell text: what this call wrote is read, downloads are reported, the rest is judged by place. */
export function runScriptFile(
  scene: Scene,
  run: { readonly file: Field; readonly stdin: Stream; readonly program: string },
): Stream {
  const path = touch(scene, run.file)
  const written = scene.files.get(run.file.text) ?? scene.files.get(path.path)
  if (written) {
    if (written.text !== null && STARTS_ITSELF.test(written.text)) {
      signal(scene, 'endless-fork', path.path)
    }
    const out = runStream(scene, { stream: written, program: run.program })
    noteRewritten(scene, { file: path.path, before: written, program: run.program })
    return out
  }
  if (run.file.text === '/dev/stdin' || run.file.text === '-') {
    return runStream(scene, { stream: run.stdin, program: run.program })
  }
  const descriptor = /^\/dev\/fd\/(\d+)$/.exec(run.file.text)?.[1]
  const held = descriptor === undefined ? undefined : scene.descriptors.get(Number(descriptor))
  if (held) return runStream(scene, { stream: held, program: run.program })
  if (run.file.taint & TAINT.download || liesInFetched(scene, path.path))
    flow(scene, 'download-to-execute', run.program)
  noteClonedRun(scene, path.path)
  const source = isTrusted(path, run.program) ? 'project' : 'file'
  emit(scene, { kind: 'execute', source, program: path.path })
  return OPAQUE
}

function isTrusted(path: TouchedPath, program: string): boolean {
  if (path.place === 'project') return true
  return (
    (program === 'source' || program === '.') &&
    path.place !== 'temporary' &&
    setsUpShell(path.path)
  )
}

/** Gives a shell the name that `$0` stands for. */
export function setZero(scene: Scene, name: Field): void {
  scene.variables.set('0', { values: [name.text], taint: name.taint })
}

/** Runs what flows into a shell: known text is read, anything else is judged by where it came from. */
export function runStream(
  scene: Scene,
  run: { readonly stream: Stream; readonly program: string },
): Stream {
  const { stream, program } = run
  if (stream === EMPTY) return EMPTY
  noteTainted(scene, stream, program)
  if (stream.pipe !== undefined) scene.pipes.set(stream.pipe, true)
  if (stream.text !== null) {
    // Text that is not known may hold line ends, and so commands of its own.
    if (!isKnown(stream.text)) flow(scene, 'stdin-to-execute', program)
    return scene.runner.text(scene, stream.text, EMPTY)
  }
  if (!(stream.taint & (TAINT.download | TAINT.decoded))) {
    if (stream.own) emit(scene, { kind: 'execute', source: 'project', program })
    else flow(scene, 'stdin-to-execute', program)
  }
  return OPAQUE
}

/** A script that writes to its own file goes on with what it wrote. */
export function noteRewritten(
  scene: Scene,
  run: { readonly file: string; readonly before: Stream; readonly program: string },
): void {
  const now = scene.files.get(run.file)
  if (now && now.text !== run.before.text) flow(scene, 'stdin-to-execute', run.program)
}

/** Reports data that must not be run. */
export function noteTainted(scene: Scene, stream: Stream, program: string): void {
  if (stream.taint & TAINT.cloned) flow(scene, 'download-to-execute', program)
  if (stream.taint & TAINT.download) {
    emit(scene, { kind: 'execute', source: 'download', program })
    flow(scene, 'download-to-execute', program)
  } else if (stream.taint & TAINT.decoded) {
    flow(scene, 'decoded-to-execute', program)
  }
}
