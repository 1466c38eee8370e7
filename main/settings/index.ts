// Owns what the person has set on this machine.
// State: desktop/settings.json (what differs from the defaults), written atomically; a broken one is set aside,
// a partly wrong one is kept aside before it is written anew.
// Must never hold a secret, and never have a setting without an effect.
import { relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { settingsErrors } from '../../shared/settings/errors.ts'
import {
  defaultSettings,
  type EntryChange,
  type Settings,
  type SettingsChange,
  settingsSchema,
} from '../../shared/settings/model.ts'
import type { Announce } from '../kit/announce.ts'
import { type DataOwner, StaysError } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { isThere } from '../kit/is-there.ts'
import { createTurns } from '../kit/turns.ts'
import { changeOfEntry } from './change-entry.ts'
import { exportText, previewImport } from './exchange-settings.ts'
import { otherFiles } from './other-files.ts'
import { inspectSettings, openSettingsFile, type SettingsFileDeps } from './settings-file.ts'
import { settingsFormat } from './settings-format.ts'

export { inspectSettings } from './settings-file.ts'

/** The settings in force, and the one way to change them. */
export interface SettingsStore {
  get(): Settings
  change(change: SettingsChange): Promise<Result<Settings, Failure>>
  readonly handlers: HandlersOf<'settings'>
  readonly dataOwner: DataOwner
}

/** What the settings need from the house. */
export interface SettingsDeps extends SettingsFileDeps {
  readonly announce: Announce
}

/** Reads the settings; what cannot be read is named, kept and replaced by defaults. */
export async function createSettings(deps: SettingsDeps): Promise<SettingsStore> {
  const file = await openSettingsFile(deps)
  let settings = file.found

  const inTurn = createTurns()

  const lay = async (wanted: SettingsChange): Promise<Result<Settings, Failure>> => {
    const next = settingsSchema.parse({ ...settings, ...withReceiver(settings, wanted) })
    const written = await file.write(next)
    if (!written.ok) {
      return err(unwritten(written.error, deps.path))
    }
    settings = next
    deps.announce('settings.changed', settings)
    return ok(settings)
  }

  /** One after the other, so that none is laid over what another one is about to replace. */
  const change = (wanted: SettingsChange) => inTurn(() => lay(wanted))

  const changeEntry = (entry: EntryChange) =>
    inTurn(async () => {
      const laid = changeOfEntry(settings, entry)
      if (laid.ok) return lay(laid.value)
      return err(failure(settingsErrors, 'settings.list-full', { most: laid.error }))
    })

  /** Offline mode stays over an erase, so it alone is nothing that goes. */
  const isUnset = () =>
    isDeepStrictEqual(settings, { ...defaultSettings, offline: settings.offline })

  return {
    get: () => settings,
    change,
    handlers: {
      'settings.get': async () => ok(settings),
      'settings.change': (input) => change(input),
      'settings.changeEntry': (entry) => changeEntry(entry),
      'settings.otherFiles': async () => ok(await otherFiles(deps.home)),
      'settings.export': async () => ok({ text: exportText(settings) }),
      'settings.previewImport': async ({ text }) => previewImport(text, settings),
    },
    dataOwner: {
      name: 'settings',
      markers: [{ ...settingsFormat, pattern: 'desktop/settings.json' }],
      formats: [
        { pattern: 'desktop/settings.json', what: 'what you have set', schema: settingsSchema },
      ],
      stays: 'It is written anew with its defaults; offline mode stays as you have it.',
      async *export() {
        if (isUnset() && !(await isThere(deps.path))) return
        const path = relative(deps.home, deps.path)
        const found = await inspectSettings(deps.path, deps.clock)
        if (found.status === 'unreadable') {
          const whyNot = `It cannot be read (${found.problem}).`
          yield { path, bytes: 0, whyNot, read: async () => null }
          return
        }
        const bytes = Buffer.from(JSON.stringify(settings, null, 2))
        yield { path, bytes: bytes.length, read: async () => bytes }
      },
      async erase() {
        const hadAny = !isUnset()
        if (!hadAny && !(await isThere(deps.path))) return []
        const bytes = JSON.stringify(settings).length
        // Erasing opens nothing that the person has shut.
        const erased = await change({ ...defaultSettings, offline: settings.offline })
        if (!erased.ok) {
          const found = await inspectSettings(deps.path, deps.clock)
          throw new StaysError(unerased(erased.error, found.status === 'unreadable'))
        }
        return hadAny ? [{ path: relative(deps.home, deps.path), bytes }] : []
      },
      retain: async () => [],
    },
  }
}

/** Another address is another receiver: what was chosen to be sent to one is not sent to the next. */
function withReceiver(before: Settings, wanted: SettingsChange): SettingsChange {
  const { aiAddress = before.aiAddress, aiProvider } = wanted
  const isSame = before.aiProvider !== 'local' || aiAddress === before.aiAddress
  return isSame || aiProvider !== undefined ? wanted : { ...wanted, aiProvider: 'off' }
}

function unwritten(cause: string, path: string): Failure {
  switch (cause) {
    case 'NEWER_FILE':
      return failure(settingsErrors, 'settings.newer-file', { path })
    case 'FOREIGN_FILE':
      return failure(settingsErrors, 'settings.foreign-file', { path })
    default:
      return failure(settingsErrors, 'settings.unwritable', { cause })
  }
}

function unerased({ code, message }: Failure, isUnreadable: boolean): string {
  if (isUnreadable) return 'What lies there cannot be read. Move it away, then erase again.'
  return code === 'settings.unwritable'
    ? 'They could not be reset and are as before. Free disk space or make the file writable, then erase again.'
    : message
}
