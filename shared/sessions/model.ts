import { z } from 'zod'
import { decisionSchema, effectSchema, layerSchema, spanSchema } from '../bouncer/model.ts'
import { callIdSchema, inboxIdSchema, sessionIdSchema } from '../kit/ids.ts'
import { ringLevelSchema, ringViewSchema } from './ring.ts'

/** Which program does the work; `rehearsal` is scripted and says so. */
export const agentKindSchema = z.enum(['claude-code', 'rehearsal'])
export type AgentKind = z.infer<typeof agentKindSchema>

/** How freely the agent works between questions; the Bouncer judges every call in each of them. */
export const permissionModeSchema = z.enum(['default', 'acceptEdits', 'plan'])
export type PermissionMode = z.infer<typeof permissionModeSchema>

/** Who pays for the model: a key of the person, the login of the agent's own program, or nobody (rehearsal). */
export const purseSchema = z.enum(['api-key', 'own-login', 'none'])
export type Purse = z.infer<typeof purseSchema>

/**
 * Minutes after which a question that nobody answered is denied in an unattended session; null in an
 * attended one, whose questions wait for good. Absent in sessions from before they had the choice: as
 * the settings say.
 */
export const unansweredSchema = z.number().int().min(1).max(10_080).nullable()
export type Unanswered = z.infer<typeof unansweredSchema>

/** Whether the agent program on this machine can be used, and if not, which of the known ways it fails. */
export const agentStatusSchema = z.object({
  kind: agentKindSchema,
  state: z.enum(['ready', 'missing', 'old', 'broken', 'inside-workspace']),
  version: z.string().nullable(),
  path: z.string().nullable(),
  /** Whether the program reports a login of its own; `unknown` when it cannot be told without a call. */
  login: z.enum(['yes', 'no', 'unknown']),
  /** What to do, as one sentence; empty when ready. */
  advice: z.string(),
  /** A command the person can copy, where one helps. */
  command: z.string().nullable(),
})
export type AgentStatus = z.infer<typeof agentStatusSchema>

/** Tokens of one turn. */
export const usageSchema = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cacheReadTokens: z.number(),
  cacheWriteTokens: z.number(),
})
export type Usage = z.infer<typeof usageSchema>

/** Why a turn ended. */
export const turnOutcomeSchema = z.enum(['completed', 'interrupted', 'failed', 'limit'])

/** Everything that happens in a session, as it stands in the journal. */
export const sessionEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('created'),
    agent: agentKindSchema,
    workspace: z.string(),
    title: z.string(),
    model: z.string().nullable(),
    mode: permissionModeSchema,
    purse: purseSchema,
    /** Absent in sessions from before there was a ring: without. */
    ring: ringLevelSchema.optional(),
    unanswered: unansweredSchema.optional(),
  }),
  z.object({ kind: z.literal('renamed'), title: z.string() }),
  z.object({
    kind: z.literal('prompted'),
    promptId: z.string(),
    text: z.string(),
    by: z.string(),
    /** The app wrote it, to tell an agent of an answer; absent for what a person wrote. */
    origin: z.literal('answer').optional(),
  }),
  z.object({
    kind: z.literal('agent-started'),
    version: z.string().nullable(),
    agentSessionId: z.string(),
    resumed: z.boolean(),
    model: z.string().nullable(),
    /** What the agent sees of the machine in this run; absent or null for a run without the ring. */
    ring: ringViewSchema.nullable().optional(),
  }),
  z.object({ kind: z.literal('turn-started'), promptId: z.string().nullable() }),
  z.object({
    kind: z.literal('text-delta'),
    blockId: z.string(),
    text: z.string(),
    parentCallId: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('text'),
    blockId: z.string(),
    text: z.string(),
    parentCallId: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('thinking-delta'),
    blockId: z.string(),
    text: z.string(),
    parentCallId: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('thinking'),
    blockId: z.string(),
    text: z.string(),
    durationMs: z.number().nullable(),
    parentCallId: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('tool-called'),
    callId: callIdSchema,
    tool: z.string(),
    input: z.record(z.string(), z.unknown()),
    parentCallId: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('decided'),
    callId: callIdSchema,
    decision: decisionSchema,
    layer: layerSchema,
    rules: z.array(z.string()),
    reason: z.string(),
    explanation: z.array(z.string()),
    effects: z.array(effectSchema),
    spans: z.array(spanSchema),
    rewrite: z.string().optional(),
    /** Entry number in the audit; null when it could not be written. */
    entry: z.number().int().nullable(),
    latencyUs: z.number().int(),
  }),
  z.object({
    kind: z.literal('asked'),
    inboxId: inboxIdSchema,
    question: z.enum(['approval', 'question', 'plan']),
    callId: callIdSchema.nullable(),
  }),
  z.object({
    kind: z.literal('answered'),
    inboxId: inboxIdSchema,
    callId: callIdSchema.nullable(),
    outcome: z.enum(['allowed', 'denied', 'answered', 'withdrawn']),
    note: z.string().optional(),
    by: z.string(),
  }),
  z.object({
    kind: z.literal('tool-finished'),
    callId: callIdSchema,
    isError: z.boolean(),
    /** Output as text, cut at 200,000 characters. */
    output: z.string(),
    cut: z.boolean(),
    /** Lines added and removed, for file tools that say so. */
    changed: z.object({ added: z.number(), removed: z.number() }).nullable(),
    /** True for a call of the rehearsal that was judged and never carried out. */
    onlyJudged: z.boolean().optional(),
    durationMs: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('retrying'),
    attempt: z.number(),
    maxAttempts: z.number(),
    status: z.number().nullable(),
    problem: z.string(),
    delayMs: z.number(),
  }),
  z.object({
    kind: z.literal('turn-ended'),
    outcome: turnOutcomeSchema,
    /** Failure code of shared/sessions/errors.ts with its sentence, when failed. */
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    usage: usageSchema.nullable(),
    /** Cost of this turn in US dollars as the agent reports it; null when it reports none. */
    costUsd: z.number().nullable(),
    durationMs: z.number(),
  }),
  /** The person has looked at what came last. */
  z.object({ kind: z.literal('seen') }),
  z.object({ kind: z.literal('mode-changed'), mode: permissionModeSchema }),
  z.object({ kind: z.literal('model-changed'), model: z.string() }),
  /** Holds at once, for questions that wait already too. */
  z.object({ kind: z.literal('attendance-changed'), unanswered: unansweredSchema, by: z.string() }),
  /** Holds from the agent's next start on. */
  z.object({ kind: z.literal('ring-changed'), ring: ringLevelSchema, by: z.string() }),
  z.object({
    kind: z.literal('agent-exited'),
    code: z.number().nullable(),
    signal: z.string().nullable(),
    expected: z.boolean(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  z.object({
    kind: z.literal('noticed'),
    level: z.enum(['info', 'warning', 'error']),
    code: z.string(),
    message: z.string(),
  }),
])
export type SessionEvent = z.infer<typeof sessionEventSchema>
export type SessionEventKind = SessionEvent['kind']

/** A journal line: the event with its numbers. */
export type JournalledEvent = SessionEvent & {
  readonly v: 1
  readonly epoch: string
  readonly seq: number
  readonly at: number
}

/** What a session is doing, for its mark: shape first. */
export const sessionStateSchema = z.enum([
  'starting',
  'working',
  'waiting',
  'idle',
  'finished',
  'stopped',
  'broke',
])
export type SessionState = z.infer<typeof sessionStateSchema>

/** One row of the session list. */
export const sessionSummarySchema = z.object({
  id: sessionIdSchema,
  title: z.string(),
  agent: agentKindSchema,
  workspace: z.string(),
  /** Whether the workspace folder still exists. */
  workspaceMissing: z.boolean(),
  state: sessionStateSchema,
  /** Finished or broke since the person last opened it. */
  unread: z.boolean(),
  /** What it does now or why it stopped, one line; empty when idle. */
  action: z.string(),
  waiting: z.number().int(),
  model: z.string().nullable(),
  mode: permissionModeSchema,
  purse: purseSchema,
  /** How the agent is to be held at its next start. */
  ring: ringLevelSchema,
  unanswered: unansweredSchema.optional(),
  /** How the latest run of the agent was held; null before the first. */
  ranIn: ringLevelSchema.nullable(),
  turns: z.number().int(),
  usage: usageSchema,
  costUsd: z.number(),
  createdAt: z.number(),
  lastAt: z.number(),
  epoch: z.string(),
  lastSeq: z.number().int(),
})
export type SessionSummary = z.infer<typeof sessionSummarySchema>
