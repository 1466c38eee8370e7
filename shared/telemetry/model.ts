import { z } from 'zod'

/** Version of what this program would send; a change of the allow-lists raises it, and consent is asked anew. */
export const payloadVersion = 1

/** One answer of the person, as it stands in the history; the newest holds. */
export const consentEntrySchema = z.object({
  at: z.number(),
  /** The version that was answered: of the payload and of the operator's policy. */
  policyVersion: z.string().max(120),
  errors: z.boolean(),
  usage: z.boolean(),
  /** Through what it was answered: a window, the browser, the command. */
  by: z.string().max(80),
  /** Hosts that were named when it was answered; a yes holds for these only. */
  receivers: z.object({ errors: z.string().nullable(), usage: z.string().nullable() }),
})
export type ConsentEntry = z.infer<typeof consentEntrySchema>

/** Why nothing of a kind is sent; null where it is. */
export const holdSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('environment'), variable: z.string() }),
  z.object({ kind: z.literal('no-operator') }),
  z.object({ kind: z.literal('operator-broken'), path: z.string(), problem: z.string() }),
  z.object({ kind: z.literal('no-receiver') }),
  z.object({ kind: z.literal('no-reporter') }),
  z.object({ kind: z.literal('unreadable'), problem: z.string() }),
  z.object({ kind: z.literal('not-asked') }),
  z.object({ kind: z.literal('policy-changed') }),
  z.object({ kind: z.literal('receiver-changed'), before: z.string() }),
  z.object({ kind: z.literal('refused') }),
])
export type Hold = z.infer<typeof holdSchema>

/** Part of the house's snapshot: what the page must know all the time. */
export const telemetryBriefSchema = z.object({
  errors: z.boolean(),
  usage: z.boolean(),
  /** There is a receiver, and the person has not answered for the present version. */
  wantsAnswer: z.boolean(),
})
export type TelemetryBrief = z.infer<typeof telemetryBriefSchema>

/** One request as it went or would go out. */
export const payloadSchema = z.object({
  at: z.number(),
  url: z.string(),
  bytes: z.number().int(),
  /** Exactly the body, byte for byte. */
  body: z.string(),
})
export type Payload = z.infer<typeof payloadSchema>

/** Everything about one kind. */
export const kindStatusSchema = z.object({
  hold: holdSchema.nullable(),
  /** What the person last answered, whatever holds it. */
  answered: z.boolean(),
  /** Host it goes to; null where nobody receives it. */
  receiver: z.string().nullable(),
  /** Days that the receiver keeps it, as the operator states. */
  keptDays: z.number().int(),
  queued: z.number().int(),
  last: payloadSchema.nullable(),
  /** What a report or a count looks like, made just now. */
  sample: payloadSchema,
})
export type KindStatus = z.infer<typeof kindStatusSchema>

/** Who operates the receivers. */
export const operatorStatusSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('broken'), path: z.string(), problem: z.string() }),
  z.object({
    status: z.literal('ok'),
    path: z.string(),
    name: z.string(),
    contact: z.string(),
    policyUrl: z.string(),
  }),
])
export type OperatorStatus = z.infer<typeof operatorStatusSchema>

/** The whole page of telemetry. */
export const telemetryStatusSchema = z.object({
  policyVersion: z.string(),
  operator: operatorStatusSchema,
  errors: kindStatusSchema,
  usage: kindStatusSchema,
  /** Newest first. */
  history: z.array(consentEntrySchema),
  offline: z.boolean(),
  /** Days that what waits is kept here. */
  queueDays: z.number().int(),
})
export type TelemetryStatus = z.infer<typeof telemetryStatusSchema>

/** An error of the page, as data: the parts of its stack, no text of the page. */
export const pageErrorSchema = z.object({
  name: z.string().max(100),
  message: z.string().max(2_000),
  how: z.enum(['error', 'rejection', 'drawing']),
  frames: z
    .array(
      z.object({
        file: z.string().max(300),
        function: z.string().max(200),
        line: z.number().int().nonnegative(),
        column: z.number().int().nonnegative(),
      }),
    )
    .max(50),
})
export type PageError = z.infer<typeof pageErrorSchema>
