import type { Messages } from './message-types.ts'

/** Texts of renderer/inbox. */
export const inboxMessages = {} as const satisfies Messages
