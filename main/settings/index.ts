// Owns what the person has set on this machine.
// State: desktop/settings.json, written atomically; a broken one is set aside.
// Must never hold a secret, and never have a setting without an effect.
import { relative } from 'node:path'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { settingsErrors } from '../../shared/settings/errors.ts'
import {
  defaultSettings,
  type Settings,
  type SettingsChange,
  settingsSchema,
} from '../../shared/settings/model.ts'
import type { Announce, Notify } from '../kit/announce.ts'
import { type AtomicInspection, createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { exportText, previewImport } from './exchange-settings.ts'
import { otherFiles } from './other-files.ts'
import { readSettings, settingsFormat, settingsVersion } from './read-settings.ts'

/** The settings in force, and the one way to change them. */
export interface SettingsStore {
  get(): Settings
  change(change: SettingsChange): Promise<Result<Settings, Failure>>
  readonly handlers: HandlersOf<'settings'>
  readonly dataOwner: DataOwner
}

/** What the settings need from the house. */
export interface SettingsDeps {
  readonly path: string
  readonly home: string
  readonly clock: Clock
  readonly announce: Announce
  readonly notify: Notify
}

/** Reads the settings; what cannot be read is named, kept and replaced by defaults. */
export async function createSettings(deps: SettingsDeps): Promise<SettingsStore> {
  const unknownKeys: string[] = []
  const file = createAtomicFile<Settings>({
    path: deps.path,
    format: settingsFormat,
    version: settingsVersion,
    clock: deps.clock,
    check: (value) => {
      const read = readSettings(value)
      unknownKeys.push(...read.refused)
      return read.settings
    },
  })
  let settings = await load()

  async function load(): Promise<Settings> {
    const read = await file.read()
    if (read.status === 'ok' && unknownKeys.length > 0) {
      warn(
        `These settings had values that do not fit and stand at their defaults: ${unknownKeys.join(', ')}. The others are kept. Set them anew.`,
      )
    }
    if (read.status === 'set-aside') {
      warn(
        `The settings could not be read. The file is kept as ${relative(deps.home, read.path)}, the defaults are in force. Set anew what you had changed.`,
      )
    }
    if (read.status === 'foreign' || read.status === 'unreadable') {
      warn(
        `The settings file is not one of ours or cannot be read (${read.problem}). It is left as it is, the defaults are in force, and changes cannot be saved. Move the file away.`,
      )
    }
    return read.status === 'ok' ? read.value : defaultSettings
  }

  function warn(message: string): void {
    deps.notify({ level: 'warning', source: 'settings', message })
  }

  const change = async (wanted: SettingsChange): Promise<Result<Settings, Failure>> => {
    const next = settingsSchema.parse({ ...settings, ...wanted })
    const written = await file.write(next)
    if (!written.ok) {
      return err(failure(settingsErrors, 'settings.unwritable', { cause: written.error }))
    }
    settings = next
    deps.announce('settings.changed', settings)
    return ok(settings)
  }

  return {
    get: () => settings,
    change,
    handlers: {
      'settings.get': async () => ok(settings),
      'settings.change': (input) => change(input),
      'settings.otherFiles': async () => ok(await otherFiles(deps.home)),
      'settings.export': async () => ok({ text: exportText(settings) }),
      'settings.previewImport': async ({ text }) => previewImport(text, settings),
    },
    dataOwner: {
      name: 'settings',
      formats: [
        { pattern: 'desktop/settings.json', what: 'what you have set', schema: settingsSchema },
      ],
      async *export() {
        const bytes = Buffer.from(JSON.stringify(settings, null, 2))
        const path = relative(deps.home, deps.path)
        yield { path, bytes: bytes.length, read: async () => bytes }
      },
      async erase() {
        const bytes = JSON.stringify(settings).length
        const erased = await change(defaultSettings)
        return erased.ok ? [{ path: relative(deps.home, deps.path), bytes }] : []
      },
      retain: async () => [],
    },
  }
}

/** Says how the file of settings stands and changes nothing. */
export async function inspectSettings(
  path: string,
  clock: Clock,
): Promise<AtomicInspection<unknown>> {
  const shape = { path, format: settingsFormat, version: settingsVersion, clock }
  return createAtomicFile({ ...shape, check: (value) => readSettings(value).settings }).inspect()
}
