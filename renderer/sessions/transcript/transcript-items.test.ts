import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallId, InboxId } from '../../../shared/kit/ids.ts'
import {
  type JournalledEvent,
  type SessionEvent,
  sessionEventSchema,
} from '../../../shared/sessions/model.ts'
import { createTranscriptItems, type TranscriptItems } from './transcript-items.ts'
import type { Row } from './transcript-rows.ts'

function numbered(events: readonly SessionEvent[]): JournalledEvent[] {
  return events.map((event, at) => ({
    ...event,
    v: 1 as const,
    epoch: 'e',
    seq: at + 1,
    at: 1_000 + at,
  }))
}

function reduced(events: readonly SessionEvent[]): TranscriptItems {
  const items = createTranscriptItems()
  items.add(numbered(events))
  return items
}

/** A line as short words, to be compared at a glance. */
function told(row: Row): string {
  const indent = '  '.repeat(row.depth)
  if (row.kind === 'group')
    return `${indent}group ${row.calls.map(({ callId }) => callId).join(' ')}`
  if (row.kind === 'call') return `${indent}call ${row.call.callId} ${row.phase}`
  const { entry } = row
  if (entry.kind === 'moment') return `${indent}${entry.event.kind}`
  return entry.kind === 'ask' ? `${indent}ask` : `${indent}${entry.kind} ${entry.text}`
}

const lines = (items: TranscriptItems) => items.rows().map(told)

const id = (name: string) => name as CallId

function called(name: string, tool = 'Read', parentCallId: string | null = null): SessionEvent {
  return { kind: 'tool-called', callId: id(name), tool, input: { file_path: name }, parentCallId }
}

function decided(name: string, decision: 'allow' | 'ask' | 'deny' = 'allow'): SessionEvent {
  return {
    kind: 'decided',
    callId: id(name),
    decision,
    layer: 'pattern',
    ...{ rules: [], reason: 'why', explanation: [], effects: [], spans: [] },
    entry: 1,
    latencyUs: 10,
  }
}

function finished(name: string, isError = false): SessionEvent {
  const end = { output: 'ok', cut: false, changed: null, durationMs: 5 }
  return { kind: 'tool-finished', callId: id(name), isError, ...end }
}

const passed = (name: string, tool = 'Read', parent: string | null = null) => [
  called(name, tool, parent),
  decided(name),
  finished(name),
]

function asked(name: string, question: 'approval' | 'question' = 'approval'): SessionEvent {
  return { kind: 'asked', inboxId: `q-${name}` as InboxId, question, callId: id(name) }
}

function answered(name: string, outcome: 'allowed' | 'denied' | 'withdrawn'): SessionEvent {
  return { kind: 'answered', inboxId: `q-${name}` as InboxId, callId: id(name), outcome, by: 'me' }
}

const prompted = (text: string): SessionEvent => ({
  kind: 'prompted',
  promptId: text,
  text,
  by: 'me',
})

const delta = (blockId: string, text: string): SessionEvent => ({
  kind: 'text-delta',
  blockId,
  text,
  parentCallId: null,
})

const text = (blockId: string, words: string): SessionEvent => ({
  kind: 'text',
  blockId,
  text: words,
  parentCallId: null,
})

const turnEnded: SessionEvent = {
  kind: 'turn-ended',
  outcome: 'completed',
  failure: null,
  usage: null,
  costUsd: null,
  durationMs: 1,
}

const died = { code: 'agent.died', message: 'It ended. All is kept. Send again.' }

describe('lines of a transcript', () => {
  it('folds quiet calls that follow each other into a group', () => {
    const items = reduced([prompted('go'), ...passed('a'), ...passed('b'), ...passed('c')])
    expect(lines(items)).toEqual(['prompt go', 'group a b c'])
  })

  it('never folds a denied, a waiting, a failed, an answered or a changing call', () => {
    const items = reduced([
      ...[called('a'), decided('a', 'deny')],
      ...[called('b'), decided('b', 'ask'), asked('b')],
      ...[called('c'), decided('c'), finished('c', true)],
      ...[called('d'), decided('d', 'ask'), asked('d'), answered('d', 'allowed'), finished('d')],
      ...passed('e', 'Edit'),
      ...passed('f'),
    ])
    expect(lines(items)).toEqual([
      'call a denied',
      'call b waiting',
      'call c failed',
      'call d finished',
      'call e finished',
      'call f finished',
    ])
  })

  it('does not mind a verdict that comes before its call', () => {
    expect(lines(reduced([decided('a'), called('a'), finished('a')]))).toEqual(['call a finished'])
  })

  it('hides a call of which only the end is known, until its page comes', () => {
    const items = createTranscriptItems()
    const events = numbered([...passed('a', 'Edit'), text('t', 'after')])
    items.add(events.slice(2))
    expect(lines(items)).toEqual(['text after'])
    items.add(events.slice(0, 2))
    expect(lines(items)).toEqual(['call a finished', 'text after'])
  })

  it('grows a block by its deltas and replaces them by the finished block', () => {
    const items = createTranscriptItems()
    const events = numbered([delta('t', 'Hel'), delta('t', 'lo'), text('t', 'Hello.')])
    expect(items.add(events.slice(0, 1))).toBe('rows')
    expect(items.add(events.slice(1, 2))).toBe('text')
    expect(items.block('text-t')?.text).toBe('Hello')
    expect(items.add(events.slice(2))).toBe('rows')
    expect(lines(items)).toEqual(['text Hello.'])
  })

  it('keeps every line but the growing one as it was', () => {
    const items = createTranscriptItems()
    const events = numbered([...passed('a', 'Edit'), delta('t', 'one '), delta('t', 'two')])
    items.add(events.slice(0, 4))
    const before = items.rows()
    items.add(events.slice(4))
    expect(items.rows()).toBe(before)
  })

  it('indents a subagent under its call and folds it once it ended well', () => {
    const events = [called('t', 'Task'), decided('t'), ...passed('a', 'Edit', 't')]
    expect(lines(reduced(events))).toEqual(['call t running', '  call a finished'])
    expect(lines(reduced([...events, finished('t')]))).toEqual(['call t finished'])
    const opened = reduced([...events, finished('t')])
    opened.setOpen('call-t', true)
    expect(lines(opened)).toEqual(['call t finished', '  call a finished'])
  })

  it('keeps a subagent with a denied call open', () => {
    const inner = [called('a', 'Bash', 't'), decided('a', 'deny')]
    const events = [called('t', 'Task'), decided('t'), ...inner, finished('t')]
    expect(lines(reduced(events))).toEqual(['call t finished', '  call a denied'])
  })

  it('tells a call that the end of the turn cut off from one that runs', () => {
    expect(lines(reduced([called('a'), decided('a')]))).toEqual(['call a running'])
    expect(lines(reduced([called('a'), decided('a'), turnEnded]))[0]).toBe('call a cut')
  })

  it('shows the newest of several tries and says a failure once', () => {
    const retry = (attempt: number): SessionEvent => ({
      kind: 'retrying',
      attempt,
      maxAttempts: 10,
      status: 529,
      problem: 'x',
      delayMs: 1,
    })
    const failed: SessionEvent = { ...turnEnded, outcome: 'failed', failure: died }
    const exited: SessionEvent = {
      kind: 'agent-exited',
      code: 1,
      signal: null,
      expected: false,
      failure: died,
    }
    const items = reduced([retry(1), retry(2), failed, exited])
    expect(lines(items)).toEqual(['retrying', 'turn-ended'])
    const [first] = items.rows()
    const isSecond =
      first?.kind === 'entry' &&
      first.entry.kind === 'moment' &&
      first.entry.event.kind === 'retrying' &&
      first.entry.event.attempt === 2
    expect(isSecond).toBe(true)
  })

  it('takes answers by their question: a call that is asked about again waits again', () => {
    const again: SessionEvent = { ...asked('a'), inboxId: 'q-again' as InboxId } as SessionEvent
    const items = reduced([
      called('a'),
      decided('a', 'ask'),
      asked('a'),
      answered('a', 'denied'),
      again,
    ])
    expect(lines(items)).toEqual(['call a waiting'])
  })
})

const callNames = fc.constantFrom('a', 'b', 'c', 't', 'u')
const blocks = fc.constantFrom('x', 'y')

/** Any event of any kind, about few calls and blocks so that they meet. */
const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.string().map((title): SessionEvent => ({ kind: 'renamed', title })),
  fc.string().map(prompted),
  fc.constant<SessionEvent>({ kind: 'turn-started', promptId: null }),
  fc.constant<SessionEvent>({ kind: 'seen' }),
  fc.constant<SessionEvent>({ kind: 'mode-changed', mode: 'plan' }),
  fc.constant<SessionEvent>({ kind: 'ring-changed', ring: 'ring', by: 'this window' }),
  fc.constant<SessionEvent>({ kind: 'attendance-changed', unanswered: 60, by: 'this window' }),
  fc.constant<SessionEvent>({ kind: 'model-changed', model: 'opus' }),
  fc.constant<SessionEvent>(turnEnded),
  fc.constant<SessionEvent>({ kind: 'noticed', level: 'info', code: 'x', message: 'x' }),
  fc.tuple(blocks, fc.string()).map(([block, words]) => delta(block, words)),
  fc.tuple(blocks, fc.string()).map(([block, words]) => text(block, words)),
  fc.tuple(blocks, fc.string()).map(
    ([blockId, words]): SessionEvent => ({
      ...{ kind: 'thinking', blockId, text: words, durationMs: null, parentCallId: 't' },
    }),
  ),
  fc
    .tuple(callNames, fc.constantFrom('Read', 'Edit', 'Task'), fc.constantFrom(null, 't', 'u'))
    .map(([name, tool, parent]) => called(name, tool, parent)),
  fc
    .tuple(callNames, fc.constantFrom('allow' as const, 'ask' as const, 'deny' as const))
    .map(([name, decision]) => decided(name, decision)),
  fc.tuple(callNames, fc.boolean()).map(([name, isError]) => finished(name, isError)),
  callNames.map((name) => asked(name)),
  fc
    .tuple(callNames, fc.constantFrom('allowed' as const, 'denied' as const, 'withdrawn' as const))
    .map(([name, outcome]) => answered(name, outcome)),
  fc.constant<SessionEvent>({
    ...{ kind: 'asked', inboxId: 'q' as InboxId, question: 'plan', callId: null },
  }),
  fc.constant<SessionEvent>({
    ...{ kind: 'agent-exited', code: 1, signal: null, expected: false, failure: died },
  }),
  fc.constant<SessionEvent>({
    ...{ kind: 'retrying', attempt: 1, maxAttempts: 2, status: null, problem: '', delayMs: 1 },
  }),
)

/** Lines as they would be drawn: blocks as they stand now. */
function drawn(items: TranscriptItems): unknown {
  return items.rows().map((row) => {
    const isBlock =
      row.kind === 'entry' && (row.entry.kind === 'text' || row.entry.kind === 'thinking')
    return isBlock ? { ...row, entry: items.block(row.key) } : row
  })
}

describe('pages of a transcript', () => {
  it('come to the same lines whatever their size and order, drawn in between or not', () => {
    fc.assert(
      fc.property(
        fc.record({
          events: fc.array(anyEvent, { maxLength: 60 }),
          cuts: fc.array(fc.nat(60), { maxLength: 6 }),
          backwards: fc.boolean(),
          draws: fc.boolean(),
        }),
        ({ events, cuts, backwards, draws }) => {
          const all = numbered(events)
          const borders = [0, ...[...cuts].sort((a, b) => a - b), all.length]
          const pages = borders.slice(1).map((end, at) => all.slice(borders[at], end))
          const items = createTranscriptItems()
          for (const page of backwards ? pages.reverse() : pages) {
            items.add(page)
            if (draws) items.rows()
          }
          expect(drawn(items)).toEqual(drawn(reduced(events)))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('change nothing when they come twice', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const items = reduced(events)
        items.add(numbered(events))
        expect(drawn(items)).toEqual(drawn(reduced(events)))
      }),
    )
  })

  it('may hold any kind of event, also one that is not known yet', () => {
    const kinds = sessionEventSchema.options.map((option) => option.shape.kind.value)
    const seen = new Set<string>()
    fc.assert(
      fc.property(anyEvent, (event) => {
        seen.add(event.kind)
        expect(() => reduced([event]).rows()).not.toThrow()
      }),
      { numRuns: 500 },
    )
    const never = ['created', 'agent-started', 'thinking-delta']
    expect(kinds.filter((kind) => !seen.has(kind)).sort()).toEqual([...never].sort())
    const line = JSON.stringify({ ...numbered([prompted('x')])[0], kind: 'from-the-future' })
    const unknown: JournalledEvent = JSON.parse(line)
    expect(createTranscriptItems().add([unknown])).toBe('nothing')
  })
})
