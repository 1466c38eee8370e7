import type { JournalledEvent, SessionEventKind } from '../../../shared/sessions/model.ts'

/** A journal line of one kind. */
export type EventOf<K extends SessionEventKind> = Extract<JournalledEvent, { kind: K }>

interface EntryBase {
  readonly key: string
  /** Where it stands: the number of its first event. Infinity while only its end is known. */
  readonly seq: number
  /** When it began, in milliseconds since the epoch. */
  readonly at: number
}

/** What the person wrote. */
export interface PromptEntry extends EntryBase {
  readonly kind: 'prompt'
  readonly text: string
  readonly by: string
  /** The app wrote it, to tell an agent that had gone of the person's answer. */
  readonly isOfAnswer: boolean
}

/** What the agent wrote or thought, while it streams and after. */
export interface BlockEntry extends EntryBase {
  readonly kind: 'text' | 'thinking'
  /** All of it once finished, what has come until then. */
  readonly text: string
  readonly parentCallId: string | null
  readonly finished: EventOf<'text' | 'thinking'> | null
  /** The newest delta, which knows those before it; null once the finished block is known. */
  readonly lastPart: BlockPart | null
}

interface BlockPart {
  readonly seq: number
  readonly text: string
  readonly previous: BlockPart | null
}

/** One call of a tool: what is known of it so far, each fact as the journal has it. */
export interface CallEntry extends EntryBase {
  readonly kind: 'call'
  readonly callId: string
  readonly called: EventOf<'tool-called'> | null
  readonly decided: EventOf<'decided'> | null
  readonly asked: EventOf<'asked'> | null
  readonly answered: EventOf<'answered'> | null
  readonly finished: EventOf<'tool-finished'> | null
}

/** A question to the person that belongs to no call. */
export interface AskEntry extends EntryBase {
  readonly kind: 'ask'
  readonly asked: EventOf<'asked'> | null
  readonly answered: EventOf<'answered'> | null
}

/** Something that stands for itself: one event, one line. */
export interface MomentEntry extends EntryBase {
  readonly kind: 'moment'
  readonly event: MomentEvent
}

/** Events that stand for themselves. */
export type MomentEvent = EventOf<
  | 'retrying'
  | 'turn-ended'
  | 'mode-changed'
  | 'model-changed'
  | 'ring-changed'
  | 'attendance-changed'
  | 'agent-exited'
  | 'noticed'
>

/** Anything that stands in a transcript. */
export type Entry = PromptEntry | BlockEntry | CallEntry | AskEntry | MomentEntry

/** The entry that an event belongs to; null for events that a transcript does not show. */
export function entryKeyOf(event: JournalledEvent): string | null {
  switch (event.kind) {
    case 'prompted':
      return `prompt-${event.promptId}`
    case 'text':
    case 'text-delta':
      return `text-${event.blockId}`
    case 'thinking':
    case 'thinking-delta':
      return `thinking-${event.blockId}`
    case 'tool-called':
    case 'decided':
    case 'tool-finished':
      return `call-${event.callId}`
    case 'asked':
    case 'answered':
      return event.callId === null ? `ask-${event.inboxId}` : `call-${event.callId}`
    case 'retrying':
    case 'turn-ended':
    case 'mode-changed':
    case 'model-changed':
    case 'ring-changed':
    case 'attendance-changed':
    case 'agent-exited':
    case 'noticed':
      return `${event.kind}-${event.seq}`
    default:
      // Also events of a newer version, which this one does not know.
      return null
  }
}

/** Folds an event into its entry. The order of events does not matter, and one that came before changes nothing. */
export function foldEntry(before: Entry | undefined, key: string, event: JournalledEvent): Entry {
  switch (event.kind) {
    case 'prompted':
      return foldPrompt(before, key, event)
    case 'text':
    case 'thinking':
    case 'text-delta':
    case 'thinking-delta':
      return foldBlock(isBlock(before) ? before : null, key, event)
    case 'tool-called':
    case 'decided':
    case 'tool-finished':
      return foldCall(asCall(before), key, event)
    case 'asked':
    case 'answered':
      return foldQuestion(before, key, event)
    default:
      return before ?? moment(key, event)
  }
}

function foldPrompt(
  before: Entry | undefined,
  key: string,
  { seq, at, text, by, origin }: EventOf<'prompted'>,
): Entry {
  if (before && before.seq <= seq) return before
  return { kind: 'prompt', key, seq, at, text, by, isOfAnswer: origin === 'answer' }
}

function foldQuestion(before: Entry | undefined, key: string, event: AskEvent): Entry {
  if (event.callId !== null) return foldCall(asCall(before), key, event)
  return foldAsk(before?.kind === 'ask' ? before : null, key, event)
}

function asCall(entry: Entry | undefined): CallEntry | null {
  return entry?.kind === 'call' ? entry : null
}

/** True for text and thinking. */
export function isBlock(entry: Entry | undefined): entry is BlockEntry {
  return entry?.kind === 'text' || entry?.kind === 'thinking'
}

function moment(key: string, event: JournalledEvent): MomentEntry {
  return { kind: 'moment', key, seq: event.seq, at: event.at, event: event as MomentEvent }
}

type BlockEvent = EventOf<'text' | 'thinking' | 'text-delta' | 'thinking-delta'>

function foldBlock(before: BlockEntry | null, key: string, event: BlockEvent): BlockEntry {
  const kind = key.startsWith('text-') ? 'text' : 'thinking'
  const { seq, at, parentCallId } = !before || event.seq < before.seq ? event : before
  const base = { kind, key, seq, at, parentCallId } as const
  if (event.kind === 'text' || event.kind === 'thinking') {
    const finished = newer(before?.finished ?? null, event)
    return { ...base, text: finished.text, finished, lastPart: null }
  }
  if (before?.finished) return { ...before, ...base }
  const last = before?.lastPart ?? null
  if (!before || !last || last.seq < event.seq) {
    const lastPart = { seq: event.seq, text: event.text, previous: last }
    return { ...base, text: (before?.text ?? '') + event.text, finished: null, lastPart }
  }
  const parts = partsOf(last).filter((part) => part.seq !== event.seq)
  const sorted = [...parts, event].sort((a, b) => a.seq - b.seq)
  const lastPart = sorted.reduce<BlockPart | null>(
    (previous, part) => ({ seq: part.seq, text: part.text, previous }),
    null,
  )
  return { ...base, text: sorted.map(({ text }) => text).join(''), finished: null, lastPart }
}

function partsOf(last: BlockPart | null): { readonly seq: number; readonly text: string }[] {
  const parts: BlockPart[] = []
  for (let part = last; part; part = part.previous) parts.push(part)
  return parts
}

type AskEvent = EventOf<'asked' | 'answered'>
type CallEvent = EventOf<'tool-called' | 'decided' | 'tool-finished'> | AskEvent

function newer<E extends JournalledEvent>(before: E | null, event: E): E {
  return before && before.seq >= event.seq ? before : event
}

function foldCall(before: CallEntry | null, key: string, event: CallEvent): CallEntry {
  const base: CallEntry = before ?? {
    ...{ kind: 'call', key, seq: Number.POSITIVE_INFINITY, at: 0 },
    callId: key.slice('call-'.length),
    ...{ called: null, decided: null, asked: null, answered: null, finished: null },
  }
  const placed = event.seq < base.seq ? { seq: event.seq, at: event.at } : {}
  switch (event.kind) {
    case 'tool-called':
      return { ...base, ...placed, called: newer(base.called, event) }
    case 'decided':
      return { ...base, ...placed, decided: newer(base.decided, event) }
    case 'asked':
      return { ...base, ...placed, asked: newer(base.asked, event) }
    case 'answered':
      return { ...base, answered: newer(base.answered, event) }
    case 'tool-finished':
      return { ...base, finished: newer(base.finished, event) }
  }
}

function foldAsk(before: AskEntry | null, key: string, event: AskEvent): AskEntry {
  const base: AskEntry = before ?? {
    ...{ kind: 'ask', key, seq: Number.POSITIVE_INFINITY, at: 0 },
    ...{ asked: null, answered: null },
  }
  if (event.kind === 'answered') return { ...base, answered: newer(base.answered, event) }
  const placed = event.seq < base.seq ? { seq: event.seq, at: event.at } : {}
  return { ...base, ...placed, asked: newer(base.asked, event) }
}

/** True once it is known where the entry stands. */
export function isPlaced(entry: Entry): boolean {
  return Number.isFinite(entry.seq)
}
