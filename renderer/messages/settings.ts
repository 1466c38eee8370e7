import type { Messages } from './message-types.ts'

/** Texts of renderer/settings. */
export const settingsMessages = {} as const satisfies Messages
