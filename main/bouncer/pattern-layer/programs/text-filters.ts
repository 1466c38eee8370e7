import { posixExpression } from './posix-expression.ts'
import { resolveEscapes } from './text-constants.ts'

/** Longest text that filters compute. */
const MAX_TEXT = 4096

/** What a filter prints for a known text, or null when that is not computed. */
export type TextFilter = (text: string) => string | null

/** The lines of a text; a last line end is no line of its own. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** Positions that a list such as `1,3-5,7-` names. */
function inList(list: string): ((position: number) => boolean) | null {
  const ranges = list.split(',').map((range) => /^(\d*)(-?)(\d*)$/.exec(range))
  if (ranges.some((range) => !range || range[0] === '' || range[0] === '-')) return null
  return (position) =>
    ranges.some((range) => {
      const from = Number(range?.[1] || 1)
      const to = range?.[2] ? Number(range[3] || Number.POSITIVE_INFINITY) : from
      return position >= from && position <= to
    })
}

/** `cut` by characters. */
export function cutCharacters(text: string, list: string): string | null {
  const keeps = inList(list)
  if (!keeps || text.length > MAX_TEXT) return null
  return textOf(linesOf(text).map((line) => [...line].filter((_, at) => keeps(at + 1)).join('')))
}

/** `cut` by fields. */
export function cutFields(
  text: string,
  by: { readonly list: string; readonly delimiter: string; readonly between: string },
): string | null {
  const keeps = inList(by.list)
  if (!keeps || text.length > MAX_TEXT || by.delimiter.length !== 1) return null
  return textOf(
    linesOf(text).map((line) =>
      line.includes(by.delimiter)
        ? line
            .split(by.delimiter)
            .filter((_, at) => keeps(at + 1))
            .join(by.between)
        : line,
    ),
  )
}

/** The part of a text that `head` or `tail` keeps, by its options; ten lines without any. */
export function endOf(
  text: string,
  keep: {
    readonly lines?: string | undefined
    readonly bytes?: string | undefined
    readonly last: boolean
  },
): string | null {
  if (text.length > MAX_TEXT) return null
  const count = keep.bytes ?? keep.lines ?? '10'
  if (!/^[-+]?\d{1,6}$/.test(count)) return null
  const pieces = keep.bytes === undefined ? linesOf(text) : [...text]
  const kept = partOf(pieces, count, keep.last)
  return keep.bytes === undefined ? textOf(kept) : kept.join('')
}

function partOf(pieces: readonly string[], count: string, last: boolean): string[] {
  const number = Number(count.replace(/^[-+]/, ''))
  if (last)
    return count.startsWith('+')
      ? pieces.slice(Math.max(0, number - 1))
      : pieces.slice(-number || pieces.length)
  return count.startsWith('-') ? pieces.slice(0, -number || undefined) : pieces.slice(0, number)
}

/** `paste -s`: lines joined by the characters of a list in turn. */
export function joinLines(text: string, delimiters: string): string | null {
  if (text.length > MAX_TEXT) return null
  const between = delimiters === '\\0' ? [''] : [...resolveEscapes(delimiters)]
  const joined = linesOf(text).reduce(
    (all, line, at) =>
      at === 0 ? line : all + (between[(at - 1) % (between.length || 1)] ?? '') + line,
    '',
  )
  return `${joined}\n`
}

/** `tac`: the last line first. */
export function lastLineFirst(text: string): string {
  return textOf(linesOf(text).reverse())
}

/** `sort` and `uniq` of a few lines, without options. */
export function sortLines(text: string, options: { readonly reverse: boolean }): string | null {
  if (text.length > MAX_TEXT || !/^[\x20-\x7E\n]*$/.test(text)) return null
  const sorted = linesOf(text).sort()
  return textOf(options.reverse ? sorted.reverse() : sorted)
}

const SUBSTITUTION =
  /^\s*(\d+|\$)?\s*s([^\w\s\\])((?:(?!\2)[^\\]|\\[\s\S])*)\2((?:(?!\2)[^\\]|\\[\s\S])*)\2([gI]*)\s*(?:;|\n|$)/
const TRANSLITERATION = /^\s*y([^\w\s\\])((?:(?!\1)[^\\])*)\1((?:(?!\1)[^\\])*)\1\s*(?:;|\n|$)/
const CHOICE = /^\s*(\d+|\$)\s*([dp])\s*(?:;|\n|$)/

/** What `sed` prints, for scripts of substitutions, transliterations and single lines. */
export function editLines(
  text: string,
  script: string,
  options: { readonly extended: boolean; readonly silent: boolean },
): string | null {
  if (text.length > MAX_TEXT || script.length > 400) return null
  let lines: (string | null)[] = linesOf(text)
  let rest = script
  const chosen: string[] = []
  while (rest.trim() !== '') {
    const step = nextStep(rest, options.extended)
    if (!step) return null
    rest = rest.slice(step.length)
    const edited = lines.map((line, at) =>
      line === null ? null : step.edit(line, { number: at + 1, isLast: at + 1 === lines.length }),
    )
    if (step.prints) chosen.push(...edited.filter((line) => line !== null))
    else lines = edited
  }
  if (options.silent) return textOf(chosen)
  return chosen.length > 0 ? null : textOf(lines.filter((line) => line !== null))
}

interface Step {
  readonly length: number
  readonly prints?: boolean
  edit(line: string, at: { readonly number: number; readonly isLast: boolean }): string | null
}

function isAt(address: string | undefined, at: { number: number; isLast: boolean }): boolean {
  if (address === undefined) return true
  return address === '$' ? at.isLast : Number(address) === at.number
}

function nextStep(script: string, extended: boolean): Step | null {
  const substitution = SUBSTITUTION.exec(script)
  if (substitution) return substitutionStep(substitution, extended)
  const mapped = TRANSLITERATION.exec(script)
  if (mapped) {
    const [whole, , from = '', to = ''] = mapped
    const edit = (line: string): string =>
      [...line].map((char) => [...to][[...from].indexOf(char)] ?? char).join('')
    return { length: whole.length, edit }
  }
  const choice = CHOICE.exec(script)
  if (!choice) return null
  const [whole, address, kind] = choice
  const prints = kind === 'p'
  return {
    length: whole.length,
    prints,
    edit: (line, at) => (isAt(address, at) === prints ? line : null),
  }
}

function substitutionStep(match: RegExpExecArray, extended: boolean): Step | null {
  const [whole, address, , pattern = '', by = '', flags = ''] = match
  const expression = posixExpression(pattern, {
    extended,
    flags: (flags.includes('g') ? 'g' : '') + (flags.includes('I') ? 'i' : ''),
  })
  if (!expression) return null
  const edit: Step['edit'] = (line, at) =>
    isAt(address, at) && line.length <= 400
      ? line.replace(expression, (...found) => replacementText(by, found as string[]))
      : line
  return { length: whole.length, edit }
}

function replacementText(by: string, found: readonly string[]): string {
  return by.replace(/\\(\d)|\\n|\\([\s\S])|&/g, (whole, group?: string, char?: string) => {
    if (group !== undefined) return found[Number(group)] ?? ''
    if (char !== undefined) return char
    return whole === '&' ? (found[0] ?? '') : '\n'
  })
}

const AWK_PROGRAM =
  /^\s*(?:(BEGIN|END)|NR\s*==\s*(\d+)|\/([^/]{1,60})\/)?\s*\{\s*(printf?)\b\s*([^{};]*?)\s*;?\s*\}\s*$/

/** What `awk` prints, for a program of one `print` or `printf` of fields and constants. */
export function printFields(
  text: string,
  code: string,
  given: { readonly separator: string; readonly environment: (name: string) => string | null },
): string | null {
  const match = AWK_PROGRAM.exec(code)
  if (!match || text.length > MAX_TEXT) return null
  const [, block, number, pattern, verb = '', list = ''] = match
  if (block === 'END') return null
  const print = (line: string): string | null => {
    const fields = fieldsOf(line, given.separator)
    if (!fields) return null
    const values = argumentsOf(list.replace(/^\((.*)\)$/s, '$1')).map((part) =>
      textOfPart(part, { ...given, line, fields }),
    )
    if (values.includes(null)) return null
    return verb === 'print' ? `${values.join(' ')}\n` : formatted(values as string[])
  }
  if (block === 'BEGIN') return print('')
  const expression = pattern === undefined ? null : posixExpression(pattern, { extended: true })
  if (pattern !== undefined && !expression) return null
  const lines = linesOf(text).filter(
    (line, at) =>
      (number === undefined || Number(number) === at + 1) && (!expression || expression.test(line)),
  )
  const printed = lines.map(print)
  return printed.includes(null) ? null : printed.join('')
}

function fieldsOf(line: string, separator: string): string[] | null {
  if (separator === ' ') return line.trim() === '' ? [] : line.trim().split(/\s+/)
  return separator.length === 1 && separator !== '\\' ? line.split(separator) : null
}

const AWK_PART = /"(?:[^"\\]|\\.)*"|,|[^",]+/g

function argumentsOf(list: string): string[] {
  const parts = ['']
  for (const piece of list.match(AWK_PART) ?? []) {
    if (piece === ',') parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts
}

const AWK_TOKEN = /\s*(?:\$(\d+|NF)|"((?:[^"\\]|\\.)*)"|(\d+)|ENVIRON\["(\w+)"\]|\S)/g

interface Line {
  readonly line: string
  readonly fields: readonly string[]
  readonly environment: (name: string) => string | null
}

/** The text of one argument of `print`, or null when it holds more than fields and constants. */
function textOfPart(part: string, at: Line): string | null {
  if (part.trim() === '') return at.line
  const values = [...part.matchAll(AWK_TOKEN)].map((token) => valueOfToken(token, at))
  return values.includes(null) ? null : values.join('')
}

function valueOfToken(token: RegExpMatchArray, at: Line): string | null {
  const [, field, quoted, digits, variable] = token
  if (field !== undefined) return fieldOfLine(field, at)
  if (quoted !== undefined) return resolveEscapes(quoted)
  if (digits !== undefined) return digits
  return variable === undefined ? null : at.environment(variable)
}

function fieldOfLine(field: string, at: Line): string {
  if (field === '0') return at.line
  return at.fields.at(field === 'NF' ? -1 : Number(field) - 1) ?? ''
}

function formatted([format = '', ...values]: readonly string[]): string | null {
  if (!/^(?:%[sdc%]|[^%])*$/.test(format)) return null
  let next = 0
  return format.replace(/%([sdc%])/g, (_whole, kind: string) => {
    if (kind === '%') return '%'
    const value = values[next++] ?? ''
    if (kind !== 'c') return value
    return /^\d{1,6}$/.test(value) ? String.fromCodePoint(Number(value)) : value.slice(0, 1)
  })
}
