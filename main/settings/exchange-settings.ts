import { isDeepStrictEqual } from 'node:util'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { settingsErrors } from '../../shared/settings/errors.ts'
import {
  type ImportPreview,
  type Settings,
  settingsChangeSchema,
} from '../../shared/settings/model.ts'
import { readSettings, settingsFormat, settingsVersion } from './read-settings.ts'

/** Settings that belong to this machine and are not carried to another. */
const local: readonly string[] = ['welcomed', 'claudePath', 'projects']

/** The settings as a text that `previewImport` takes, here or on another machine. */
export function exportText(settings: Settings): string {
  const value = Object.fromEntries(Object.entries(settings).filter(([key]) => !local.includes(key)))
  return `${JSON.stringify({ format: settingsFormat, version: settingsVersion, value }, null, 2)}\n`
}

/** What a text would change in the present settings; names that do not fit are told, the others count. */
export function previewImport(text: string, present: Settings): Result<ImportPreview, Failure> {
  const value = exportedIn(text)
  if (!value.ok) return value
  const { settings, refused } = readSettings(value.value)
  const strange = Object.keys(value.value).filter((key) => !Object.hasOwn(present, key))
  const changed = Object.keys(value.value).filter(
    (key) =>
      Object.hasOwn(settings, key) &&
      !refused.includes(key) &&
      !local.includes(key) &&
      !isDeepStrictEqual(Reflect.get(settings, key), Reflect.get(present, key)),
  )
  const change = Object.fromEntries(changed.map((key) => [key, Reflect.get(settings, key)]))
  return ok({ change: settingsChangeSchema.parse(change), refused: [...refused, ...strange] })
}

function exportedIn(text: string): Result<object, Failure> {
  const no = (cause: string) => err(failure(settingsErrors, 'settings.not-settings', { cause }))
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('format' in parsed)) {
      return no('it carries no format')
    }
    if (parsed.format !== settingsFormat) return no('it is of another format')
    const version = 'version' in parsed ? Number(parsed.version) : Number.NaN
    if (!(version <= settingsVersion)) return no('it comes from a newer version')
    const value = 'value' in parsed ? parsed.value : null
    return typeof value === 'object' && value !== null ? ok(value) : no('it is empty')
  } catch {
    // What the parser says of a text the person chose helps nobody.
    return no('it is no JSON')
  }
}
