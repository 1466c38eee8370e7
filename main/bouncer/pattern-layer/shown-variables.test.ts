import { expect, test } from 'vitest'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from './pattern-layer.ts'

function judged(command: string) {
  const ids = { id: 'c' as CallId, sessionId: 's' as SessionId }
  const folders = { cwd: '/home/mira/atlas', workspace: '/home/mira/atlas', home: '/home/mira' }
  const { decision, effects } = judgeByPattern({
    ...{ ...ids, tool: 'Bash', input: { command } },
    ...folders,
  })
  return [decision, effects.flatMap((one) => (one.kind === 'variable' ? [one.name] : []))]
}

test.each([
  ['printenv AWS_SECRET_ACCESS_KEY', ['ask', ['AWS_SECRET_ACCESS_KEY']]],
  ['env | grep -i token', ['ask', ['token']]],
  ['echo $GITHUB_TOKEN', ['allow', ['GITHUB_TOKEN']]],
  ['echo "a ${NPM_TOKEN} b" | base64', ['allow', ['NPM_TOKEN']]],
  ["bash -c 'echo $API_KEY'", ['allow', ['API_KEY']]],
  ['env', ['allow', ['*']]],
  ['printenv | sort', ['allow', ['*']]],
  ['set', ['allow', ['*']]],
  ['export -p', ['allow', ['*']]],
])('%s shows variables', (command, expected) => {
  expect(judged(command)).toEqual(expected)
})

test.each([
  'printenv PATH',
  'echo $HOME',
  'env | grep PATH',
  'env | grep -c TOKEN',
  'env | cut -d= -f1',
  'env > /tmp/variables',
  'env FOO=1 npm test',
  'set -e; npm test',
  'echo ${#NPM_TOKEN}',
  '[ -n "$NPM_TOKEN" ] && echo yes',
  'TOKEN=x; echo $TOKEN',
  'curl -H "Authorization: Bearer $GITHUB_TOKEN" https://api.github.com',
])('%s shows none and goes through', (command) => {
  expect(judged(command)).toEqual(['allow', []])
})
