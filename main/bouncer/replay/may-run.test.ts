import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { observeCall } from '../pattern-layer/pattern-layer.ts'
import { builtInPolicy } from '../rules/policy.ts'
import { mayRun } from './may-run.ts'

const home = '/home/mira'
const workspace = `${home}/work/atlas`

function callOf(tool: string, input: Record<string, unknown>): ToolCall {
  const ids = { id: 'c' as CallId, sessionId: 's' as SessionId }
  return { ...ids, tool, input, cwd: workspace, workspace, home }
}

const bash = (command: string) => callOf('Bash', { command })

const watching = { ...builtInPolicy, watchesPrograms: true }

/** Names of the programs that the engine hears of in a call; one that is not known may be any. */
function heardIn(call: ToolCall): string[] {
  return observeCall(call, { policy: watching }).text.programs.map((effect) => {
    const program = effect.kind === 'execute' ? effect.program : ''
    const name = program.slice(program.lastIndexOf('/') + 1).toLowerCase()
    return name === '' || name.includes('\uFFFC') ? 'any-other' : name
  })
}

test.each(['dangerous', 'evasions', 'benign', 'injections'])(
  'every program that a call of the %s corpus runs may run',
  (corpus) => {
    const file = new URL(`../../../tests/corpus/${corpus}.jsonl`, import.meta.url)
    const rows = readFileSync(file, 'utf8').trim().split('\n')
    const missed = rows.flatMap((line) => {
      const row: { tool: string; input: Record<string, unknown> } = JSON.parse(line)
      const call = callOf(row.tool, row.input)
      return heardIn(call).filter((name) => !mayRun([name], call))
    })
    expect(missed).toEqual([])
  },
)

test('a name may be written in pieces, or come from elsewhere', () => {
  for (const command of [
    'docker ps',
    'do"ck"er ps',
    'doc\\\nker ps',
    'a=doc; "$a"ker ps',
    'echo ZG9ja2Vy | base64 -d | sh',
    'DOCKER ps',
    'python3 run.py',
  ]) {
    expect([command, mayRun(['docker'], bash(command))]).toEqual([command, true])
  }
  const aliased = { git: { aliases: { up: '!docker compose up' } } }
  expect(mayRun(['docker'], { ...bash('git up'), facts: aliased as never })).toBe(true)
})

test('a call without the name is passed over', () => {
  for (const command of ['npm test', 'git commit -m "Fix the totals"', 'rm -rf build && ls src']) {
    expect([command, mayRun(['docker'], bash(command))]).toEqual([command, false])
  }
  expect(mayRun(null, bash('npm test'))).toBe(true)
})
