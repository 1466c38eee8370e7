import { z } from 'zod'
import { inboxIdSchema } from '../kit/ids.ts'
import { anywhere, event, procedure } from '../rpc/define.ts'
import { inboxAnswerSchema, inboxItemSchema } from './model.ts'

/** What clients may do with questions. */
export const inboxContract = {
  'inbox.list': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: anywhere },
    z.object({}),
    z.object({ items: z.array(inboxItemSchema) }),
  ),
  'inbox.answer': procedure(
    { kind: 'command', role: 'approve', idempotent: true, wires: anywhere },
    z.object({ id: inboxIdSchema, answer: inboxAnswerSchema }),
    inboxItemSchema,
  ),
  'inbox.setAside': procedure(
    { kind: 'command', role: 'approve', idempotent: true, wires: anywhere },
    z.object({ id: inboxIdSchema, until: z.number().nullable() }),
    inboxItemSchema,
  ),
  'inbox.changed': event({ role: 'view', wires: anywhere }, inboxItemSchema),
} as const
