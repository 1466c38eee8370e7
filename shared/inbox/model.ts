import { z } from 'zod'
import { grantDraftSchema } from '../bouncer/grants.ts'
import { toolCallSchema, verdictSchema } from '../bouncer/model.ts'
import { callIdSchema, inboxIdSchema, sessionIdSchema } from '../kit/ids.ts'

/** One question of the agent with its choices. */
export const agentQuestionSchema = z.object({
  question: z.string(),
  header: z.string(),
  multiSelect: z.boolean(),
  options: z.array(z.object({ label: z.string(), description: z.string() })),
})
export type AgentQuestion = z.infer<typeof agentQuestionSchema>

/** What is asked; text written by the agent is data and is shown as its words. */
export const inboxBodySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('approval'),
    call: toolCallSchema,
    verdict: verdictSchema,
    /** Audit entry of the verdict. */
    entry: z.number().int().nullable(),
    /** Why the agent's own program asks, when it does on its own account. */
    agentReason: z.string().nullable(),
  }),
  z.object({ kind: z.literal('question'), questions: z.array(agentQuestionSchema) }),
  z.object({ kind: z.literal('plan'), plan: z.string() }),
  /** The agent's own program asks in its terminal, and only there it can be answered. */
  z.object({
    kind: z.literal('at-terminal'),
    tool: z.string(),
    /** Absolute path of the folder that the agent was started in; null where it is not known. */
    folder: z.string().nullable(),
  }),
])
export type InboxBody = z.infer<typeof inboxBodySchema>

/** The person's answer; the first one wins among all windows and devices. */
export const inboxAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('allow'),
    /** What is allowed beyond this one call; absent means once. */
    grant: grantDraftSchema.optional(),
  }),
  z.object({ kind: z.literal('deny'), note: z.string().max(4_000) }),
  z.object({ kind: z.literal('answers'), answers: z.record(z.string(), z.string().max(4_000)) }),
])
export type InboxAnswer = z.infer<typeof inboxAnswerSchema>

/** A durable question to the person. */
export const inboxItemSchema = z.object({
  id: inboxIdSchema,
  sessionId: sessionIdSchema,
  callId: callIdSchema.nullable(),
  createdAt: z.number(),
  body: inboxBodySchema,
  /** Set aside until then (milliseconds since the epoch); the agent keeps waiting. */
  setAsideUntil: z.number().nullable(),
  /** When it is denied unless somebody answers (milliseconds since the epoch); null or absent: never. */
  deadline: z.number().nullable().optional(),
  state: z.discriminatedUnion('status', [
    z.object({ status: z.literal('waiting') }),
    z.object({
      status: z.literal('answered'),
      answer: inboxAnswerSchema,
      by: z.string(),
      at: z.number(),
      /** True once the agent has received it; false makes it a one-use grant for the next run. */
      delivered: z.boolean(),
      /** When the person took an allowance back that no agent had used. */
      takenBackAt: z.number().optional(),
    }),
    z.object({ status: z.literal('withdrawn'), why: z.string(), at: z.number() }),
  ]),
})
export type InboxItem = z.infer<typeof inboxItemSchema>
