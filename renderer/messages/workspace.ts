import type { Messages } from './message-types.ts'

/** Texts of renderer/workspace. */
export const workspaceMessages = {} as const satisfies Messages
