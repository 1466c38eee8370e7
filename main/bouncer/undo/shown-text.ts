const LONGEST = 300

/** A name or line from the machine as people see it: control and direction characters by their number, cut when long. */
export function shownText(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  return cut.replace(
    /[\p{Cc}\p{Cf}]/gu,
    (char) => `<U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`,
  )
}
