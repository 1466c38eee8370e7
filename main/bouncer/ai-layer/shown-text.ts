/** Control and format characters, what is unassigned or private, separators and blanks that hide something. */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]|[\u115F\u1160\u3164\uFFA0\uFFFC]|\p{Variation_Selector}/gu

/** The text with every character that could hide, reorder or imitate an ending shown by its number. */
export function shownText(text: string): string {
  return text.replace(HIDDEN, (char) => {
    const code = char.codePointAt(0) ?? 0
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/** The same, cut to a length; the cut is said. */
export function shownWithin(text: string, mostChars: number): string {
  const shown = shownText(text)
  return shown.length <= mostChars ? shown : `${shown.slice(0, mostChars)} [cut]`
}
