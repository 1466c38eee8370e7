import { z } from 'zod'

const id = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w.:-]+$/)

/** Names one session on this machine. */
export const sessionIdSchema = id.brand<'SessionId'>()
export type SessionId = z.infer<typeof sessionIdSchema>

/** Names one tool call of an agent (Claude Code's `tool_use_id`). */
export const callIdSchema = z.string().min(1).max(256).brand<'CallId'>()
export type CallId = z.infer<typeof callIdSchema>

/** Names one durable question to the person. */
export const inboxIdSchema = id.brand<'InboxId'>()
export type InboxId = z.infer<typeof inboxIdSchema>

/** Names one command of a client, so that a repeat takes effect once. */
export const commandIdSchema = id.brand<'CommandId'>()
export type CommandId = z.infer<typeof commandIdSchema>
