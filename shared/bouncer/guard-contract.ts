import { z } from 'zod'
import { local, procedure } from '../rpc/define.ts'
import { awayChoiceSchema, guardStandingSchema } from './terminal-guard.ts'

/** Guarding agents that the person starts in a terminal; the settings that are changed are chosen here, not by the caller. */
export const guardContract = {
  'guard.status': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    guardStandingSchema,
  ),
  /** Puts the hook into the agent's settings, or changes what becomes of calls while no app runs. */
  'guard.install': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ away: awayChoiceSchema.optional() }),
    guardStandingSchema,
  ),
  /** Takes the hook out wherever it was put. */
  'guard.uninstall': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    guardStandingSchema,
  ),
} as const
