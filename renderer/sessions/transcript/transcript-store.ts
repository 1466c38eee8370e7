import type { Failure } from '../../../shared/kit/failure.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import type { Client } from '../../client/index.ts'
import { createLiveEvents } from './live-events.ts'
import type { BlockEntry } from './transcript-entries.ts'
import { createTranscriptItems, type TranscriptItems } from './transcript-items.ts'
import type { Row } from './transcript-rows.ts'

/** How many events a page has; the newest page is the first screen and more. */
const pageSize = 400
/** With fewer lines than this nothing could be scrolled, so that older pages come by themselves. */
const fewRows = 80

/** What a transcript shows now; a new object whenever a line changed. */
export interface TranscriptView {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly failure: Failure | null
  readonly rows: readonly Row[]
  readonly older: 'none' | 'some' | 'loading' | 'failed'
}

/** The transcript of one session, kept current while it is started. */
export interface TranscriptStore {
  start(): void
  stop(): void
  view(): TranscriptView
  /** Tells of every change of lines and of streaming text. */
  subscribe(listener: () => void): () => void
  /** A block with all that has come of it; its identity changes while it grows. */
  block(key: string): BlockEntry | undefined
  /** Hears events that came while it was shown, not those of pages. */
  onLive(listener: (event: JournalledEvent) => void): () => void
  loadOlder(): void
  reload(): void
  setOpen(key: string, isOpen: boolean): void
  isOpen(key: string): boolean | undefined
}

interface Shown {
  items: TranscriptItems
  view: TranscriptView
  firstSeq: number
  /** Tells the newest load from those it overtook. */
  generation: number
}

/** Creates the transcript of a session; nothing is asked before `start`. */
export function createTranscriptStore(client: Client, sessionId: SessionId): TranscriptStore {
  const listeners = new Set<() => void>()
  const liveListeners = new Set<(event: JournalledEvent) => void>()
  const shown: Shown = {
    items: createTranscriptItems(),
    view: { status: 'loading', failure: null, rows: [], older: 'none' },
    firstSeq: 0,
    generation: 0,
  }
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const show = (change: Partial<TranscriptView>) => {
    shown.view = { ...shown.view, ...change, rows: shown.items.rows() }
    tell()
  }
  const live = createLiveEvents(client, sessionId, (events) => {
    const changed = shown.items.add(events)
    if (changed === 'rows') show({})
    else if (changed === 'text') tell()
    for (const event of events) for (const listener of liveListeners) listener(event)
  })
  const pages = createPages({ client, sessionId, shown, show, live })
  const heard = <T>(set: Set<T>, listener: T) => {
    set.add(listener)
    return () => {
      set.delete(listener)
    }
  }

  return {
    start: () => void pages.load(),
    stop() {
      shown.generation += 1
      live.stop()
    },
    view: () => shown.view,
    subscribe: (listener) => heard(listeners, listener),
    block: (key) => shown.items.block(key),
    onLive: (listener) => heard(liveListeners, listener),
    loadOlder: () => void pages.loadOlder(),
    reload() {
      show({ status: 'loading', failure: null })
      void pages.load()
    },
    setOpen(key, isOpen) {
      shown.items.setOpen(key, isOpen)
      show({})
    },
    isOpen: (key) => shown.items.isOpen(key),
  }
}

interface PagesDeps {
  readonly client: Client
  readonly sessionId: SessionId
  readonly shown: Shown
  readonly show: (change: Partial<TranscriptView>) => void
  readonly live: ReturnType<typeof createLiveEvents>
}

/** Reads the newest page and those before it; a page that was overtaken by a newer load counts for nothing. */
function createPages({ client, sessionId, shown, show, live }: PagesDeps) {
  const fillScreen = () => {
    if (shown.view.rows.length < fewRows) void loadOlder()
  }
  const load = async () => {
    shown.generation += 1
    live.stop()
    const mine = shown.generation
    const page = await client.call('sessions.read', { sessionId, limit: pageSize })
    if (mine !== shown.generation) return
    if (!page.ok) {
      show({ status: 'failed', failure: page.error })
      return
    }
    const { epoch, events, firstSeq, lastSeq } = page.value
    shown.items = createTranscriptItems()
    shown.items.add(events)
    shown.firstSeq = firstSeq
    show({ status: 'ready', failure: null, older: firstSeq > 1 ? 'some' : 'none' })
    live.start({ epoch, seq: lastSeq }, () => void load())
    fillScreen()
  }
  const loadOlder = async () => {
    if (shown.view.older !== 'some' && shown.view.older !== 'failed') return
    show({ older: 'loading' })
    const mine = shown.generation
    const range = { sessionId, before: shown.firstSeq, limit: pageSize }
    const page = await client.call('sessions.read', range)
    if (mine !== shown.generation) return
    if (!page.ok) {
      show({ older: 'failed' })
      return
    }
    const { events, firstSeq } = page.value
    shown.items.add(events)
    shown.firstSeq = firstSeq
    show({ older: events.length === 0 || firstSeq <= 1 ? 'none' : 'some' })
    fillScreen()
  }
  return { load, loadOlder }
}
