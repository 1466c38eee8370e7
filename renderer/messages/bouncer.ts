import type { Messages } from './message-types.ts'

/** Texts of renderer/bouncer. */
export const bouncerMessages = {} as const satisfies Messages
