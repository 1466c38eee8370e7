import { isKnown, UNKNOWN } from '../../scene.ts'
import type { Dialect } from './dialects.ts'
import {
  concatenate,
  isPlainText,
  joinPath,
  listValue,
  oneOf,
  textOf,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'

const MAX_REPEAT = 200
const CONCATENATES: Readonly<Record<string, string>> = {
  python: '+',
  javascript: '+',
  ruby: '+',
  perl: '.',
  php: '.',
  lua: '..',
}

/** The value of two operands and what stands between them. */
export function combine(
  dialect: Dialect,
  pair: { readonly operator: string; readonly left: Value; readonly right: Value },
): Value {
  const { operator, left, right } = pair
  const numbers = bothNumbers(left, right, dialect)
  if (operator === '+' && numbers) return arithmetic(operator, left, right)
  if (joins(dialect, operator, left)) return concatenate(left, right)
  if (/^(?:\|\||or|\?\?|and|&&)$/.test(operator)) return either(left, right)
  if (left.text !== null) {
    const made = madeFromText(operator, left, right)
    if (made) return made
  }
  if (operator === '/' && dialect.name === 'python' && !numbers) return joinPath([left, right])
  return numbers ? arithmetic(operator, left, right) : unknownValue(left.taint | right.taint)
}

function joins(dialect: Dialect, operator: string, left: Value): boolean {
  if (operator === CONCATENATES[dialect.name]) return true
  return operator === '<<' && dialect.name === 'ruby' && left.text !== null
}

function either(left: Value, right: Value): Value {
  const isNothing = left.text === null && left.taint === 0 && !left.items
  return isNothing ? right : oneOf([left, right])
}

function madeFromText(operator: string, left: Value, right: Value): Value | null {
  if (operator === '%' && !isNumber(left)) return formatPercent(left, right)
  return operator === '*' || operator === 'x' ? repeat(left, right) : null
}

function bothNumbers(left: Value, right: Value, dialect: Dialect): boolean {
  if (dialect.name === 'perl' || dialect.name === 'php') return false
  return isNumber(left) && isNumber(right)
}

function isNumber(value: Value): boolean {
  return value.text !== null && /^-?\d{1,12}$/.test(value.text)
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  const taint = left.taint | right.taint
  const first = Number(left.text)
  const second = Number(right.text)
  switch (operator) {
    case '+':
      return textValue(String(first + second), taint)
    case '-':
      return textValue(String(first - second), taint)
    case '*':
      return textValue(String(first * second), taint)
    case '^':
      return textValue(String(first ^ second), taint)
    default:
      return unknownValue(taint)
  }
}

function repeat(left: Value, right: Value): Value {
  const taint = left.taint | right.taint
  const count = isNumber(right) ? Number(right.text) : -1
  if (isNumber(left) && count >= 0) return arithmetic('*', left, right)
  if (count < 0 || count > MAX_REPEAT || left.text === null) return unknownValue(taint)
  return textValue(left.text.repeat(count), taint)
}

/** `'%s %d' % values`. */
export function formatPercent(format: Value, values: Value): Value {
  const parts = values.items ?? [values]
  let next = 0
  const text = textOf(format).replace(/%[-+0-9.]*[a-zA-Z%]/g, (whole) => {
    if (whole === '%%') return '%'
    const part = parts[next++]
    return part ? textOf(part) : UNKNOWN
  })
  return { text, taint: format.taint | values.taint }
}

/** `'{} {name}'.format(…)`. */
export function formatBraces(
  format: Value,
  values: { readonly list: readonly Value[]; readonly named: ReadonlyMap<string, Value> },
): Value {
  let next = 0
  let { taint } = format
  const text = textOf(format).replace(
    /\{(\w*)(?:[.[][^{}]*)?(?:![rsa])?(?::[^{}]*)?\}/g,
    (_whole, key: string) => {
      const position = /^\d+$/.test(key) ? Number(key) : next++
      const part = /^(?:\d*)$/.test(key) ? values.list[position] : values.named.get(key)
      taint |= part?.taint ?? 0
      return part ? textOf(part) : UNKNOWN
    },
  )
  return { text, taint }
}

/** The characters of a text turned around. */
export function reversed(value: Value): Value {
  if (value.items) return listValue([...value.items].reverse())
  if (!isPlainText(value)) return unknownValue(value.taint)
  return textValue([...value.text].reverse().join(''), value.taint)
}

/** Items joined by a text. */
export function joinItems(items: readonly Value[], separator: string): Value {
  let taint = 0
  const parts: string[] = []
  for (const item of items) {
    taint |= item.taint
    parts.push(textOf(item))
  }
  const text = parts.join(separator)
  return isKnown(text) || parts.length > 1 ? { text, taint } : unknownValue(taint)
}
