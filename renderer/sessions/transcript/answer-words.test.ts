import { expect, test } from 'vitest'
import { limitName } from '../../../shared/inbox/answered-by.ts'
import { callIdSchema, inboxIdSchema } from '../../../shared/kit/ids.ts'
import type { SessionEvent } from '../../../shared/sessions/model.ts'
import { decidedByText, denialText } from './answer-words.ts'
import { markOf, verbText } from './call-words.ts'
import { type CallEntry, type Entry, foldEntry } from './transcript-entries.ts'
import { phaseOf, rowsOf } from './transcript-rows.ts'

const callId = callIdSchema.parse('c1')
const inboxId = inboxIdSchema.parse('i1')
const called: SessionEvent = {
  ...{ kind: 'tool-called', callId, tool: 'Bash', parentCallId: null },
  input: { command: 'git push' },
}
const finished: SessionEvent = {
  ...{ kind: 'tool-finished', callId, isError: false, output: '', cut: false, changed: null },
  durationMs: 5,
}
type Decided = Extract<SessionEvent, { kind: 'decided' }>
const decided = (decision: Decided['decision'], layer: Decided['layer']): SessionEvent => ({
  ...{ kind: 'decided', callId, decision, layer, rules: [], reason: 'pushes', explanation: [] },
  ...{ effects: [], spans: [], entry: 1, latencyUs: 10 },
})
const asked: SessionEvent = { kind: 'asked', inboxId, question: 'approval', callId }
const answered = (outcome: 'allowed' | 'denied', by: string, note?: string): SessionEvent => ({
  ...{ kind: 'answered', inboxId, callId, outcome, by },
  ...(note === undefined ? {} : { note }),
})

function callOf(...events: readonly SessionEvent[]): CallEntry {
  let entry: Entry | undefined
  for (const [at, event] of events.entries()) {
    entry = foldEntry(entry, 'call-c1', { ...event, v: 1, epoch: 'e', seq: at + 1, at })
  }
  if (entry?.kind !== 'call') throw new Error('not a call')
  return entry
}

const toAnswer = [called, decided('ask', 'pattern'), asked] as const

test('what the app denied after the limit is nowhere told as words or a deed of the person', () => {
  const call = callOf(...toAnswer, answered('denied', limitName, 'Nobody answered within 1 h.'))
  const answer = call.answered
  if (!answer) throw new Error('not answered')
  expect(denialText(answer)).toMatch(/^Nobody answered, so it was denied/)
  expect(denialText({ by: limitName })).not.toContain('You ')
  expect(decidedByText(call)).toBe('nobody answered')
  expect(markOf(call, 'denied')).toEqual({
    kind: 'denied',
    label: 'denied, because nobody answered',
  })
})

test('what the person denied is told as theirs', () => {
  const call = callOf(...toAnswer, answered('denied', 'this window', 'Not now.'))
  expect(denialText({ by: 'this window', note: 'Not now.' })).toBe('You wrote: “Not now.”')
  expect(decidedByText(call)).toBe('from this window')
  expect(markOf(call, 'denied').kind).toBe('denied-by-you')
})

test.each([
  ['ai', 'by the AI layer'],
  ['grant', 'by a grant of yours'],
] as const)('a call that %s let through says so in a line of its own', (layer, words) => {
  const call = callOf(called, decided('allow', layer), finished)
  expect(decidedByText(call)).toBe(words)
  const rule = { ...callOf(called, decided('allow', 'pattern'), finished), key: 'call-c2', seq: 9 }
  const another = { ...rule, key: 'call-c3', seq: 10 }
  const input = { entries: [call, rule, another], lastEndSeq: 0, opened: () => undefined }
  expect(rowsOf(input).map(({ kind }) => kind)).toEqual(['call', 'group'])
  expect(decidedByText(rule)).toBe('')
})

test('nothing is said to run before it was judged', () => {
  const queued = callOf(called)
  expect(phaseOf(queued, 0)).toBe('running')
  expect(verbText(queued, 'running')).toBe('Waits to be judged')
  expect(markOf(queued, 'running').kind).toBe('queued')
  expect(verbText(callOf(called, decided('ask', 'pattern')), 'running')).toBe('Asks to use')
  expect(verbText(callOf(called, decided('allow', 'pattern')), 'running')).toBe('Running')
  const allowed = callOf(...toAnswer, answered('allowed', 'this window'))
  expect(verbText(allowed, 'running')).toBe('Running')
})
