import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import {
  credentialNameSchema,
  credentialStatusSchema,
  credentialStoresSchema,
  credentialTestSchema,
} from './model.ts'

const passphrase = z.object({ passphrase: z.string().min(1).max(1_024) })

/** Storing, testing and removing secrets; no procedure ever returns one. */
export const credentialsContract = {
  'credentials.list': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    z.object({ credentials: z.array(credentialStatusSchema), stores: credentialStoresSchema }),
  ),
  'credentials.store': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({
      name: credentialNameSchema,
      secret: z.string().min(1).max(4_096),
      /** Asks the service first; a key that it refuses does not replace the present one. */
      testFirst: z.boolean(),
    }),
    credentialStatusSchema,
  ),
  'credentials.test': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ name: credentialNameSchema }),
    credentialTestSchema,
  ),
  'credentials.remove': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ name: credentialNameSchema }),
    credentialStatusSchema,
  ),
  /** Makes the sealed file and moves what is in memory only into it. */
  'credentials.makeFile': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    passphrase,
    credentialStoresSchema,
  ),
  'credentials.openFile': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    passphrase,
    credentialStoresSchema,
  ),
  'credentials.closeFile': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    credentialStoresSchema,
  ),
  /** Removes the file with everything in it. */
  'credentials.removeFile': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    credentialStoresSchema,
  ),
  'credentials.changed': event({ role: 'owner', wires: local }, credentialStatusSchema),
  'credentials.storesChanged': event({ role: 'owner', wires: local }, credentialStoresSchema),
} as const
