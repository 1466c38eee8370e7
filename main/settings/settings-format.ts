import { isDeepStrictEqual } from 'node:util'
import { defaultSettings, type Settings } from '../../shared/settings/model.ts'
import type { MarkedFormat } from '../kit/atomic-file.ts'

/** The defaults that programs of version 1 wrote into every file, whether somebody had chosen them or not. */
const defaultsOf1: Readonly<Record<string, unknown>> = {
  ...{ theme: 'system', density: 'normal', purse: 'own-login', claudePath: '', model: '' },
  ...{ mode: 'default', auditRetentionDays: null, sessionRetentionDays: null },
  ...{ ledgerRetentionDays: 365, logRetentionDays: 30, leftoverRetentionDays: 30 },
  ...{ offline: false, projects: {}, welcomed: false },
}

/** Version 2 keeps only what differs from the defaults, so that a better default reaches whoever chose none. */
function toVersion2(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const chosen = Object.entries(value).filter(
    ([key, one]) => !Object.hasOwn(defaultsOf1, key) || !isDeepStrictEqual(one, defaultsOf1[key]),
  )
  return Object.fromEntries(chosen)
}

/** How settings are marked in the file and in exported texts, and how older ones are brought to the present. */
export const settingsFormat: Omit<MarkedFormat<never>, 'check'> = {
  format: 'mstro-settings',
  version: 2,
  migrations: [toVersion2],
}

/** What of the settings stands in the file: all that is not as in a fresh home. */
export function differing(settings: Settings): Partial<Settings> {
  const rows = Object.entries(settings).filter(
    ([key, value]) => !isDeepStrictEqual(value, Reflect.get(defaultSettings, key)),
  )
  return Object.fromEntries(rows)
}
