import { constants, copyFile, readdir } from 'node:fs/promises'
import { basename, dirname, relative } from 'node:path'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { defaultSettings, type Settings } from '../../shared/settings/model.ts'
import type { Notify, TakeBack } from '../kit/announce.ts'
import { type AtomicInspection, createAtomicFile, nameAside } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'
import { cautiousSettings, readSettings, type SettingsRead } from './read-settings.ts'
import { differing, settingsFormat } from './settings-format.ts'

/** The file of settings, read once. */
export interface SettingsFile {
  /** What was in it, or the defaults. */
  readonly found: Settings
  /** Writes what differs from the defaults; fails with a system code, `FOREIGN_FILE` or `NEWER_FILE`. */
  write(settings: Settings): Promise<Result<void, string>>
}

/** What the file needs from the house. */
export interface SettingsFileDeps {
  readonly path: string
  readonly home: string
  readonly clock: Clock
  readonly notify: Notify
  /** Takes back that offline mode is held, once the person switched it off. */
  readonly takeBack?: TakeBack
}

/** Reads the file; whatever of it does not hold is named, and kept until and beyond the next write. */
export async function openSettingsFile(deps: SettingsFileDeps): Promise<SettingsFile> {
  const { path, clock } = deps
  let last: SettingsRead = { settings: defaultSettings, dropped: [] }
  const file = createAtomicFile<Partial<Settings>>({
    ...{ ...settingsFormat, path, clock },
    check: (value) => {
      last = readSettings(value)
      return differing(last.settings)
    },
  })
  const fromHome = (at: string) => relative(deps.home, at)
  const warn = (message: string, key?: string) =>
    deps.notify({ level: 'warning', source: 'settings', message, ...(key && { key }) })

  const read = await file.read()
  switch (read.status) {
    case 'ok':
      if (last.dropped.length > 0) warn(droppedSentence(last.dropped))
      if (last.dropped.some((one) => one.startsWith('offline ('))) warn(heldSentence, heldKey)
      break
    case 'set-aside':
      warn(
        `The settings could not be read. The file is kept as ${fromHome(read.path)}, the defaults are in force. Set anew what you had changed.`,
      )
      warn(heldSentence, heldKey)
      // Otherwise the next start would find no file, and so the defaults.
      await file.write(differing(cautiousSettings))
      break
    case 'foreign':
      warn(foreignSentence(read), heldKey)
      break
    case 'unreadable':
      warn(
        `The settings file cannot be read (${read.problem}). It is left as it is, the defaults are in force, and changes cannot be saved. ${whyHeld} Make the file readable, or move it away.`,
        heldKey,
      )
      break
    case 'missing':
      if (await isAside(path)) warn(heldSentence, heldKey)
      else return { found: defaultSettings, write: (settings) => file.write(differing(settings)) }
      break
  }

  /** True while the file holds values that were dropped, which the next write would take away. */
  let isPartlyWrong = read.status === 'ok' && last.dropped.length > 0
  const keepAside = async (): Promise<Result<void, string>> => {
    const aside = nameAside(path, clock)
    try {
      await copyFile(path, aside, constants.COPYFILE_EXCL)
    } catch (error) {
      return err(systemCode(error))
    }
    isPartlyWrong = false
    warn(
      `The settings file with the values that did not fit is kept as ${fromHome(aside)}. The settings in force are saved. Look there for what you had set.`,
    )
    return ok(undefined)
  }

  const tellOfLift = (isLifted: boolean) => {
    if (isLifted) deps.takeBack?.(heldKey)
  }

  return {
    found: read.status === 'ok' ? last.settings : cautiousSettings,
    async write(settings) {
      const kept = isPartlyWrong ? await keepAside() : ok(undefined)
      if (!kept.ok) return kept
      const written = await file.write(differing(settings))
      tellOfLift(written.ok && !settings.offline)
      if (written.ok || written.error !== 'FOREIGN_FILE') return written
      const there = await file.inspect()
      return there.status === 'foreign' && there.isNewer ? err('NEWER_FILE') : written
    },
  }
}

/** A lost or wrong file must not open what the person may have shut. */
const whyHeld =
  'Offline mode is on, because it cannot be told whether you had switched it on. Nothing leaves through this app.'
const heldKey = 'settings.held-offline'
const heldSentence = `${whyHeld} Switch it off in the settings under Sent, if you want. For the same reason new sessions run in the outer ring; choose otherwise under Agent.`

function foreignSentence(read: { readonly problem: string; readonly isNewer: boolean }): string {
  const { problem, isNewer } = read
  return isNewer
    ? `The settings file is of a newer version of the app (${problem}). It is left alone, and this version cannot change it; the defaults are in force. ${whyHeld} Update the app, or move the file away.`
    : `The settings file is not one of ours (${problem}). It is left as it is, the defaults are in force, and changes cannot be saved. ${whyHeld} Move the file away.`
}

/** True where a damaged file was set aside and none could be written in its place. */
async function isAside(path: string): Promise<boolean> {
  try {
    const names = await readdir(dirname(path))
    return names.some((name) => name.startsWith(`${basename(path)}.broken-`))
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

const mostNamed = 12

function droppedSentence(dropped: readonly string[]): string {
  const more = dropped.length > mostNamed ? ` and ${dropped.length - mostNamed} more` : ''
  const names = dropped.slice(0, mostNamed).join(', ')
  return `These values in the settings file do not fit and are not in force: ${names}${more}. The others hold, and the file stays as it is until the next change, which keeps a copy of it. Set them anew.`
}

/** Says how the file of settings stands, with the values that do not fit, and changes nothing. */
export async function inspectSettings(
  path: string,
  clock: Clock,
): Promise<AtomicInspection<Settings> & { readonly dropped: readonly string[] }> {
  let dropped: readonly string[] = []
  const check = (value: unknown) => {
    const read = readSettings(value)
    dropped = read.dropped
    return read.settings
  }
  const found = await createAtomicFile({ ...settingsFormat, path, clock, check }).inspect()
  return { ...found, dropped }
}
