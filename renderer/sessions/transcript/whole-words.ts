/** A word longer than this is shown before it ends, so that texts without spaces stream too. */
const longestWord = 40

/** What of a growing text ends in a whole word. */
export function wholeWords(text: string): string {
  const match = /\S+$/.exec(text.slice(-longestWord - 1))
  const tail = match?.[0].length ?? 0
  return tail > longestWord ? text : text.slice(0, text.length - tail)
}

/** Splits growing markdown after each blank line outside of a code fence, so that what is whole is drawn once. */
export function splitParagraphs(text: string): readonly string[] {
  const parts: string[] = []
  let isFenced = false
  let part = ''
  for (const line of text.split(/(?<=\n)/)) {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced
    part += line
    if (!isFenced && line.trim() === '' && part.trim() !== '') {
      parts.push(part)
      part = ''
    }
  }
  return part === '' ? parts : [...parts, part]
}
