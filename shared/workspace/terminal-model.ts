import { z } from 'zod'
import { sessionIdSchema } from '../kit/ids.ts'

/** Names one terminal of this run of the app. */
export const terminalIdSchema = z
  .string()
  .max(64)
  .regex(/^[\w-]+$/)
  .brand<'TerminalId'>()
export type TerminalId = z.infer<typeof terminalIdSchema>

/** What runs in a terminal: the person's own shell, or the agent's program as they would type it. */
export const terminalRunSchema = z.enum(['shell', 'claude'])
export type TerminalRun = z.infer<typeof terminalRunSchema>

/** Who pays for what an agent in a terminal does, as far as its program says. */
export const purseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('subscription'), plan: z.string().nullable() }),
  /** A key that the program itself knows; the app's own is never handed to it. */
  z.object({ kind: z.literal('api-key'), source: z.string().nullable() }),
  z.object({ kind: z.literal('other'), method: z.string() }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('unknown') }),
])
export type Purse = z.infer<typeof purseSchema>

/** How an agent in a terminal is guarded; a shell is not. */
export const terminalGuardSchema = z.object({
  /** When its hook first reported (milliseconds since the epoch); null until then. */
  since: z.number().nullable(),
  purse: purseSchema,
  /** Under which its calls stand in the record; a new conversation in the same terminal adds one. */
  sessions: z.array(sessionIdSchema),
})

/** Columns and rows that a terminal may have. */
export const terminalSizeSchema = z.object({
  cols: z.number().int().min(2).max(500),
  rows: z.number().int().min(1).max(300),
})
export type TerminalSize = z.infer<typeof terminalSizeSchema>

/** One terminal. */
export const terminalSchema = terminalSizeSchema.extend({
  id: terminalIdSchema,
  /** Absolute, links resolved. */
  folder: z.string(),
  run: terminalRunSchema,
  /** Absolute path of what was started. */
  program: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  state: z.discriminatedUnion('status', [
    z.object({ status: z.literal('running') }),
    z.object({
      status: z.literal('ended'),
      /** Null where a signal ended it. */
      code: z.number().int().nullable(),
      signal: z.number().int().nullable(),
      at: z.number(),
    }),
  ]),
  guard: terminalGuardSchema.nullable(),
})
export type Terminal = z.infer<typeof terminalSchema>

/** What an event of the topic `terminal/<id>` carries. */
export const printedSchema = z.object({
  /** As the program wrote it; data, never a command to us. */
  text: z.string(),
  /** Characters printed since the start, these included. */
  total: z.number().int(),
})
export type Printed = z.infer<typeof printedSchema>
