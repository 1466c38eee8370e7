import { type Effect, effects } from './effect.ts'

/** A part of the text with an effect; offsets count UTF-16 units, the end is outside. */
export interface WellSpan {
  start: number
  end: number
  effect: Effect
}

/** A piece of a well: plain text, or one character that would not be seen. */
export type WellPiece = { key: string; effects: readonly Effect[] } & (
  | { kind: 'text'; text: string }
  | { kind: 'code-point'; codePoint: string }
)

/**
 * Controls, format characters (bidi, zero width, tags), line and paragraph separators, spaces other than U+0020,
 * private use, unassigned, lone surrogates, and everything Unicode calls default-ignorable. Line feed and tab stay.
 */
const UNSEEN =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu

/** Splits text at span borders and at characters that cannot be seen; nothing is left out or changed. */
export function splitWell(text: string, spans: readonly WellSpan[]): readonly WellPiece[] {
  const borders = new Set([0, text.length])
  for (const span of spans) {
    borders.add(clamp(span.start, text.length))
    borders.add(clamp(span.end, text.length))
  }
  for (const match of text.matchAll(UNSEEN)) {
    borders.add(match.index)
    borders.add(match.index + match[0].length)
  }
  const sorted = [...borders].sort((a, b) => a - b)
  const pieces: WellPiece[] = []
  for (const [place, start] of sorted.entries()) {
    const end = sorted[place + 1]
    if (end === undefined) break
    pieces.push(pieceOf(text, { start, end }, spans))
  }
  return pieces
}

/** How many lines a text has before it is wrapped. */
export function countLines(text: string): number {
  return text.split('\n').length
}

function pieceOf(
  text: string,
  at: { start: number; end: number },
  spans: readonly WellSpan[],
): WellPiece {
  const part = text.slice(at.start, at.end)
  const over = spans.filter((span) => span.start < at.end && span.end > at.start)
  const base = {
    key: `${at.start}`,
    effects: effects.filter((effect) => over.some((span) => span.effect === effect)),
  }
  UNSEEN.lastIndex = 0
  if (!UNSEEN.test(part)) return { ...base, kind: 'text', text: part }
  return { ...base, kind: 'code-point', codePoint: formatCodePoint(part.codePointAt(0) ?? 0) }
}

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(Math.trunc(offset), 0), length)
}

function formatCodePoint(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
}
