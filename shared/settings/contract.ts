import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import {
  entryChangeSchema,
  importPreviewSchema,
  otherFilesSchema,
  settingsChangeSchema,
  settingsSchema,
} from './model.ts'

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
  /** Puts one entry into a setting that holds many, or takes it out; the others stay as they are. */
  'settings.changeEntry': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    entryChangeSchema,
    settingsSchema,
  ),
  /** The settings as one text, to be kept or carried to another machine; holds no secret. */
  'settings.export': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    z.object({ text: z.string() }),
  ),
  /** Says what a text of exported settings would change; changes nothing. */
  'settings.previewImport': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ text: z.string().max(512 * 1024) }),
    importPreviewSchema,
  ),
  'settings.otherFiles': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    otherFilesSchema,
  ),
  'settings.changed': event({ role: 'view', wires: local }, settingsSchema),
} as const
