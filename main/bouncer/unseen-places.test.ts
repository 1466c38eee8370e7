import { expect, test } from 'vitest'
import type { Facts, ToolCall } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import { judgeByPattern } from './pattern-layer/pattern-layer.ts'
import { askWhereUnseen } from './unseen-places.ts'

function judged(command: string, facts: Facts | undefined) {
  const call: ToolCall = {
    ...{ id: 'c' as CallId, sessionId: 's' as SessionId, tool: 'Bash', input: { command } },
    ...{ cwd: '/home/u/p', workspace: '/home/u/p', home: '/home/u' },
    ...(facts ? { facts } : {}),
  }
  return askWhereUnseen(judgeByPattern(call), facts)
}

const dead: Facts = { missing: ['realPaths', 'git'] }
const late: Facts = { realPaths: {}, missing: ['realPaths'] }
const whole: Facts = { realPaths: {} }

test.each([
  ['a change, nothing looked up', 'touch a.txt', dead, 'ask'],
  ['a change, some of it looked up', 'touch a.txt', late, 'ask'],
  ['a change, all looked up', 'touch a.txt', whole, 'allow'],
  ['a change, with nobody to look', 'touch a.txt', undefined, 'allow'],
  ['a read, nothing looked up', 'cat a.txt', dead, 'ask'],
  ['a read, some of it looked up', 'cat a.txt', late, 'allow'],
  ['a read of the system', 'cat /usr/share/dict/words', dead, 'allow'],
  ['no path at all', 'echo hello', dead, 'allow'],
  ['a git fact that is missing', 'touch a.txt', { realPaths: {}, missing: ['git'] }, 'allow'],
  ['what is denied anyway', 'rm -rf /', dead, 'deny'],
] as const)('%s', (_name, command, ...[facts, decision]) => {
  expect(judged(command, facts as Facts | undefined).decision).toBe(decision)
})

test('the question says why', () => {
  expect(judged('touch a.txt', dead)).toMatchObject({
    reason: expect.stringContaining('a link may lead them elsewhere'),
  })
})
