import { setImmediate as nextTurn } from 'node:timers/promises'
import { type AuditGroup, type AuditSummary, mostGroups } from '../../shared/audit/explorer.ts'
import type { AuditFilter } from '../../shared/audit/model.ts'
import {
  type Columns,
  codeAt,
  numberAt,
  rowDecisions,
  rowKinds,
  rowLayers,
  type WordColumn,
  wideAt,
  wordColumns,
} from './columns.ts'
import type { IndexedSegment } from './record-index.ts'
import { prepareFilter } from './row-filter.ts'

const [decisionKind, answerKind] = [rowKinds.indexOf('decision'), rowKinds.indexOf('answer')]
const allow = rowDecisions.indexOf('allow')
const ask = rowDecisions.indexOf('ask')
const deny = rowDecisions.indexOf('deny')

type Group = { -readonly [K in keyof AuditGroup]: AuditGroup[K] }
type Counted = { denied: number; asked: number; allowed: number }
type Groups = Map<string, Group>

interface Tally {
  readonly counted: Counted & { calls: number }
  readonly layers: number[]
  readonly days: Map<number, Counted>
  readonly groups: Readonly<Record<WordColumn, Groups>>
  /** Rules and session of the questions that wait for an answer, by call. */
  readonly asked: Map<number, readonly Group[]>
  readonly waits: number[]
  readonly latencies: number[]
  readonly answered: { allowed: number; denied: number }
}

const zero = (): Counted => ({ denied: 0, asked: 0, allowed: 0 })

function createTally(): Tally {
  return {
    ...{ counted: { ...zero(), calls: 0 }, layers: rowLayers.map(() => 0), days: new Map() },
    groups: { session: new Map(), tool: new Map(), project: new Map(), rules: new Map() },
    ...{
      asked: new Map(),
      waits: [],
      latencies: new Array<number>(33 * perDoubling).fill(0),
      answered: { allowed: 0, denied: 0 },
    },
  }
}

function groupOf(groups: Groups, id: string): Group {
  const known = groups.get(id)
  if (known) return known
  const span = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY }
  const made: Group = { ...zero(), id, calls: 0, overridden: 0, ...span }
  groups.set(id, made)
  return made
}

function count(to: Counted, decision: number | undefined) {
  if (decision === allow) to.allowed += 1
  else if (decision === ask) to.asked += 1
  else if (decision === deny) to.denied += 1
}

/** The groups that each word of a column stands for; the words of rules stand for several. */
function groupsByPlace({ words }: Columns, name: WordColumn, groups: Groups): (readonly Group[])[] {
  return words[name].map((word) => {
    const ids = name === 'rules' ? word.split('\n') : [word]
    return ids.filter((id) => id !== '').map((id) => groupOf(groups, id))
  })
}

const dayLengthMs = 86_400_000

/** Midnights of the machine's time zone; asked for once an hour of time, because a date costs more than a count. */
function createMidnights() {
  const known = new Map<number, number>()
  return (at: number): number => {
    const hour = Math.floor(at / 3_600_000)
    const midnight = known.get(hour) ?? new Date(at).setHours(0, 0, 0, 0)
    known.set(hour, midnight)
    return midnight
  }
}

function takeGroups(groups: readonly Group[], at: number, decision: number | undefined) {
  for (const group of groups) {
    group.calls += 1
    group.fromMs = Math.min(group.fromMs, at)
    group.toMs = Math.max(group.toMs, at)
    count(group, decision)
  }
}

type Taker = (row: number) => void

/** The groups that each row of a file concerns. */
function concernedIn(columns: Columns, groups: Tally['groups']): (row: number) => readonly Group[] {
  const all = wordColumns.map((name) => ({
    places: columns.numbers[name],
    groups: groupsByPlace(columns, name, groups[name]),
  }))
  const none: readonly Group[] = []
  return (row) => {
    const concerned: Group[] = []
    for (const one of all) concerned.push(...(one.groups[numberAt(one.places, row)] ?? none))
    return concerned
  }
}

/** What takes the decisions and answers of one file. */
function takerOf(tally: Tally, columns: Columns, midnight: (at: number) => number): Taker {
  const { kind, decision, layer, at, call, took } = columns.numbers
  const concernedBy = concernedIn(columns, tally.groups)
  const takeDecision: Taker = (row) => {
    const [time, what] = [wideAt(at, row), codeAt(decision, row)]
    tally.counted.calls += 1
    count(tally.counted, what)
    add(tally.layers, codeAt(layer, row))
    count(dayOf(tally.days, midnight(time)), what)
    add(tally.latencies, placeOf(numberAt(took, row)))
    const concerned = concernedBy(row)
    takeGroups(concerned, time, what)
    if (what === ask) tally.asked.set(numberAt(call, row), concerned)
  }
  const takeAnswer: Taker = (row) => {
    const what = codeAt(decision, row)
    if (what !== allow && what !== deny) return
    tally.waits.push(numberAt(took, row))
    tally.answered[what === allow ? 'allowed' : 'denied'] += 1
    const asked = tally.asked.get(numberAt(call, row)) ?? []
    tally.asked.delete(numberAt(call, row))
    if (what === allow) for (const group of asked) group.overridden += 1
  }
  return (row) => {
    const what = codeAt(kind, row)
    if (what === decisionKind) takeDecision(row)
    else if (what === answerKind) takeAnswer(row)
  }
}

function add(counts: number[], place: number) {
  counts[place] = (counts[place] ?? 0) + 1
}

function dayOf(days: Tally['days'], midnight: number): Counted {
  const day = days.get(midnight) ?? zero()
  days.set(midnight, day)
  return day
}

/** Places of the histogram of latencies for each doubling: the median is true to two parts in a hundred. */
const perDoubling = 32
const placeOf = (latencyUs: number) => Math.floor(Math.log2(Math.max(1, latencyUs)) * perDoubling)

function medianIn(histogram: readonly number[], calls: number): number | null {
  let left = calls / 2
  const place = histogram.findIndex((each = 0) => {
    left -= each
    return left <= 0
  })
  return calls === 0 ? null : Math.round(2 ** (place / perDoubling))
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}

const listed = (groups: Groups) =>
  [...groups.values()]
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.calls - a.calls || (a.id < b.id ? -1 : 1))
    .slice(0, mostGroups)

/** Days from the first to the last, also those without a call, as far back as two years. */
function daysOf(days: Tally['days']): AuditSummary['days'] {
  const known = [...days.keys()].sort((a, b) => a - b)
  const [last = 0] = known.slice(-1)
  const first = Math.max(known[0] ?? 0, last - 731 * dayLengthMs)
  const all: AuditSummary['days'] = []
  for (const day = new Date(first); day.getTime() <= last && known.length > 0; ) {
    all.push({ at: day.getTime(), ...(days.get(day.getTime()) ?? zero()) })
    day.setDate(day.getDate() + 1)
  }
  return all
}

/** Counts what passes a filter; text is left out of it. */
export async function summarise(
  all: readonly IndexedSegment[],
  filter: AuditFilter,
): Promise<AuditSummary> {
  const tally = createTally()
  const midnight = createMidnights()
  const prepared = prepareFilter({ ...filter, text: undefined })
  for (const { columns } of all) {
    const test = prepared.testOf(columns)
    if (!test) continue
    const take = takerOf(tally, columns, midnight)
    for (let row = 0; row < columns.rows; row += 1) if (test(row)) take(row)
    await nextTurn()
  }
  const [, pattern = 0, ai = 0, grant = 0, person = 0, failure = 0] = tally.layers
  return {
    ...tally.counted,
    byLayer: { pattern, ai, grant, person, failure },
    answered: { ...tally.answered, medianWaitMs: median(tally.waits) },
    medianLatencyUs: medianIn(tally.latencies, tally.counted.calls),
    days: daysOf(tally.days),
    rules: listed(tally.groups.rules),
    sessions: listed(tally.groups.session),
    tools: listed(tally.groups.tool),
    projects: listed(tally.groups.project),
  }
}
