import type { Messages } from './message-types.ts'

/** Texts of renderer/sessions/transcript and the composer. */
export const transcriptMessages = {} as const satisfies Messages
