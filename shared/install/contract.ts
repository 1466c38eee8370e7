import { z } from 'zod'
import { local, procedure } from '../rpc/define.ts'
import { commandStandingSchema } from './model.ts'

/** Putting the command on the search path of the person who runs the app, and taking it off. */
export const installContract = {
  'install.status': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    commandStandingSchema,
  ),
  /** Links the executable into a folder of the person; the folder is chosen here, not by the caller. */
  'install.link': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    commandStandingSchema,
  ),
  /** Removes the links that lead to it. */
  'install.unlink': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    commandStandingSchema,
  ),
} as const
