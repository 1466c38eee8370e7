import { type AuditEntry, type AuditRemoval, auditEntrySchema } from '../../shared/audit/model.ts'
import type { LineView } from '../kit/scan-lines.ts'
import {
  GENESIS,
  isChainLine,
  isRemovedLine,
  type LineHeader,
  readHeader,
  valueBehind,
} from './chain.ts'

/** A line of a file: where it stands, so that it can be named and read again. */
export interface LinePlace {
  readonly path: string
  /** From 1. */
  readonly line: number
  readonly offset: number
  readonly length: number
  /** Its entry number, or the one that was due there. */
  readonly entry: number
}

/** What the chain says about itself. */
export interface ChainEvent {
  readonly n: number
  readonly at: number
  readonly event: Extract<AuditEntry, { kind: 'chain' }>['event']
  readonly detail: string
  readonly after?: { readonly n: number; readonly hash: string }
  readonly removal?: AuditRemoval
}

/** A place where the chain does not hold. */
export type Break =
  /** No line of the record stands here. */
  | { readonly kind: 'unreadable'; readonly before: LinePlace | null; readonly at: LinePlace }
  /** The line names another value than the one behind the line before it. */
  | {
      readonly kind: 'link'
      readonly before: LinePlace
      readonly at: LinePlace
      /** True when the next line or the head confirms `at` as it stands; null when nothing does. */
      readonly isAtConfirmed: boolean | null
      /** True when `at` is the line before it once more. */
      readonly isRepeated: boolean
      readonly missing: number
    }
  /** Numbers jump although the values fit. */
  | {
      readonly kind: 'gap'
      readonly at: LinePlace
      readonly from: number
      readonly to: number
      /** True when the line itself says that entries were missing when it was written. */
      readonly isTold: boolean
    }
  /** The chain holds, but leads elsewhere than the head says. */
  | { readonly kind: 'head'; readonly at: LinePlace }

/** Follows the chain over any number of files, line by line, and goes on behind a break. */
export interface ChainWalk {
  visit(line: LineView, file: { readonly path: string; readonly line: number }): void
  /** Takes note of bytes without a newline at the end of a file that others follow. */
  visitTorn(place: Omit<LinePlace, 'entry'>): void
  /** Says what the walk found; nothing may be visited afterwards. */
  end(): ChainFound
}

/** What a walk found. */
export interface ChainFound {
  readonly first: (LinePlace & { readonly prev: string; readonly at: number }) | null
  readonly last: (LinePlace & { readonly value: string; readonly at: number }) | null
  /** Lines that are entries. */
  readonly entries: number
  /** Entries before the first break. */
  readonly sound: number
  /** Number of the next entry as far as lines tell. */
  readonly next: number
  /** Value behind the last line as it stands. */
  readonly value: string
  readonly firstBreak: Break | null
  readonly events: readonly ChainEvent[]
  /** Lines whose text was removed, with the removal they name; '' where they name none. */
  readonly removed: readonly (LinePlace & { readonly order: string })[]
}

/** What a line about the chain says; null for one that is not whole. */
export function parseEvent(line: LineView): ChainEvent | null {
  try {
    const parsed: unknown = JSON.parse(line.bytes.toString('utf8', line.start, line.end))
    const checked = auditEntrySchema.safeParse(parsed)
    if (!checked.success || checked.data.kind !== 'chain') return null
    const { n, at, event, detail, after, removal } = checked.data
    return { n, at, event, detail, ...(after ? { after } : {}), ...(removal ? { removal } : {}) }
  } catch {
    // A line that is no JSON says nothing; the chain value of the next line tells that it was changed.
    return null
  }
}

/** The removal that a line names; '' where it names none. */
function orderOf(line: LineView): string {
  try {
    const parsed: unknown = JSON.parse(line.bytes.toString('utf8', line.start, line.end))
    const checked = auditEntrySchema.safeParse(parsed)
    return checked.success && checked.data.kind === 'removed' ? checked.data.order : ''
  } catch {
    // A line that is no JSON names nothing.
    return ''
  }
}

/** True for the first line of a chain that the person started by deleting what was before. */
function opensErased(event: ChainEvent | null, header: LineHeader): boolean {
  return event?.event === 'erased' && header.prev === GENESIS
}

type LinkBreak = Extract<Break, { kind: 'link' }>

/** Keeps the first break; one in a link stays open until something confirms or denies its line. */
function createFirstBreak() {
  let open: LinkBreak | null = null
  let found: Break | null = null
  return {
    isOpenAt: (at: LinePlace) => open?.at === at,
    /** Returns false when an earlier break stands. */
    report(next: Break): boolean {
      if (found || open) return false
      if (next.kind === 'link') open = next
      else found = next
      return true
    },
    markRepeated() {
      if (open) open = { ...open, isRepeated: true }
    },
    settle(isAtConfirmed: boolean | null) {
      if (open) found = { ...open, isAtConfirmed }
      open = null
    },
    get: () => found,
  }
}

/** Collects what lines say about the chain itself. */
function createNotes() {
  const events: ChainEvent[] = []
  const removed: ChainFound['removed'][number][] = []
  return {
    ...{ events, removed },
    /** The event that a line tells; null where it tells none. */
    take(line: LineView, header: LineHeader, at: LinePlace): ChainEvent | null {
      if (isRemovedLine(line.bytes, header.bodyAt)) removed.push({ ...at, order: orderOf(line) })
      const event = isChainLine(line.bytes, header.bodyAt) ? parseEvent(line) : null
      if (event) events.push(event)
      return event
    },
  }
}

/** Starts a walk; `points` must lie on the chain, and the first line's `prev` is taken as it stands. */
export function createChainWalk(
  points: readonly { readonly n: number; readonly hash: string }[] = [],
): ChainWalk {
  const firstBreak = createFirstBreak()
  const { events, removed, take } = createNotes()
  let first: ChainFound['first'] = null
  let last: ChainFound['last'] = null
  let place: LinePlace | null = null
  let value = ''
  let [due, entries] = [0, 0]
  let sound: number | null = null

  const report = (found: Break) => {
    if (firstBreak.report(found)) sound = entries
  }

  const checkLink = (header: LineHeader, at: LinePlace, event: ChainEvent | null) => {
    if (place === null || opensErased(event, header)) return
    if (header.prev !== value) {
      const missing = Math.max(0, header.n - due)
      report({ kind: 'link', before: place, at, isAtConfirmed: null, isRepeated: false, missing })
    } else if (header.n !== due) {
      const isTold = event?.event === 'restarted'
      report({ kind: 'gap', at, from: due, to: header.n - 1, isTold })
    }
  }

  const checkHead = (at: LinePlace) => {
    const head = points.find(({ n }) => n === at.entry)
    if (!head) return
    if (firstBreak.isOpenAt(at)) firstBreak.settle(head.hash === value)
    else if (head.hash !== value) report({ kind: 'head', at })
  }

  const visitEntry = (line: LineView, header: LineHeader, at: LinePlace) => {
    const event = take(line, header, at)
    firstBreak.settle(header.prev === value)
    checkLink(header, at, event)
    first ??= { ...at, prev: header.prev, at: header.at }
    // Going on from the value the line itself names keeps one break from spreading to all lines behind it.
    const behind = valueBehind(header.prev, line)
    if (behind === value && firstBreak.isOpenAt(at)) firstBreak.markRepeated()
    value = behind
    entries += 1
    due = header.n + 1
    last = { ...at, value, at: header.at }
    checkHead(at)
  }

  const visitUnreadable = (at: LinePlace) => {
    firstBreak.settle(null)
    report({ kind: 'unreadable', before: place, at })
  }
  return {
    visit(line, file) {
      const { start, end, offset } = line
      const header = readHeader(line.bytes, start, end)
      const at = { ...file, offset, length: end - start, entry: header?.n ?? due }
      if (header) visitEntry(line, header, at)
      else {
        visitUnreadable(at)
        value = valueBehind(value || GENESIS, line)
        due += 1
      }
      place = at
    },
    visitTorn: (torn) => visitUnreadable({ ...torn, entry: due }),
    end() {
      firstBreak.settle(null)
      const ends = { first, last, next: due, value }
      const told = { events, removed, firstBreak: firstBreak.get() }
      return { ...ends, entries, sound: sound ?? entries, ...told }
    },
  }
}
