import type { Messages } from './message-types.ts'

/** Texts of renderer/privacy. */
export const privacyMessages = {} as const satisfies Messages
