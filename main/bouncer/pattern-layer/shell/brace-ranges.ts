/** The words of `1..3` or `a..c` between braces: undefined when it is no range, null when there are too many. */
export function numberRange(body: string, most: number): string[] | null | undefined {
  const numbers = /^([-+]?\d{1,9})\.\.([-+]?\d{1,9})(?:\.\.([-+]?\d{1,9}))?$/.exec(body)
  const [, from = '', to = '', step = '1'] = numbers ?? []
  if (numbers) return counted({ from, to, step: Number(step) }, most)
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([-+]?\d{1,9}))?$/.exec(body)
  if (letters) return lettersOf(letters)
  // A number that is longer, or one that only bash may read.
  return /^[-+]?\d{10,}\.\.|\.\.[-+]?\d{10,}/.test(body) ? null : undefined
}

interface Range {
  readonly from: string
  readonly to: string
  readonly step: number
}

function counted({ from, to, step }: Range, most: number): string[] | null {
  const values = steps(Number(from), Number(to), step)
  if (values.length > most) return null
  const width = isPadded(from) || isPadded(to) ? Math.max(from.length, to.length) : 0
  return values.map((value) => padded(value, width))
}

function isPadded(number: string): boolean {
  return /^-?0\d/.test(number)
}

function padded(value: number, width: number): string {
  const digits = String(Math.abs(value))
  return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0')
}

/** Numbers from one end to the other; which way is not a matter of the step. */
function steps(from: number, to: number, step: number): number[] {
  const size = Math.abs(step) || 1
  const count = Math.min(MAX_COUNT, Math.floor(Math.abs(to - from) / size) + 1)
  const sign = from <= to ? size : -size
  return Array.from({ length: count }, (_, at) => from + at * sign)
}

const MAX_COUNT = 1000

/** Between capitals and small letters stand characters that mean something to the shell. */
function lettersOf([, from = '', to = '', step]: RegExpExecArray): string[] | null {
  if (/[a-z]/.test(from) !== /[a-z]/.test(to)) return null
  const codes = steps(from.charCodeAt(0), to.charCodeAt(0), Number(step ?? 1))
  return codes.map((code) => String.fromCharCode(code))
}
