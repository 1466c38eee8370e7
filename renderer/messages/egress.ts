import type { Messages } from './message-types.ts'

/** Texts of renderer/egress. */
export const egressMessages = {} as const satisfies Messages
