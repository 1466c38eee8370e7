import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { Cursor, Outcome, StreamFrame } from '../../../shared/rpc/frames.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import { createClient } from '../../client/index.ts'
import { createIpcWire } from '../../client/ipc-wire.ts'
import { createTranscriptStore } from './transcript-store.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const sessionId = 's1' as SessionId

function said(seq: number, text = `line ${seq}`): JournalledEvent {
  const parentCallId = null
  return { kind: 'text', blockId: `b${seq}`, text, parentCallId, v: 1, epoch: 'e', seq, at: seq }
}

/** An app that holds a journal and lets the test speak on its topic. */
function appWith(count: number) {
  const journal = Array.from({ length: count }, (_, at) => said(at + 1))
  const asked: unknown[] = []
  const sinks: { readonly after: Cursor | null; readonly sink: (frame: StreamFrame) => void }[] = []
  let fails = false
  const page = ({ before = journal.length + 1, limit }: { before?: number; limit: number }) => {
    const events = journal.slice(Math.max(0, before - 1 - limit), before - 1)
    return { epoch: 'e', events, firstSeq: events[0]?.seq ?? 0, lastSeq: journal.length }
  }
  const wire = createIpcWire({
    wire: 'ipc',
    async call(_procedure, input): Promise<Outcome> {
      asked.push(input)
      const error = { code: 'x', message: 'It broke. All is kept.', retry: 'none' } as const
      if (fails) return { ok: false, error }
      return { ok: true, value: page(input as { limit: number }) }
    },
    on(_topic, after, sink) {
      const entry = { after, sink }
      sinks.push(entry)
      return () => {
        sinks.splice(sinks.indexOf(entry), 1)
      }
    },
  })
  const topic = 'session/s1' as const
  return {
    client: createClient({ wire }),
    ...{ asked, journal, sinks },
    breakDown: (now: boolean) => {
      fails = now
    },
    append(event: JournalledEvent) {
      journal.push(event)
      const { seq, epoch } = event
      const name = 'sessions.appended'
      for (const { sink } of [...sinks]) {
        sink({ kind: 'event', topic, epoch, seq, name, payload: event })
      }
    },
    reset() {
      for (const { sink } of [...sinks]) sink({ kind: 'reset', topic, epoch: 'e' })
    },
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('a transcript', () => {
  it('reads the newest page only, then follows from its last event', async () => {
    const app = appWith(10_000)
    const store = createTranscriptStore(app.client, sessionId)
    store.start()
    await settle()
    expect(app.asked).toEqual([{ sessionId, limit: 400 }])
    expect(store.view()).toMatchObject({ status: 'ready', older: 'some' })
    expect(store.view().rows).toHaveLength(400)
    expect(app.sinks[0]?.after).toEqual({ epoch: 'e', seq: 10_000 })
  })

  it('draws streamed events together, at most 30 times a second', async () => {
    const app = appWith(140)
    const store = createTranscriptStore(app.client, sessionId)
    store.start()
    await settle()
    const draws = vi.fn()
    store.subscribe(draws)
    for (let at = 0; at < 500; at += 1) {
      app.append(said(141 + at))
      await vi.advanceTimersByTimeAsync(2)
    }
    await vi.advanceTimersByTimeAsync(100)
    expect(store.view().rows).toHaveLength(640)
    expect(draws.mock.calls.length).toBeLessThanOrEqual(31)
  })

  it('puts older pages before what is shown until the first is there', async () => {
    const app = appWith(900)
    const store = createTranscriptStore(app.client, sessionId)
    store.start()
    await settle()
    store.loadOlder()
    store.loadOlder()
    await settle()
    expect(app.asked).toEqual([
      { sessionId, limit: 400 },
      { sessionId, before: 501, limit: 400 },
    ])
    store.loadOlder()
    await settle()
    expect(store.view().older).toBe('none')
    expect(
      store
        .view()
        .rows.map(({ key }) => key)
        .slice(0, 2),
    ).toEqual(['text-b1', 'text-b2'])
    expect(store.view().rows).toHaveLength(900)
  })

  it('reads again after a gap and keeps what it shows until then', async () => {
    const app = appWith(140)
    const store = createTranscriptStore(app.client, sessionId)
    store.start()
    await settle()
    app.journal.push(said(141), said(142))
    app.reset()
    expect(store.view().rows).toHaveLength(140)
    await settle()
    expect(store.view().rows).toHaveLength(142)
    expect(app.sinks).toHaveLength(1)
  })

  it('says what failed and reads again when asked', async () => {
    const app = appWith(5)
    app.breakDown(true)
    const store = createTranscriptStore(app.client, sessionId)
    store.start()
    await settle()
    expect(store.view()).toMatchObject({ status: 'failed', failure: { code: 'x' } })
    app.breakDown(false)
    store.reload()
    await settle()
    expect(store.view()).toMatchObject({ status: 'ready', older: 'none' })
  })

  it('hears nothing more once it was left', async () => {
    const app = appWith(5)
    const store = createTranscriptStore(app.client, sessionId)
    store.start()
    store.stop()
    await settle()
    expect(app.sinks).toHaveLength(0)
    expect(store.view().status).toBe('loading')
  })
})
