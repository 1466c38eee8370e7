import { z } from 'zod'
import { aiAddressFault } from '../bouncer/ai-address.ts'
import { packNames } from '../bouncer/packs.ts'
import { permissionModeSchema, unansweredSchema } from '../sessions/model.ts'
import { letThroughListSchema, letThroughSchema, ringLevelSchema } from '../sessions/ring.ts'

/** Folders that can have settings of their own. */
export const mostProjects = 500

/** Rule sets that may be switched on at once. */
export const mostPacks = 64

/** What one folder has otherwise than the rest of the machine; absent means as everywhere. */
export const projectSettingsSchema = z
  .object({
    purse: z.enum(['own-login', 'api-key']),
    model: z.string().max(200),
    mode: permissionModeSchema,
    ring: ringLevelSchema,
  })
  .partial()
  .strict()
export type ProjectSettings = z.infer<typeof projectSettingsSchema>

const retentionDaysSchema = z.number().int().min(1).max(3_650).nullable()
const megabytesSchema = z.number().int().min(0).max(1_000_000)

/** The least that a limit leaves of the audit, in megabytes: two of its files. */
export const leastRecordMegabytes = 32

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
  /** Whether new sessions run in the outer ring. */
  ring: ringLevelSchema,
  /** What agents in the ring may see or change beyond their project. */
  ringLetThrough: letThroughListSchema,
  /**
   * What new sessions begin with, and those from before they had the choice: minutes after which a
   * question that nobody answered is denied, which makes them unattended; null lets it wait.
   */
  unansweredMinutes: unansweredSchema,
  /** Days the audit is kept; null keeps all. */
  auditRetentionDays: retentionDaysSchema,
  /** Megabytes the audit may take; the oldest files go first. Null means any number. */
  auditRetentionMegabytes: z.number().int().min(leastRecordMegabytes).max(1_000_000).nullable(),
  /** Days after its last use that a session is kept; null keeps all. */
  sessionRetentionDays: retentionDaysSchema,
  /** Days after it was settled that a question is kept; null keeps all. */
  inboxRetentionDays: retentionDaysSchema,
  /** Days a copy of what an approved call destroyed is kept; null keeps what fits. */
  undoRetentionDays: retentionDaysSchema,
  /** Largest copy of what one call destroys, in megabytes; 0 keeps none. */
  undoCallMegabytes: megabytesSchema,
  /** What all copies may take, in megabytes; the oldest go first, none in its first day. */
  undoTotalMegabytes: megabytesSchema,
  /** Days an entry of the egress ledger is kept; null keeps what fits. */
  ledgerRetentionDays: retentionDaysSchema,
  /** Days a line of the program's own log is kept; null keeps what fits. */
  logRetentionDays: retentionDaysSchema,
  /** Days that damaged files which were set aside and other leftovers are kept; null keeps all. */
  leftoverRetentionDays: retentionDaysSchema,
  /** Days the oldest file in the caches of the desktop window may have; then they are emptied. Null keeps them. */
  cacheRetentionDays: retentionDaysSchema,
  /** Rule sets that come with the app and are switched on; they only tighten. */
  packs: z.array(z.string().max(80)).max(mostPacks),
  /** Who may answer questions of rules in the person's place; nobody while it is off, and nothing is sent. */
  aiProvider: z.enum(['off', 'anthropic', 'claude', 'local']),
  /** Model that thinks; empty means the provider's usual one. */
  aiModel: z.string().max(200),
  /** Model that is asked first, a small one; empty means the provider's usual one. */
  aiFirstModel: z.string().max(200),
  /** Address of a server with an interface like OpenAI's, up to its version; without a login in it. */
  aiAddress: z
    .string()
    .max(2_000)
    .refine((address) => aiAddressFault(address) === null),
  /** Nothing leaves through this app while it is true; agents with a login of their own do not start. */
  offline: z.boolean(),
  /** By the absolute path of the folder. */
  projects: z
    .record(z.string().max(4_096), projectSettingsSchema)
    .refine((projects) => Object.keys(projects).length <= mostProjects),
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
  ring: 'off',
  ringLetThrough: [],
  unansweredMinutes: null,
  auditRetentionDays: null,
  auditRetentionMegabytes: null,
  sessionRetentionDays: null,
  inboxRetentionDays: 7,
  undoRetentionDays: 30,
  undoCallMegabytes: 500,
  undoTotalMegabytes: 5_000,
  ledgerRetentionDays: 365,
  logRetentionDays: 30,
  leftoverRetentionDays: 30,
  cacheRetentionDays: 30,
  packs: [],
  aiProvider: 'off',
  aiModel: '',
  aiFirstModel: '',
  aiAddress: 'http://127.0.0.1:11434/v1',
  offline: false,
  projects: {},
  welcomed: false,
}

/** Whether a setting stands at its default. */
export function isAtDefault(settings: Settings, key: keyof Settings): boolean {
  return JSON.stringify(settings[key]) === JSON.stringify(defaultSettings[key])
}

/** Settings that belong to one machine: exports do not carry them, imports leave them out. */
export const machineSettings = [
  'welcomed',
  'claudePath',
  // What is sent to whom is chosen on the machine that sends it, after reading what that is.
  'aiProvider',
  'aiModel',
  'aiFirstModel',
  'aiAddress',
  'projects',
  'ringLetThrough',
] as const satisfies readonly (keyof Settings)[]

/** Any part of the settings, to be laid over the present ones. */
export const settingsChangeSchema = settingsSchema.partial().strict()
export type SettingsChange = z.infer<typeof settingsChangeSchema>

/** One entry of a setting that holds many, so that what two clients change at once holds; null takes it out. */
export const entryChangeSchema = z.discriminatedUnion('list', [
  z.object({
    list: z.literal('projects'),
    path: z.string().min(1).max(4_096),
    own: projectSettingsSchema.nullable(),
  }),
  z.object({ list: z.literal('packs'), name: z.enum(packNames), isOn: z.boolean() }),
  z.object({
    list: z.literal('ringLetThrough'),
    path: letThroughSchema.shape.path,
    access: letThroughSchema.shape.access.nullable(),
  }),
])
export type EntryChange = z.infer<typeof entryChangeSchema>

/** The settings as they hold for sessions in a folder. */
export function settingsFor(settings: Settings, workspace: string): Settings {
  const own = Object.hasOwn(settings.projects, workspace) ? settings.projects[workspace] : undefined
  const { purse = settings.purse, model = settings.model, mode = settings.mode } = own ?? {}
  return { ...settings, purse, model, mode, ring: own?.ring ?? settings.ring }
}

/** What a text of exported settings would change here, and what of it would not be taken. */
export const importPreviewSchema = z.object({
  change: settingsChangeSchema,
  /** Names in it that are none of ours or have a value that does not fit, with where it stands. */
  refused: z.array(z.string()),
  /** Settings in it that belong to the machine it was made on. */
  leftOut: z.array(z.string()),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

/** Files of another program in this home, which are left alone, and what of its settings could hold here. */
export const otherFilesSchema = z.object({
  files: z.array(z.string()),
  importable: settingsChangeSchema,
})
export type OtherFiles = z.infer<typeof otherFilesSchema>
