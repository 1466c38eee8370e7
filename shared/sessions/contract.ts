import { z } from 'zod'
import { sessionIdSchema } from '../kit/ids.ts'
import { anywhere, event, local, procedure } from '../rpc/define.ts'
import {
  agentKindSchema,
  agentStatusSchema,
  permissionModeSchema,
  sessionEventSchema,
  sessionSummarySchema,
  unansweredSchema,
} from './model.ts'
import { ringLevelSchema, ringStandingSchema, ringViewSchema } from './ring.ts'

const one = z.object({ sessionId: sessionIdSchema })
const text = z.string().min(1).max(400_000)

/** Journal lines as they cross a wire. */
export const journalledEventSchema = z.intersection(
  z.object({ v: z.literal(1), epoch: z.string(), seq: z.number().int(), at: z.number() }),
  sessionEventSchema,
)

/** Driving sessions; their events come on the topic `session/<id>` under the name `sessions.appended`. */
export const sessionsContract = {
  'sessions.list': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: anywhere },
    z.object({}),
    z.object({ sessions: z.array(sessionSummarySchema) }),
  ),
  'sessions.read': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: anywhere },
    z.object({
      sessionId: sessionIdSchema,
      /** Events with a smaller number only; absent means the newest page. */
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(2_000),
    }),
    z.object({
      epoch: z.string(),
      /** Oldest first; deltas that a finished block replaced are left out. */
      events: z.array(journalledEventSchema),
      firstSeq: z.number().int(),
      lastSeq: z.number().int(),
    }),
  ),
  /** Sessions with a running agent that offline mode cannot hold for certain: it has a login of its own. */
  'sessions.unheld': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    z.object({ sessions: z.array(z.object({ id: sessionIdSchema, title: z.string() })) }),
  ),
  'sessions.start': procedure(
    { kind: 'command', role: 'drive', idempotent: false, wires: local },
    z.object({
      agent: agentKindSchema,
      /** Ignored by the rehearsal, which makes its own scratch folder. */
      workspace: z.string().max(4_096),
      prompt: text,
      model: z.string().max(200).optional(),
      mode: permissionModeSchema.optional(),
      /** Absent means as the settings say for the folder. */
      ring: ringLevelSchema.optional(),
      /** Absent means as the settings say; the rehearsal is always attended. */
      unanswered: unansweredSchema.optional(),
    }),
    sessionSummarySchema,
  ),
  'sessions.send': procedure(
    { kind: 'command', role: 'drive', idempotent: false, wires: anywhere },
    z.object({ sessionId: sessionIdSchema, text }),
    sessionSummarySchema,
  ),
  'sessions.interrupt': procedure(
    { kind: 'command', role: 'drive', idempotent: true, wires: anywhere },
    one,
    sessionSummarySchema,
  ),
  'sessions.stop': procedure(
    { kind: 'command', role: 'drive', idempotent: true, wires: anywhere },
    one,
    sessionSummarySchema,
  ),
  'sessions.setModel': procedure(
    { kind: 'command', role: 'drive', idempotent: true, wires: local },
    z.object({ sessionId: sessionIdSchema, model: z.string().min(1).max(200) }),
    sessionSummarySchema,
  ),
  'sessions.setMode': procedure(
    { kind: 'command', role: 'drive', idempotent: true, wires: local },
    z.object({ sessionId: sessionIdSchema, mode: permissionModeSchema }),
    sessionSummarySchema,
  ),
  /** Whether somebody attends it; null does, minutes say after how many its questions are denied. */
  'sessions.setUnanswered': procedure(
    { kind: 'command', role: 'drive', idempotent: true, wires: local },
    z.object({ sessionId: sessionIdSchema, unanswered: unansweredSchema }),
    sessionSummarySchema,
  ),
  /** Holds from the agent's next start on. */
  'sessions.setRing': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ sessionId: sessionIdSchema, ring: ringLevelSchema }),
    sessionSummarySchema,
  ),
  /** Whether the outer ring can be had, and what an agent in a folder would see. */
  'sessions.ring': procedure(
    { kind: 'query', role: 'drive', idempotent: true, wires: local },
    z.object({ workspace: z.string().max(4_096).optional() }),
    z.object({
      standing: ringStandingSchema,
      /** For the folder; null without one, or where there is no ring. */
      view: ringViewSchema.nullable(),
      /** Why this folder cannot lie in the ring; null where it can. */
      refusal: z.string().nullable(),
    }),
  ),
  /** What held the latest run of a session's agent, as it was laid out for that start. */
  'sessions.held': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    one,
    z.object({ ranIn: ringLevelSchema.nullable(), view: ringViewSchema.nullable() }),
  ),
  'sessions.rename': procedure(
    { kind: 'command', role: 'drive', idempotent: true, wires: local },
    z.object({ sessionId: sessionIdSchema, title: z.string().trim().min(1).max(200) }),
    sessionSummarySchema,
  ),
  'sessions.markRead': procedure(
    { kind: 'command', role: 'view', idempotent: true, wires: anywhere },
    one,
    sessionSummarySchema,
  ),
  'sessions.remove': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    one,
    z.object({ sessionId: sessionIdSchema }),
  ),
  'sessions.checkAgent': procedure(
    { kind: 'query', role: 'drive', idempotent: true, wires: local },
    z.object({ agent: agentKindSchema, workspace: z.string().max(4_096).optional() }),
    agentStatusSchema,
  ),
  'sessions.changed': event({ role: 'view', wires: anywhere }, sessionSummarySchema),
  'sessions.removed': event(
    { role: 'view', wires: anywhere },
    z.object({ sessionId: sessionIdSchema }),
  ),
} as const
