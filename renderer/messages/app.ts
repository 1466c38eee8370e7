import type { Messages } from './message-types.ts'

/** Texts of renderer/app. */
export const appMessages = {} as const satisfies Messages
