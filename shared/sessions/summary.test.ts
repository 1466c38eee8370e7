import { expect, test } from 'vitest'
import { sessionIdSchema } from '../kit/ids.ts'
import type { JournalledEvent, SessionEvent } from './model.ts'
import { emptySummary, summarise, targetOf } from './summary.ts'

const id = sessionIdSchema.parse('s-1')

function fold(events: readonly SessionEvent[]) {
  return events
    .map(
      (event, at) =>
        ({ ...event, v: 1, epoch: 'e', seq: at + 1, at: (at + 1) * 10 }) as JournalledEvent,
    )
    .reduce(summarise, emptySummary(id, 'e'))
}

const created: SessionEvent = {
  kind: 'created',
  agent: 'claude-code',
  workspace: '/w',
  title: 'Fix it',
  model: null,
  mode: 'default',
  purse: 'own-login',
}
const prompted: SessionEvent = { kind: 'prompted', promptId: 'p', text: 'Fix it', by: 'window' }
const asked = { kind: 'asked', inboxId: 'i', question: 'approval', callId: null } as SessionEvent
const answered = {
  kind: 'answered',
  inboxId: 'i',
  callId: null,
  outcome: 'allowed',
  by: 'w',
} as SessionEvent
const ended: SessionEvent = {
  kind: 'turn-ended',
  outcome: 'completed',
  failure: null,
  usage: { inputTokens: 3, outputTokens: 4, cacheReadTokens: 1, cacheWriteTokens: 2 },
  costUsd: 0.5,
  durationMs: 12,
}

test('a turn goes from working over waiting to finished and adds up its use', () => {
  expect(fold([created, prompted]).state).toBe('working')
  expect(fold([created, prompted, asked])).toMatchObject({ state: 'waiting', waiting: 1 })
  expect(fold([created, prompted, asked, answered])).toMatchObject({ state: 'working', waiting: 0 })
  expect(fold([created, prompted, ended, prompted, ended])).toMatchObject({
    state: 'finished',
    unread: true,
    turns: 2,
    costUsd: 1,
    usage: { inputTokens: 6, outputTokens: 8, cacheReadTokens: 2, cacheWriteTokens: 4 },
    lastSeq: 5,
    lastAt: 50,
  })
})

test('looking at a finished session makes it idle and does not move its time', () => {
  expect(fold([created, prompted, ended, { kind: 'seen' }])).toMatchObject({
    state: 'idle',
    unread: false,
    lastAt: 30,
  })
})

test('an agent that dies with an open question leaves the session waiting', () => {
  const died: SessionEvent = {
    kind: 'agent-exited',
    code: 137,
    signal: null,
    expected: false,
    failure: { code: 'agent.died', message: 'It died.' },
  }
  expect(fold([created, prompted, asked, died]).state).toBe('waiting')
  expect(fold([created, prompted, died])).toMatchObject({ state: 'broke', action: 'It died.' })
})

test('a call is named by what it is about, and a question by nothing', () => {
  const called = (tool: string, input: Record<string, unknown>) =>
    fold([
      created,
      prompted,
      { kind: 'tool-called', callId: 'c', tool, input, parentCallId: null } as SessionEvent,
    ])
  expect(called('Bash', { command: 'npm test' }).action).toBe('npm test')
  expect(called('Unheard', {}).action).toBe('Unheard')
  expect(called('AskUserQuestion', { questions: [] }).action).toBe('')
})

test('the target of a call is the first line of what it is about', () => {
  expect(targetOf({ command: 'ls\nrm x' })).toBe('ls')
  expect(targetOf({ other: 1 })).toBe('')
})
