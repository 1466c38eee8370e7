import { z } from 'zod'
import { local, procedure } from '../rpc/define.ts'
import { aiStatusSchema, aiTestSchema } from './ai-status.ts'

/** What clients may ask about the AI layer; it is switched by the settings. */
export const aiContract = {
  'bouncer.aiStatus': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    aiStatusSchema,
  ),
  /** Sends a made-up call to the chosen provider. */
  'bouncer.testAi': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    aiTestSchema,
  ),
} as const
