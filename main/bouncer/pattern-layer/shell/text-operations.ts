import { isKnown, UNKNOWN } from '../scene.ts'
import { globExpression } from './glob-expression.ts'

/** What `#`, `##`, `%` and `%%` leave of a text. */
export function remove(text: string, operator: string, pattern: string): string {
  // A path of unknown name in a known folder loses an ending only.
  const ending = operator.startsWith('%') && /^[\w.-]+$/.test(pattern)
  if (ending && text.endsWith(`/${UNKNOWN}`)) return text
  if (!isKnown(text) || !isKnown(pattern) || text.length > MAX_MATCHED) return UNKNOWN
  const body = globExpression(pattern, operator.length === 1)
  if (body === null) return UNKNOWN
  if (operator.startsWith('#')) return text.replace(new RegExp(`^${body}`, 's'), '')
  return removeEnd(text, new RegExp(`^${body}$`, 's'), operator === '%')
}

const MAX_MATCHED = 500

function removeEnd(text: string, pattern: RegExp, shortest: boolean): string {
  for (let taken = 0; taken <= text.length; taken++) {
    const at = shortest ? text.length - taken : taken
    if (pattern.test(text.slice(at))) return text.slice(0, at)
  }
  return text
}

/** What `/`, `//`, `/#` and `/%` make of a text. */
export function replace(
  text: string,
  operator: string,
  change: { readonly pattern: string; readonly by: string },
): string {
  const { pattern, by } = change
  if (!isKnown(text) || !isKnown(pattern) || text.length > MAX_MATCHED) return UNKNOWN
  // Newer shells put what was found in the place of `&`.
  if (by.includes('&')) return UNKNOWN
  if (pattern === '') return withoutPattern(text, operator, by)
  const body = globExpression(pattern, false)
  if (body === null) return UNKNOWN
  if (operator !== '//') {
    const source = `${operator === '/#' ? '^' : ''}${body}${operator === '/%' ? '$' : ''}`
    return text.replace(new RegExp(source, 's'), () => by)
  }
  // At the end of the text nothing more is found, but for an empty text as a whole.
  return text.replace(new RegExp(body, 'gs'), (found) => (found === '' && text !== '' ? '' : by))
}

/** Nothing is found nowhere, but it stands before and behind every text. */
function withoutPattern(text: string, operator: string, by: string): string {
  if (operator === '/#') return by + text
  return operator === '/%' ? text + by : text
}

/** A part of a text by offset and length. */
export function slice(
  text: string,
  start: number | null,
  length: number | null | undefined,
): string {
  if (!isKnown(text) || start === null || length === null) return UNKNOWN
  const from = start < 0 ? text.length + start : start
  if (from < 0) return ''
  if (length === undefined) return text.slice(from)
  if (length >= 0) return text.slice(from, from + length)
  return text.length + length < from ? UNKNOWN : text.slice(from, length)
}

/** What `^`, `^^`, `,` and `,,` make of a text. */
export function changeCase(text: string, operator: string): string {
  if (!isKnown(text)) return UNKNOWN
  if (operator === '^^') return text.toUpperCase()
  if (operator === ',,') return text.toLowerCase()
  if (operator !== '^' && operator !== ',') return UNKNOWN
  const first = text.slice(0, 1)
  return (operator === '^' ? first.toUpperCase() : first.toLowerCase()) + text.slice(1)
}
