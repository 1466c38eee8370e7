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
} from './columns.ts'
import { facetsOf } from './facets.ts'

/** A filter made ready: a test on columns first, the exact test on the entry last. */
export interface RowFilter {
  /** True when every entry passes. */
  readonly isOpen: boolean
  /** Lower-case text that a value of every passing entry holds in some case; null for any. */
  readonly text: string | null
  /** The test on the rows of one file; null when none of its rows passes. Says nothing about text. */
  testOf(columns: Columns): ((row: number) => boolean) | null
  /** The exact test on a parsed line. */
  matches(parsed: unknown): boolean
}

/** True when one of the values in `value` holds the lower-case `text`. */
function holdsText(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(text)
  if (typeof value === 'number') return String(value) === text
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => holdsText(member, text))
}

const damaged = rowKinds.indexOf('damaged')

const isWanted = <T>(value: T, wanted: readonly T[] | undefined) =>
  !wanted?.length || wanted.includes(value)

const isSame = (value: string, wanted: string | undefined) =>
  wanted === undefined || wanted === value

type Test = (row: number) => boolean

/** Which places of a word column pass; `none` when no word does. */
function wordTest(
  columns: Columns,
  name: WordColumn,
  passes: (word: string) => boolean,
): Test | null {
  const passing = Uint8Array.from(columns.words[name], (word) => (passes(word) ? 1 : 0))
  if (!passing.includes(1)) return null
  const places = columns.numbers[name]
  return (row) => passing[numberAt(places, row)] === 1
}

function codeTest(
  codes: Columns['numbers']['kind'],
  all: readonly string[],
  wanted: readonly string[],
): Test {
  const passing = Uint8Array.from(all, (word) => (wanted.includes(word) ? 1 : 0))
  return (row) => passing[codeAt(codes, row)] === 1
}

const allOf = (tests: readonly Test[]): Test => {
  const [first, ...rest] = tests
  if (!first) return () => true
  return rest.length === 0 ? first : (row) => tests.every((test) => test(row))
}

/** Tests for the words and codes that a filter names; null as soon as nothing can pass. */
function testsFor(columns: Columns, filter: AuditFilter): Test[] | null {
  const { decision, layer, session, tool, rule, project, fromMs, toMs } = filter
  const { numbers } = columns
  const tests: (Test | null)[] = []
  if (fromMs !== undefined || toMs !== undefined) {
    const [from, to] = [fromMs ?? Number.NEGATIVE_INFINITY, toMs ?? Number.POSITIVE_INFINITY]
    const { at } = numbers
    tests.push((row) => wideAt(at, row) >= from && wideAt(at, row) <= to)
  }
  if (decision?.length) tests.push(codeTest(numbers.decision, rowDecisions, decision))
  if (layer?.length) tests.push(codeTest(numbers.layer, rowLayers, layer))
  const words = [
    [session, 'session'],
    [tool, 'tool'],
    [project, 'project'],
  ] as const
  for (const [wanted, name] of words) {
    if (wanted !== undefined) tests.push(wordTest(columns, name, (word) => word === wanted))
  }
  if (rule !== undefined) {
    tests.push(wordTest(columns, 'rules', (word) => word.split('\n').includes(rule)))
  }
  return tests.includes(null) ? null : tests.filter((test) => test !== null)
}

/** Makes a filter ready; text is searched in the values of an entry, without regard to case. */
export function prepareFilter(filter: AuditFilter): RowFilter {
  const { text, decision, layer, session, tool, rule, project, fromMs, toMs } = filter
  const wanted = text?.trim().toLowerCase() || null

  const holdsFacets = (entry: unknown) => {
    const facets = facetsOf(entry)
    return (
      isWanted(facets.decision, decision) &&
      isWanted(facets.layer, layer) &&
      isSame(facets.session, session) &&
      isSame(facets.tool, tool) &&
      isSame(facets.project, project) &&
      (rule === undefined || facets.rules.includes(rule))
    )
  }
  const isInTime = ({ at }: { at?: unknown }) =>
    typeof at === 'number' && at >= (fromMs ?? at) && at <= (toMs ?? at)
  const one = [session, tool, rule, project, fromMs, toMs]
  const isFree = !decision?.length && !layer?.length && one.every((each) => each === undefined)
  return {
    isOpen: isFree && wanted === null,
    text: wanted,
    testOf(columns) {
      const tests = testsFor(columns, filter)
      if (tests === null) return null
      const { kind } = columns.numbers
      // Lines that are no entry count nowhere.
      return allOf([(row) => codeAt(kind, row) < damaged, ...tests])
    },
    matches(parsed) {
      if (typeof parsed !== 'object' || parsed === null) return false
      if (!holdsFacets(parsed) || !isInTime(parsed)) return false
      return wanted === null || holdsText({ ...parsed, prev: null, at: null }, wanted)
    },
  }
}
