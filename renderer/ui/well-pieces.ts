import { type Effect, effects } from './effect.ts'

/** A part of the text with an effect; offsets count UTF-16 units, the end is outside. */
export interface WellSpan {
  start: number
  end: number
  effect: Effect
}

/** A piece of a well: plain text, or one character that would not be seen. */
export type WellPiece = { key: string; effects: readonly Effect[]; begins?: true } & (
  | { kind: 'text'; text: string }
  | { kind: 'code-point'; codePoint: string }
)

/**
 * What a reader would not see: controls, format characters (bidi, zero width, tags), line and paragraph
 * separators, spaces other than U+0020, private use, unassigned, lone surrogates, the blank braille pattern and
 * everything Unicode calls default-ignorable. Line feed and tab stay as they are.
 */
const UNSEEN =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc]|(?! )\p{Zs}/gu

/**
 * Splits text at span borders, at characters that cannot be seen and where it is to begin; nothing is
 * left out or changed. `begin` 0 marks no piece.
 */
export function splitWell(
  text: string,
  spans: readonly WellSpan[],
  begin = 0,
): readonly WellPiece[] {
  const unseen = [...text.matchAll(UNSEEN)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  const marked = spans.map((span) => ({
    start: snap(text, span.start),
    end: snap(text, span.end),
    effect: span.effect,
  }))
  const beginsAt = snap(text, begin)
  const borders = new Set([0, beginsAt, text.length])
  for (const { start, end } of [...unseen, ...marked]) {
    borders.add(start)
    borders.add(end)
  }
  const unseenStarts = new Set(unseen.map(({ start }) => start))
  const starts = [...borders].sort((a, b) => a - b)
  return starts.slice(0, -1).map((start, place) => {
    const part = text.slice(start, starts[place + 1])
    const over = marked.filter((span) => span.start <= start && span.end > start)
    const base = {
      key: `${start}`,
      ...(start > 0 && start === beginsAt ? { begins: true as const } : {}),
      effects: effects.filter((effect) => over.some((span) => span.effect === effect)),
    }
    if (!unseenStarts.has(start)) return { ...base, kind: 'text', text: part }
    return { ...base, kind: 'code-point', codePoint: formatCodePoint(part) }
  })
}

/** Keeps an offset inside the text and out of the middle of a character. */
function snap(text: string, offset: number): number {
  const inside = Math.min(Math.max(Math.trunc(offset), 0), text.length)
  const cutsPair = (text.codePointAt(inside - 1) ?? 0) > 0xffff
  return cutsPair ? inside + 1 : inside
}

function formatCodePoint(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
}
