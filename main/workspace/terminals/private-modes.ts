/** Modes that a program switches on for the whole screen, and that a page which joins late must know. */
export interface PrivateModes {
  /** Follows the next piece of output; a sequence may be cut anywhere. */
  take(text: string): void
  /** What brings a fresh terminal into the same modes. */
  sequence(): string
}

/** DECSET modes that outlive the output that set them: keys, mouse, wrapping, cursor, other screen, pasting. */
const followed = new Set([
  ...['1', '7', '9', '25', '45', '47', '1000', '1002', '1003', '1004', '1005', '1006', '1007'],
  ...['1015', '1016', '1047', '1049', '2004'],
])
/** On in a fresh terminal. */
const initiallyOn = new Set(['7', '25', '1007'])
/** ECMA-48 and DEC: `ESC [ ? Pm h` sets, `l` resets; `ESC c` starts over. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what is looked for
const changes = /\x1b(?:c|\[!p|\[\?([\d;]{1,64})([hl]))/g
const longestTail = 72

/** Starts with the modes of a fresh terminal. */
export function createPrivateModes(): PrivateModes {
  const changed = new Map<string, boolean>()
  let tail = ''
  const apply = (numbers: string, isOn: boolean) => {
    for (const mode of numbers.split(';')) {
      if (!followed.has(mode)) continue
      changed.delete(mode)
      if (isOn !== initiallyOn.has(mode)) changed.set(mode, isOn)
    }
  }
  return {
    take(text) {
      const whole = tail + text
      let end = 0
      for (const match of whole.matchAll(changes)) {
        end = match.index + match[0].length
        if (match[1] === undefined) changed.clear()
        else apply(match[1], match[2] === 'h')
      }
      const cut = whole.lastIndexOf('\x1b')
      tail = cut >= end && whole.length - cut <= longestTail ? whole.slice(cut) : ''
    },
    sequence: () => [...changed].map(([mode, isOn]) => `\x1b[?${mode}${isOn ? 'h' : 'l'}`).join(''),
  }
}
