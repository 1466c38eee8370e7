import type { Settings } from '../../shared/settings/model.ts'
import { type MessageKey, t } from '../messages/index.ts'

/** One of the things that a person can set. */
export type SettingKey = keyof Settings

const titles = {
  theme: 'appearance.theme',
  density: 'appearance.density',
  purse: 'agent-settings.purse',
  claudePath: 'agent-settings.path',
  model: 'agent-settings.model',
  mode: 'agent-settings.mode',
  ring: 'ring.setting',
  ringLetThrough: 'ring.let-through',
  unansweredMinutes: 'agent-settings.unanswered',
  auditRetentionDays: 'record.keep',
  auditRetentionMegabytes: 'record.limit',
  sessionRetentionDays: 'privacy.keep-sessions',
  inboxRetentionDays: 'privacy.keep-questions',
  undoRetentionDays: 'privacy.keep-copies',
  undoCallMegabytes: 'privacy.copy-size',
  undoTotalMegabytes: 'privacy.copies-size',
  ledgerRetentionDays: 'privacy.keep-ledger',
  logRetentionDays: 'privacy.keep-log',
  leftoverRetentionDays: 'privacy.keep-leftovers',
  cacheRetentionDays: 'privacy.keep-caches',
  packs: 'packs.title',
  aiProvider: 'ai.provider',
  aiModel: 'ai.model',
  aiFirstModel: 'ai.first-model',
  aiAddress: 'ai.address',
  offline: 'egress.offline',
  projects: 'machine.folders',
  welcomed: 'rows.welcomed',
} as const satisfies Readonly<Record<SettingKey, MessageKey>>

const pageOf = {
  auditRetentionDays: 'settings.section-record',
  auditRetentionMegabytes: 'settings.section-record',
  sessionRetentionDays: 'privacy.retention',
  inboxRetentionDays: 'privacy.retention',
  undoRetentionDays: 'privacy.retention',
  undoCallMegabytes: 'privacy.retention',
  undoTotalMegabytes: 'privacy.retention',
  ledgerRetentionDays: 'privacy.retention',
  logRetentionDays: 'privacy.retention',
  leftoverRetentionDays: 'privacy.retention',
  cacheRetentionDays: 'privacy.retention',
} as const satisfies Partial<Record<SettingKey, MessageKey>>

/** A setting as its row calls it, away from its page; a name that is none of ours stays as it is. */
export function settingTitle(key: string): string {
  const title = Object.hasOwn(titles, key) ? t(titles[key as SettingKey]) : key
  return Object.hasOwn(pageOf, key) ? `${t(pageOf[key as keyof typeof pageOf])}, ${title}` : title
}

const rows = {
  theme: 'theme',
  density: 'density',
  purse: 'purse',
  mode: 'mode',
  model: 'model',
  ring: 'ring',
  'ring-let-through': 'ringLetThrough',
  unanswered: 'unansweredMinutes',
  'ai-provider': 'aiProvider',
  'ai-model': 'aiModel',
  'ai-first-model': 'aiFirstModel',
  'ai-address': 'aiAddress',
  path: 'claudePath',
  'keep-record': 'auditRetentionDays',
  'limit-record': 'auditRetentionMegabytes',
  'keep-sessions': 'sessionRetentionDays',
  'keep-questions': 'inboxRetentionDays',
  'keep-copies': 'undoRetentionDays',
  'copy-size': 'undoCallMegabytes',
  'copies-size': 'undoTotalMegabytes',
  'keep-ledger': 'ledgerRetentionDays',
  'keep-log': 'logRetentionDays',
  'keep-leftovers': 'leftoverRetentionDays',
  'keep-caches': 'cacheRetentionDays',
  offline: 'offline',
  folders: 'projects',
} as const satisfies Readonly<Record<string, SettingKey>>

/** The setting that a row of the pages shows (`data-setting`); null where the row is none. */
export function settingOfRow(name: string): SettingKey | null {
  return Object.hasOwn(rows, name) ? rows[name as keyof typeof rows] : null
}

/** The value of a setting as its control says it. */
export function valueWords<K extends SettingKey>(key: K, settings: Pick<Settings, K>): string {
  const value: Settings[SettingKey] = settings[key]
  if (key === 'unansweredMinutes') return limitWords(settings[key] as number | null)
  if (value === null) return noneWords(key)
  if (typeof value === 'number') return t(unitOf(key), { count: value })
  if (typeof value === 'boolean') return value ? t('rows.on') : t('rows.off')
  if (key === 'ringLetThrough') return letThroughWords(settings[key] as Settings['ringLetThrough'])
  if (Array.isArray(value)) return value.length === 0 ? t('packs.none') : value.join(', ')
  if (typeof value === 'object') return t('rows.folders', { count: Object.keys(value).length })
  return textWords(key, value)
}

function noneWords(key: SettingKey): string {
  return t(key === 'auditRetentionMegabytes' ? 'record.no-limit' : 'record.keep-all')
}

function letThroughWords({ length }: Settings['ringLetThrough']): string {
  return length === 0 ? t('ring.let-through-none') : t('ring.let-through-count', { count: length })
}

const limits = [null, 10, 60, 480] as const satisfies readonly Settings['unansweredMinutes'][]

/** How long a question may wait, to choose from, with a value that was set elsewhere. */
export function unansweredLimits(
  own: Settings['unansweredMinutes'],
): readonly Settings['unansweredMinutes'][] {
  return limits.some((one) => one === own) ? limits : [...limits, own]
}

/** How long a question waits, in words. */
export function limitWords(minutes: number | null): string {
  if (minutes === null) return t('agent-settings.unanswered-wait')
  const isHours = minutes % 60 === 0
  return isHours
    ? t('agent-settings.unanswered-hours', { count: minutes / 60 })
    : t('agent-settings.unanswered-minutes', { count: minutes })
}

function unitOf(key: SettingKey): 'rows.days' | 'rows.megabytes' {
  return key.endsWith('Megabytes') ? 'rows.megabytes' : 'rows.days'
}

function textWords(key: SettingKey, value: string): string {
  const spoken = spokenValues.find(([of, one]) => of === key && one === value)
  if (spoken) return t(spoken[2])
  if (value !== '') return value
  return Object.hasOwn(emptyWords, key)
    ? t(emptyWords[key as keyof typeof emptyWords])
    : t('rows.model-default')
}

/** What an empty text stands for. */
const emptyWords = {
  claudePath: 'rows.path-default',
  aiModel: 'ai.model-placeholder',
  aiFirstModel: 'ai.model-placeholder',
} as const satisfies Partial<Record<SettingKey, MessageKey>>

const spokenValues = [
  ['theme', 'system', 'appearance.theme-system'],
  ['theme', 'light', 'appearance.theme-light'],
  ['theme', 'dark', 'appearance.theme-dark'],
  ['density', 'compact', 'appearance.density-compact'],
  ['density', 'normal', 'appearance.density-normal'],
  ['density', 'comfortable', 'appearance.density-comfortable'],
  ['purse', 'own-login', 'agent-settings.purse-own-login'],
  ['purse', 'api-key', 'agent-settings.purse-api-key'],
  ['ring', 'off', 'ring.level-off'],
  ['ring', 'ring', 'ring.level-ring'],
  ['aiProvider', 'off', 'ai.provider-off'],
  ['aiProvider', 'anthropic', 'ai.provider-anthropic'],
  ['aiProvider', 'claude', 'ai.provider-claude'],
  ['aiProvider', 'local', 'ai.provider-local'],
  ['mode', 'default', 'new.mode-default'],
  ['mode', 'acceptEdits', 'new.mode-acceptEdits'],
  ['mode', 'plan', 'new.mode-plan'],
] as const satisfies readonly (readonly [SettingKey, string, MessageKey])[]
