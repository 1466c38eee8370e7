import { recallTaint } from '../../memory/session-memory.ts'
import { TAINT } from '../findings.ts'
import { OPAQUE, plain, type Scene, type Stream, signal, touch, writePaths } from '../scene.ts'
import type { Act } from './act.ts'
import { readOptions, valued } from './options.ts'
import type { Invocation } from './program.ts'

const VALUED = valued('p C directory exclude include i input d o output r reject-file D F B Y z V')
const CHANGED = /^(?:\+\+\+|---|rename to|copy to) "?(?:[ab]\/)?([^\s"]+)/
const MOST_FILES = 32
const MOST_TEXT = 64_000

/** Takes changes from a patch: what it writes where it can be read, that nobody read it where it was fetched. */
export const appliesPatch: Act = (scene, call, line) => {
  if (call.name === 'git' && !/(?:^| )(?:apply|am)(?: |$)/.test(line)) return
  if (/(?:^| )--(?:check|stat|numstat|summary|dry-run|abort|skip|quit)(?: |$)/.test(line)) return
  for (const { text, taint } of patches(scene, call)) {
    if (taint & TAINT.download) signal(scene, 'foreign-source', 'changes from the network')
    const files = new Set(text?.slice(0, MOST_TEXT).split('\n').flatMap(changedFile))
    const paths = [...files].slice(0, MOST_FILES).map(plain)
    if (paths.length > 0) writePaths(scene, paths, OPAQUE)
  }
}

function patches(scene: Scene, call: Invocation): Stream[] {
  const options = readOptions(call.args, { valued: VALUED })
  const input = options.value('i', 'input')
  const behind = call.name === 'git' ? options.operands.slice(1) : options.operands.slice(1, 2)
  const files = input ? [input, ...behind] : behind
  const { memory } = scene.ground
  const held = files.map((field): Stream => {
    const { path } = touch(scene, field)
    const { text = null, taint = TAINT.none } = scene.files.get(path) ?? {}
    return { text, taint: memory ? taint | recallTaint(memory, path) : taint }
  })
  return [...held, call.stdin]
}

function changedFile(line: string): string[] {
  const path = CHANGED.exec(line)?.[1]
  return path === undefined || path === '/dev/null' ? [] : [path]
}
