import { brand } from '../brand.ts'

/** Names of the desktop bridge's channels; preload and main agree through this file. */
export const channels = {
  /** Page to main, answered: `(name, input, commandId)`. */
  call: `${brand.command}:call`,
  /** Page to main, unanswered: `(pageId, subscribe or unsubscribe frame)`. */
  follow: `${brand.command}:follow`,
  /** Main to page: `(pageId, event or reset frame)`. */
  stream: `${brand.command}:stream`,
} as const
