import type { Messages } from './message-types.ts'

/** Texts of renderer/audit. */
export const auditMessages = {} as const satisfies Messages
