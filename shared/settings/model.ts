import { z } from 'zod'
import { permissionModeSchema } from '../sessions/model.ts'

/** Everything a person can set on this machine; each has an effect and a default. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'normal', 'comfortable']),
  /** Who pays for Claude Code: its own login, or the stored API key. */
  purse: z.enum(['own-login', 'api-key']),
  /** Absolute path of the `claude` to use; empty means the first one on PATH. */
  claudePath: z.string().max(4_096),
  /** Model for new sessions; empty means the agent's own choice. */
  model: z.string().max(200),
  mode: permissionModeSchema,
  /** Days the audit is kept; null keeps all. */
  auditRetentionDays: z.number().int().min(1).max(3_650).nullable(),
  /** Nothing leaves through this app while it is true; agents with a login of their own are not held by it. */
  offline: z.boolean(),
  /** False until the person has seen the first page once. */
  welcomed: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

/** Settings of a fresh home. */
export const defaultSettings: Settings = {
  theme: 'system',
  density: 'normal',
  purse: 'own-login',
  claudePath: '',
  model: '',
  mode: 'default',
  auditRetentionDays: null,
  offline: false,
  welcomed: false,
}

/** Any part of the settings, to be laid over the present ones. */
export const settingsChangeSchema = settingsSchema.partial().strict()
export type SettingsChange = z.infer<typeof settingsChangeSchema>
