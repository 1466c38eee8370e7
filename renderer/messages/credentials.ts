import type { Messages } from './message-types.ts'

/** Texts of renderer/credentials. */
export const credentialsMessages = {} as const satisfies Messages
