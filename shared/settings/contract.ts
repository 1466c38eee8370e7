import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import { settingsChangeSchema, settingsSchema } from './model.ts'

/** Reading and changing settings. */
export const settingsContract = {
  'settings.get': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    settingsSchema,
  ),
  'settings.change': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    settingsChangeSchema,
    settingsSchema,
  ),
  'settings.changed': event({ role: 'view', wires: local }, settingsSchema),
} as const
