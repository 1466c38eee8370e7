import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import { credentialNameSchema, credentialStatusSchema } from './model.ts'

/** Storing and removing secrets; no procedure ever returns one. */
export const credentialsContract = {
  'credentials.list': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    z.object({ credentials: z.array(credentialStatusSchema) }),
  ),
  'credentials.store': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ name: credentialNameSchema, secret: z.string().min(1).max(4_096) }),
    credentialStatusSchema,
  ),
  'credentials.remove': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ name: credentialNameSchema }),
    credentialStatusSchema,
  ),
  'credentials.changed': event({ role: 'owner', wires: local }, credentialStatusSchema),
} as const
