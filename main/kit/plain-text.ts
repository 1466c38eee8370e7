/** What drives a terminal or hides and reorders text; line ends, tabs and the joiners of scripts and emoji do not. */
const driving = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu

/** The text with a question mark for every character that would drive a terminal or reorder what is read. */
export function plainText(text: string): string {
  return text.replaceAll(driving, '?')
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/[\n\t]/g, '?')
}
