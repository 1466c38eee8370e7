import { constants, copyFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { defaultSettings, type Settings } from '../../shared/settings/model.ts'
import type { Notify } from '../kit/announce.ts'
import { type AtomicInspection, createAtomicFile, nameAside } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { systemCode } from '../kit/system-code.ts'
import { readSettings, type SettingsRead } from './read-settings.ts'
import { differing, settingsFormat } from './settings-format.ts'

/** The file of settings, read once. */
export interface SettingsFile {
  /** What was in it, or the defaults. */
  readonly found: Settings
  /** Writes what differs from the defaults; fails with a system code. */
  write(settings: Settings): Promise<Result<void, string>>
}

/** What the file needs from the house. */
export interface SettingsFileDeps {
  readonly path: string
  readonly home: string
  readonly clock: Clock
  readonly notify: Notify
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
  const warn = (message: string) => deps.notify({ level: 'warning', source: 'settings', message })

  const read = await file.read()
  switch (read.status) {
    case 'ok':
      if (last.dropped.length > 0) warn(droppedSentence(last.dropped))
      break
    case 'set-aside':
      warn(
        `The settings could not be read. The file is kept as ${fromHome(read.path)}, the defaults are in force. Set anew what you had changed.`,
      )
      break
    case 'foreign':
    case 'unreadable':
      warn(
        `The settings file is not one of ours or cannot be read (${read.problem}). It is left as it is, the defaults are in force, and changes cannot be saved. Move the file away.`,
      )
      break
    case 'missing':
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

  return {
    found: read.status === 'ok' ? last.settings : defaultSettings,
    async write(settings) {
      const kept = isPartlyWrong ? await keepAside() : ok(undefined)
      return kept.ok ? file.write(differing(settings)) : kept
    },
  }
}

const mostNamed = 12

function droppedSentence(dropped: readonly string[]): string {
  const more = dropped.length > mostNamed ? ` and ${dropped.length - mostNamed} more` : ''
  const names = dropped.slice(0, mostNamed).join(', ')
  return `These values in the settings file do not fit and are not in force: ${names}${more}. The others hold, and the file stays as it is until the next change, which keeps a copy of it. Set them anew.`
}

/** Says how the file of settings stands and changes nothing. */
export async function inspectSettings(
  path: string,
  clock: Clock,
): Promise<AtomicInspection<unknown>> {
  const shape = { ...settingsFormat, path, clock }
  return createAtomicFile({ ...shape, check: (value) => readSettings(value).settings }).inspect()
}
