import { expect, test } from 'vitest'
import { readPattern } from './globs.ts'

test.each([
  ['/p/*.log', '/p', false, ['a.log', '.log.log'], ['a.logs', '.a.log', 'log']],
  ['/p/.*', '/p', false, ['.env', '.git'], ['env']],
  ['/p/a?c', '/p', false, ['abc', 'a.c'], ['ac', 'abbc']],
  ['/p/[a-c]1', '/p', false, ['a1', 'c1'], ['d1', '11']],
  ['/p/[!a]1', '/p', false, ['b1'], ['a1']],
  ['/p/{a,b*}.ts', '/p', false, ['a.ts', 'bcd.ts'], ['c.ts', 'a.tsx']],
  ['/p/a\\*b', '/p', false, ['a*b'], ['aXb']],
  ['/p/*/x/*.o', '/p', true, ['a.o', '.a.o'], ['a.obj']],
  ['/p/src/*/dist', '/p/src', true, ['dist'], ['dist2']],
  ['/*', '/', false, ['etc'], ['.hidden']],
  ['/p/[z-a]x', '/p', false, ['bx'], ['b']],
  ['/p/a{b', '/p', false, ['a{b'], ['ab']],
] as const)('%s', (...row) => {
  const [pattern, folder, isDeep, yes, no] = row
  const read = readPattern(pattern)
  expect([read.folder, read.isDeep]).toEqual([folder, isDeep])
  for (const name of yes) expect([name, read.matches(name)]).toEqual([name, name !== '.log.log'])
  for (const name of no) expect([name, read.matches(name)]).toEqual([name, false])
})
