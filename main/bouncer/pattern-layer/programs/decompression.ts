import { TAINT } from '../findings.ts'
import { type Field, OPAQUE, readPaths, type Scene, touch } from '../scene.ts'
import { readOptions, valued } from './options.ts'
import type { Invocation, Program } from './program.ts'

/** Packs and unpacks single files: what comes out was hidden. */
export const decompress: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('S b T suffix') })
  const input = options.operands.length > 0 ? readPaths(scene, options.operands) : call.stdin
  const toStdout =
    options.has('c', 'stdout') || /^z|cat$/.test(call.name) || options.operands.length === 0
  if (!toStdout) {
    keepCompressed(scene, call, options.operands)
    return OPAQUE
  }
  const decodes =
    options.has('d', 'decompress') ||
    /^(?:gunzip|zcat|gzcat|bzcat|bunzip2|xzcat|unxz|zstdcat|unzstd|uncompress)$/.test(call.name)
  return { text: null, taint: input.taint | (decodes ? TAINT.decoded : TAINT.none) }
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  gzip: '.gz',
  bzip2: '.bz2',
  xz: '.xz',
  zstd: '.zst',
  lz4: '.lz4',
}

/** A compressed copy holds what the file held. */
function keepCompressed(scene: Scene, call: Invocation, files: readonly Field[]): void {
  const extension = EXTENSIONS[call.name]
  if (!extension) return
  for (const field of files) {
    const path = touch(scene, field)
    const taint = path.secret ? TAINT.secret : (scene.files.get(path.path)?.taint ?? TAINT.none)
    scene.files.set(path.path + extension, { text: null, taint })
  }
}
