import type { ReactElement } from 'react'
import './kbd.css'

export interface KbdProps {
  /** The keys as shown on this platform, in order, each once. */
  keys: readonly string[]
}

/** Draws the keys of a shortcut, one cap each. */
export function Kbd({ keys }: KbdProps): ReactElement {
  return (
    <span className="kbd">
      {keys.map((key) => (
        <kbd className="kbd-key" key={key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}
