import type {
  AskEntry,
  BlockEntry,
  CallEntry,
  Entry,
  MomentEntry,
  PromptEntry,
} from './transcript-entries.ts'

/** Where a call stands. `cut`: the turn ended before it came to an end. */
export type CallPhase =
  | 'running'
  | 'waiting'
  | 'finished'
  | 'failed'
  | 'denied'
  | 'withdrawn'
  | 'cut'

interface RowBase {
  readonly key: string
  /** How many calls of subagents it lies under. */
  readonly depth: number
}

/** One line of a transcript. */
export type Row = RowBase &
  (
    | { readonly kind: 'entry'; readonly entry: PromptEntry | BlockEntry | AskEntry | MomentEntry }
    | {
        readonly kind: 'call'
        readonly call: CallEntry
        readonly phase: CallPhase
        /** Lines of the subagent that the call started; null for other calls. */
        readonly children: { readonly count: number; readonly isOpen: boolean } | null
      }
    | { readonly kind: 'group'; readonly calls: readonly CallEntry[] }
  )

/** What the lines of one turn are drawn from. */
export interface RowsInput {
  /** In the order of their numbers. */
  readonly entries: readonly Entry[]
  /** Number of the newest end of a turn or of the agent. */
  readonly lastEndSeq: number
  /** What the person opened or folded; undefined where they did neither. */
  readonly opened: (key: string) => boolean | undefined
}

/** The answer to a call's newest question; null while it waits or was never asked. */
export function answerOf(entry: CallEntry | AskEntry): CallEntry['answered'] {
  const { asked, answered } = entry
  if (!asked || !answered) return answered
  return asked.inboxId === answered.inboxId ? answered : null
}

/** Where a call stands, told by what is known of it. */
export function phaseOf(call: CallEntry, lastEndSeq: number): CallPhase {
  const answer = answerOf(call)
  if (call.asked && !answer) return call.finished ? endOf(call) : 'waiting'
  if (answer?.outcome === 'denied') return 'denied'
  if (answer?.outcome === 'withdrawn') return 'withdrawn'
  if (call.decided?.decision === 'deny') return 'denied'
  if (call.finished) return endOf(call)
  return call.seq < lastEndSeq ? 'cut' : 'running'
}

function endOf({ finished }: CallEntry): CallPhase {
  return finished?.isError ? 'failed' : 'finished'
}

const changing = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit'])

/** True for a call that something else than rules let through. */
function isLetThrough({ decided }: CallEntry): boolean {
  return decided?.layer === 'ai' || decided?.layer === 'grant'
}

/** True for a call that has nothing to say: it went through by itself, ended well and changed no file. */
function isQuiet(row: Row): row is Row & { readonly kind: 'call' } {
  if (row.kind !== 'call' || row.phase !== 'finished' || row.children) return false
  if (isLetThrough(row.call)) return false
  return row.call.asked === null && !changing.has(row.call.called?.tool ?? '')
}

/** The lines of one turn: subagents under their calls, quiet calls in groups, repeated tries as one. */
export function rowsOf(input: RowsInput): readonly Row[] {
  const calls = new Set(input.entries.map(({ key }) => key))
  const children = new Map<string, Entry[]>()
  const top: Entry[] = []
  for (const entry of input.entries) {
    const parent = parentOf(entry)
    const parentKey = parent === null ? null : `call-${parent}`
    if (parentKey === null || parentKey === entry.key || !calls.has(parentKey)) top.push(entry)
    else children.set(parentKey, [...(children.get(parentKey) ?? []), entry])
  }
  const rows: Row[] = []
  drawInto(rows, { ...input, entries: top }, { children, depth: 0 })
  return rows
}

function parentOf(entry: Entry): string | null {
  if (entry.kind === 'call') return entry.called?.parentCallId ?? null
  return entry.kind === 'text' || entry.kind === 'thinking' ? entry.parentCallId : null
}

interface Nesting {
  readonly children: ReadonlyMap<string, readonly Entry[]>
  readonly depth: number
}

function drawInto(rows: Row[], input: RowsInput, nesting: Nesting): void {
  for (const entry of input.entries) {
    // A subagent whose call lies in an older page stands indented until that page is there.
    const depth = nesting.depth === 0 && parentOf(entry) !== null ? 1 : nesting.depth
    if (entry.kind === 'call') drawCall(rows, entry, { ...nesting, depth, input })
    else if (isShown(entry)) pushEntry(rows, { kind: 'entry', key: entry.key, depth, entry })
  }
}

function drawCall(
  rows: Row[],
  call: CallEntry,
  { children, depth, input }: Nesting & { readonly input: RowsInput },
): void {
  const phase = phaseOf(call, input.lastEndSeq)
  const own = children.get(call.key)
  if (!own) {
    pushCall(rows, { kind: 'call', key: call.key, depth, call, phase, children: null })
    return
  }
  const inner: Row[] = []
  drawInto(inner, { ...input, entries: own }, { children, depth: depth + 1 })
  const isOpen = input.opened(call.key) ?? (phase !== 'finished' || inner.some(needsEyes))
  const told = { count: own.length, isOpen }
  rows.push({ kind: 'call', key: call.key, depth, call, phase, children: told })
  if (isOpen) rows.push(...inner)
}

/** A line that must not be folded away by itself. */
function needsEyes(row: Row): boolean {
  if (row.kind === 'call') return row.phase === 'waiting' || row.phase === 'denied'
  return row.kind === 'entry' && row.entry.kind === 'ask' && !row.entry.answered
}

function isShown(entry: Exclude<Entry, CallEntry>): boolean {
  if (entry.kind === 'text' || entry.kind === 'thinking') return entry.text.trim() !== ''
  if (entry.kind !== 'moment' || entry.event.kind !== 'agent-exited') return true
  return entry.event.failure !== null || !entry.event.expected
}

/** Tries that follow each other are one line, the newest. */
function pushEntry(rows: Row[], row: Row & { readonly kind: 'entry' }): void {
  const last = rows.at(-1)
  if (last?.depth === row.depth && isRetry(row) && isRetry(last)) rows.pop()
  if (last && failureCode(row) !== null && failureCode(row) === failureCode(last)) return
  rows.push(row)
}

/** The agent often ends for the reason that ended its turn: that is said once. */
function failureCode(row: Row): string | null {
  if (row.kind !== 'entry' || row.entry.kind !== 'moment') return null
  const { event } = row.entry
  const hasFailure = event.kind === 'turn-ended' || event.kind === 'agent-exited'
  return hasFailure ? (event.failure?.code ?? null) : null
}

function isRetry(row: Row): boolean {
  return row.kind === 'entry' && row.entry.kind === 'moment' && row.entry.event.kind === 'retrying'
}

function pushCall(rows: Row[], row: Row & { readonly kind: 'call' }): void {
  const last = rows.at(-1)
  if (!last || last.depth !== row.depth || !isQuiet(row)) {
    rows.push(row)
  } else if (last.kind === 'group') {
    rows[rows.length - 1] = { ...last, calls: [...last.calls, row.call] }
  } else if (isQuiet(last)) {
    const key = `group-${last.call.callId}`
    rows[rows.length - 1] = { kind: 'group', key, depth: row.depth, calls: [last.call, row.call] }
  } else {
    rows.push(row)
  }
}
