import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { settingsErrors } from '../../shared/settings/errors.ts'
import {
  defaultSettings,
  type ImportPreview,
  machineSettings,
  type Settings,
  settingsChangeSchema,
} from '../../shared/settings/model.ts'
import { parseMarked } from '../kit/atomic-file.ts'
import { readSettings } from './read-settings.ts'
import { settingsFormat } from './settings-format.ts'

const isOfMachine = (key: string) => machineSettings.some((one) => one === key)

/** The settings as a text that `previewImport` takes, here or on another machine; those at their defaults, too. */
export function exportText(settings: Settings): string {
  const { format, version } = settingsFormat
  const value = carried(settings)
  return `${JSON.stringify({ format, version, value }, null, 2)}\n`
}

/** What a text would change in the present settings; what is not taken is named, the rest counts. */
export function previewImport(text: string, present: Settings): Result<ImportPreview, Failure> {
  const found = exportedIn(text)
  if (!found.ok) return found
  const { said, value } = found.value
  const { settings, dropped } = readSettings(carried(value))
  const fitting = Object.keys(said).filter(
    (key) => Object.hasOwn(defaultSettings, key) && !isOfMachine(key) && !isDropped(key, dropped),
  )
  const change = fitting.filter(
    (key) => !isDeepStrictEqual(Reflect.get(settings, key), Reflect.get(present, key)),
  )
  return ok({
    change: settingsChangeSchema.parse(
      Object.fromEntries(change.map((key) => [key, Reflect.get(settings, key)])),
    ),
    refused: [...dropped],
    leftOut: Object.keys(said).filter(isOfMachine),
  })
}

const carried = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !isOfMachine(key)))

const isDropped = (key: string, dropped: readonly string[]) =>
  dropped.some((one) => one.startsWith(`${key} (`))

/** The value of a text as it stands there, and as the present version has it. */
interface Exported {
  /** A setting that is named here and not in `value` stands at its default. */
  readonly said: object
  readonly value: object
}

function exportedIn(text: string): Result<Exported, Failure> {
  const no = (cause: string) => err(failure(settingsErrors, 'settings.not-settings', { cause }))
  const marked = parseMarked(text, { ...settingsFormat, check: objectIn })
  if (marked.status === 'ok') return ok({ said: saidIn(text), value: marked.value })
  const newer = newerVersionIn(text)
  if (newer !== null) {
    const slots = { found: newer, known: settingsFormat.version }
    return err(failure(settingsErrors, 'settings.newer', slots))
  }
  // What the parser says of a text the person chose helps nobody.
  return no(isJson(text) ? marked.problem : 'it is no JSON')
}

/** The version of a file of ours that is too new to be read; null for any other text. */
function newerVersionIn(text: string): number | null {
  const seen = z.object({ format: z.literal(settingsFormat.format), version: z.int() })
  const found = isJson(text) ? seen.safeParse(JSON.parse(text)).data : undefined
  return found && found.version > settingsFormat.version ? found.version : null
}

function objectIn(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new Error('it is empty')
}

function saidIn(text: string): object {
  const { value } = JSON.parse(text) as { readonly value: object }
  return value
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
