import type { Messages } from './message-types.ts'

/** Texts of renderer/sessions. */
export const sessionsMessages = {} as const satisfies Messages
