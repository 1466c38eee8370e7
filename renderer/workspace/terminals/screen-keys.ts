/** What a key press inside the terminal does for the app; everything else is the program's. */
export type ScreenAction = 'copy' | 'paste' | 'find' | 'app'

/** The parts of a key press that decide. */
export interface ScreenPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const withCommand: Readonly<Record<string, ScreenAction>> = {
  c: 'copy',
  v: 'paste',
  f: 'find',
  j: 'app',
}

/**
 * F6 leaves, Ctrl+Shift with C, V, F and J is ours; on a Mac the command key is, which programs never
 * get. `isSelected`: without a selection there is nothing to copy.
 */
export function screenActionOf(
  press: ScreenPress,
  { isMac, isSelected }: { readonly isMac: boolean; readonly isSelected: boolean },
): ScreenAction | null {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = press
  if (key === 'F6' && !ctrlKey && !altKey && !metaKey) return 'app'
  const isOurs = isMac ? metaKey && !ctrlKey : ctrlKey && shiftKey && !metaKey
  if (!isOurs || altKey) return null
  const action = withCommand[key.toLowerCase()] ?? (isMac ? 'app' : null)
  return action === 'copy' && !isSelected ? null : action
}
