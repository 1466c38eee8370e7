/** What a key press of the whole window does. */
export type ShortcutAction =
  | 'new-session'
  | 'next-waiting'
  | 'settings'
  | 'terminal'
  | 'sidebar'
  | 'next-region'
  | 'previous-region'
  | 'next-row'
  | 'previous-row'
  | 'sheet'
  | 'leave'

/** The parts of a key press that decide. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const withCommand: Readonly<Record<string, ShortcutAction>> = {
  n: 'new-session',
  b: 'sidebar',
  j: 'terminal',
  ',': 'settings',
}

function commandAction({ key, shiftKey, altKey }: KeyPress): ShortcutAction | null {
  if (altKey) return null
  if (shiftKey) return key.toLowerCase() === 'j' ? 'next-waiting' : null
  return withCommand[key.toLowerCase()] ?? null
}

function plainAction(press: KeyPress, isTyping: boolean): ShortcutAction | null {
  if (press.key === 'F6') return press.shiftKey ? 'previous-region' : 'next-region'
  if (isTyping || press.altKey) return null
  if (press.key === '?') return 'sheet'
  return press.key === 'Escape' ? 'leave' : null
}

/** What a key press means; null when it is not ours. `isTyping`: focus is in a text field. */
export function shortcutOf(press: KeyPress, isTyping: boolean): ShortcutAction | null {
  if (press.ctrlKey || press.metaKey) return commandAction(press)
  if (press.altKey && press.key === 'ArrowDown') return 'next-row'
  if (press.altKey && press.key === 'ArrowUp') return 'previous-row'
  return plainAction(press, isTyping)
}

/** The keys of a command as this platform shows them. */
export function commandKeys(platform: string, ...keys: readonly string[]): string[] {
  const names = platform === 'darwin' ? { Shift: '⇧', Alt: '⌥' } : {}
  const shown = keys.map((key) => (names as Readonly<Record<string, string>>)[key] ?? key)
  return [platform === 'darwin' ? '⌘' : 'Ctrl', ...shown]
}
