import { z } from 'zod'
import { failureSchema } from '../kit/failure.ts'
import { commandIdSchema } from '../kit/ids.ts'

/** A place in a numbered stream; a client that resumes names the last event it holds. */
export const cursorSchema = z.object({
  /** Changes when numbers start anew; a cursor of another epoch is worthless. */
  epoch: z.string().max(64),
  seq: z.number().int().nonnegative(),
})
export type Cursor = z.infer<typeof cursorSchema>

/** A stream that clients subscribe to: `app`, `session/<id>` or `terminal/<id>`. */
export const topicSchema = z
  .string()
  .max(160)
  .regex(/^(app|session\/[\w.:-]+|terminal\/[\w-]+)$/)
export type Topic = z.infer<typeof topicSchema>

/** What a client writes; every call carries the id under which it takes effect once. */
export const clientFrameSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    id: commandIdSchema,
    procedure: z.string().max(80),
    input: z.unknown(),
  }),
  z.object({ kind: z.literal('subscribe'), topic: topicSchema, after: cursorSchema.nullable() }),
  z.object({ kind: z.literal('unsubscribe'), topic: topicSchema }),
])
export type ClientFrame = z.infer<typeof clientFrameSchema>

/** The answer to one call. */
export const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: failureSchema }),
])
export type Outcome = z.infer<typeof outcomeSchema>

/** What the server writes: answers, numbered events, and `reset` where a stream cannot go on without a gap. */
export const serverFrameSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('result'), id: commandIdSchema, outcome: outcomeSchema }),
  z.object({
    kind: z.literal('event'),
    topic: topicSchema,
    epoch: z.string(),
    seq: z.number().int(),
    name: z.string(),
    payload: z.unknown(),
  }),
  z.object({ kind: z.literal('reset'), topic: topicSchema, epoch: z.string() }),
])
export type ServerFrame = z.infer<typeof serverFrameSchema>

/** One event or reset of a topic, as a subscriber sees it. */
export type StreamFrame = Extract<ServerFrame, { kind: 'event' | 'reset' }>
