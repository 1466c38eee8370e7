import type { LineView } from '../kit/scan-lines.ts'
import { readHeader } from './chain.ts'
import { facetsOf } from './facets.ts'

/** Kinds of rows; a line that is no entry is `damaged`. */
export const rowKinds = ['decision', 'answer', 'grant', 'chain', 'removed', 'damaged'] as const
/** What became of a call, as a code; 0 is none. */
export const rowDecisions = ['', 'allow', 'ask', 'deny', 'answered', 'withdrawn'] as const
/** Who decided, as a code; 0 is none. */
export const rowLayers = ['', 'pattern', 'ai', 'grant', 'person', 'failure'] as const

/** Columns that hold numbers, with the bytes of each of their values; the widest first, so that all lie aligned. */
export const numberColumns = {
  at: 8,
  n: 8,
  offset: 4,
  length: 4,
  session: 4,
  tool: 4,
  project: 4,
  rules: 4,
  call: 4,
  took: 4,
  kind: 1,
  decision: 1,
  layer: 1,
} as const
type ColumnName = keyof typeof numberColumns
type ArrayOf<B> = B extends 8 ? Float64Array : B extends 4 ? Uint32Array : Uint8Array

/** The columns themselves. */
export type NumberColumns = {
  readonly [K in ColumnName]: ArrayOf<(typeof numberColumns)[K]>
}

/** Columns that point into a list of words. */
export const wordColumns = ['session', 'tool', 'project', 'rules'] as const
export type WordColumn = (typeof wordColumns)[number]

type Numbers = Float64Array | Uint32Array | Uint8Array

// One reader a width: a single one for all would be four times as slow.
/** The value of a wide column in a row. */
export const wideAt = (column: Float64Array, row: number): number => column[row] ?? 0
/** The value of a column of four bytes in a row. */
export const numberAt = (column: Uint32Array, row: number): number => column[row] ?? 0
/** The code in a row. */
export const codeAt = (column: Uint8Array, row: number): number => column[row] ?? 0

/** What filters and counts need of every line of a file, a column each; nothing else of the line. */
export interface Columns {
  readonly rows: number
  /** Bytes of the file that the rows account for. */
  readonly bytes: number
  readonly numbers: NumberColumns
  /** The words that a column points to; place 0 is none. Rules of a line stand in one word, a line each. */
  readonly words: Readonly<Record<WordColumn, readonly string[]>>
}

/** Collects columns line by line. */
export interface ColumnBuilder {
  visit(line: LineView): void
  /** What was collected until now; what is visited later does not change it. */
  columns(): Columns
}

const arrayOf = (bytes: number, rows: number): Numbers => {
  if (bytes === 8) return new Float64Array(rows)
  return bytes === 4 ? new Uint32Array(rows) : new Uint8Array(rows)
}

function createWords() {
  const words: string[] = ['']
  const places = new Map<string, number>([['', 0]])
  return {
    words,
    place(word: string): number {
      const known = places.get(word)
      if (known !== undefined) return known
      places.set(word, words.length)
      words.push(word)
      return words.length - 1
    },
  }
}

/** A short number for a call of a session, so that an answer finds its question. */
function callNumber(session: string, call: string): number {
  let sum = 0x811c9dc5
  const text = `${session} ${call}`
  for (let at = 0; at < text.length; at += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  }
  return sum >>> 0
}

const largest = 0xffff_ffff

function parse({ bytes, start, end }: LineView): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', start, end))
  } catch {
    // A damaged line is no entry; verification names it.
    return null
  }
}

/** Starts collecting; `from` goes on behind columns collected earlier. */
export function createColumnBuilder(from?: Columns): ColumnBuilder {
  const names = Object.keys(numberColumns) as ColumnName[]
  const words = {
    session: createWords(),
    tool: createWords(),
    project: createWords(),
    rules: createWords(),
  }
  let room = Math.max(1_024, (from?.rows ?? 0) * 2)
  let rows = from?.rows ?? 0
  let bytes = from?.bytes ?? 0
  const numbers = {} as Record<ColumnName, Numbers>
  for (const name of names) {
    numbers[name] = arrayOf(numberColumns[name], room)
    if (from) numbers[name].set(from.numbers[name])
  }
  if (from)
    for (const name of wordColumns) for (const word of from.words[name]) words[name].place(word)

  const grow = () => {
    room *= 2
    for (const name of names) {
      const larger = arrayOf(numberColumns[name], room)
      larger.set(numbers[name])
      numbers[name] = larger
    }
  }
  const put = (name: ColumnName, value: number) => {
    numbers[name][rows] = value
  }
  const codeOf = (codes: readonly string[], word: string) => Math.max(0, codes.indexOf(word))

  const describe = (line: LineView) => {
    const facets = facetsOf(parse(line))
    put('kind', codeOf(rowKinds, facets.kind))
    put('decision', codeOf(rowDecisions, facets.decision))
    put('layer', codeOf(rowLayers, facets.layer))
    put('session', words.session.place(facets.session))
    put('tool', words.tool.place(facets.tool))
    put('project', words.project.place(facets.project))
    put('rules', words.rules.place(facets.rules.join('\n')))
    put('call', facets.call === '' ? 0 : callNumber(facets.session, facets.call))
    put('took', Math.min(largest, Math.max(0, Math.round(facets.took))))
  }

  return {
    visit(line) {
      if (rows === room) grow()
      const { start, end, offset } = line
      const header = readHeader(line.bytes, start, end)
      put('offset', offset)
      put('length', end - start)
      put('n', header?.n ?? 0)
      put('at', header?.at ?? 0)
      if (header) describe(line)
      else put('kind', rowKinds.indexOf('damaged'))
      rows += 1
      bytes = offset + end - start + 1
    },
    columns() {
      const cut = Object.fromEntries(names.map((name) => [name, numbers[name].slice(0, rows)]))
      const told = Object.fromEntries(wordColumns.map((name) => [name, [...words[name].words]]))
      return {
        ...{ rows, bytes },
        numbers: cut as NumberColumns,
        words: told as Record<WordColumn, string[]>,
      }
    },
  }
}
