import { z } from 'zod'
import { auditStatusSchema } from '../audit/model.ts'
import { credentialStatusSchema, credentialStoresSchema } from '../credentials/model.ts'
import { inboxItemSchema } from '../inbox/model.ts'
import { event, local, procedure } from '../rpc/define.ts'
import { cursorSchema } from '../rpc/frames.ts'
import { sessionSummarySchema } from '../sessions/model.ts'
import { settingsSchema } from '../settings/model.ts'
import { telemetryBriefSchema } from '../telemetry/model.ts'

/** Something that happened to this app's own files or house, said once: what happened, what was kept, what to do. */
export const noticeSchema = z.object({
  id: z.string(),
  at: z.number(),
  level: z.enum(['info', 'warning', 'error']),
  /** Which part noticed: `settings`, `sessions`, `audit` … */
  source: z.string(),
  message: z.string(),
})
export type Notice = z.infer<typeof noticeSchema>

/** The whole state of the house at one moment, with the place in the `app` topic where it was taken. */
export const appSnapshotSchema = z.object({
  cursor: cursorSchema,
  version: z.string(),
  host: z.enum(['desktop', 'browser']),
  platform: z.string(),
  home: z.string(),
  settings: settingsSchema,
  sessions: z.array(sessionSummarySchema),
  inbox: z.array(inboxItemSchema),
  audit: auditStatusSchema,
  credentials: z.array(credentialStatusSchema),
  credentialStores: credentialStoresSchema,
  notices: z.array(noticeSchema),
  telemetry: telemetryBriefSchema,
  sentToday: z.object({ bytesOut: z.number(), connections: z.number().int() }),
})
export type AppSnapshot = z.infer<typeof appSnapshotSchema>

/** What concerns the app as a whole. */
export const appContract = {
  'app.snapshot': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    appSnapshotSchema,
  ),
  // Answers at once, so that a page can tell an app that hangs from one that has nothing to say.
  'app.pulse': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    z.object({}),
  ),
  'app.dismissNotice': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ id: z.string().max(80) }),
    z.object({}),
  ),
  // A row of the system's panel or a link leads the window somewhere; it never acts.
  'app.opened': event(
    { role: 'owner' },
    z.object({
      page: z
        .string()
        .regex(/^\/(?!\/)/)
        .max(400),
    }),
  ),
  'app.noticed': event({ role: 'view', wires: local }, noticeSchema),
  'app.noticeDismissed': event({ role: 'view', wires: local }, z.object({ id: z.string() })),
} as const
