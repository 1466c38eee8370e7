/** Longest text of a call that is parsed, in UTF-16 units; longer calls are asked about unread. */
export const MAX_TEXT = 64 * 1024

const MAX_OPENERS = 4000
const MAX_DEPTH = 48

/** What one linear look at a text found, before any parser sees it. */
export interface Prescan {
  /** Why the text must not be parsed, or null. */
  readonly unparsable: string | null
  readonly nul: boolean
  /** Offset of the first character that hides or reorders text, or -1. */
  readonly hiddenAt: number
  /** Offset of the first letter that imitates a Latin one, or -1. */
  readonly lookalikeAt: number
}

/** Looks once at a text: size, NUL, how deep openers nest, hidden and imitating characters. */
export function prescan(text: string): Prescan {
  if (text.length > MAX_TEXT) return { ...CLEAN, unparsable: `${text.length} characters long` }
  const { openers, deepest, isAscii } = countOpeners(text)
  const nul = text.includes('\0')
  const unparsable =
    openers > MAX_OPENERS || deepest > MAX_DEPTH
      ? `nested ${deepest} deep with ${openers} openers`
      : null
  if (isAscii) return nul || unparsable ? { ...CLEAN, nul, unparsable } : CLEAN
  return { unparsable, nul, hiddenAt: text.search(HIDDEN), lookalikeAt: text.search(LOOKALIKE) }
}

/** Codes of characters beyond ASCII have one of the bits above these. */
const ASCII = 127

/** Change of depth by character code: `(` and `{` open, `)` and `}` close. */
const DEPTH = new Int8Array(128)
DEPTH[40] = 1
DEPTH[123] = 1
DEPTH[41] = -1
DEPTH[125] = -1
const BACKTICK = 96

function countOpeners(text: string): {
  readonly openers: number
  readonly deepest: number
  readonly isAscii: boolean
} {
  let openers = 0
  let depth = 0
  let deepest = 0
  let bits = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    bits |= code
    const change = code <= ASCII ? (DEPTH[code] ?? 0) : 0
    if (change > 0 || code === BACKTICK) openers++
    if (change > 0 || depth > 0) depth += change
    if (depth > deepest) deepest = depth
  }
  return { openers, deepest, isAscii: bits <= ASCII }
}

const CLEAN: Prescan = { unparsable: null, nul: false, hiddenAt: -1, lookalikeAt: -1 }

/** Bidi controls, zero-width characters, tag characters, soft hyphen, non-ASCII spaces. */
const HIDDEN = new RegExp(
  [
    '[\\u00A0\\u00AD\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u2000-\\u200C\\u200E\\u200F]',
    '[\\u2028-\\u202F\\u205F-\\u206F\\u3000\\u3164\\uFE00-\\uFE0E\\uFEFF\\uFFA0\\u034F]',
    '[\\u{E0000}-\\u{E01EF}]',
    // A joiner inside an emoji hides nothing.
    '(?<![\\p{Extended_Pictographic}\\uFE0F\\u{1F3FB}-\\u{1F3FF}])\\u200D',
  ].join('|'),
  'u',
)

/** Full-width forms and Cyrillic or Greek letters beside Latin ones. */
const LOOKALIKE =
  /[\uFF01-\uFF5E]|[A-Za-z][\u0391-\u0397\u0399\u039A\u039C-\u039F\u03A1\u03A4\u03A5\u03A7\u03B1\u03B5\u03B9\u03BA\u03BD\u03BF\u03C1\u03C5\u0400-\u052F]|[\u03B1\u03B5\u03B9\u03BA\u03BD\u03BF\u03C1\u03C5\u0400-\u052F][A-Za-z]/
