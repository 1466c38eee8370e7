import { err, ok, type Result } from '../../shared/kit/result.ts'
import { mostLetThrough } from '../../shared/sessions/ring.ts'
import {
  type EntryChange,
  mostPacks,
  mostProjects,
  type Settings,
  type SettingsChange,
  settingsSchema,
} from '../../shared/settings/model.ts'

/** The list with that entry put in or taken out, as a change of the settings; fails with the most it may hold. */
export function changeOfEntry(
  settings: Settings,
  entry: EntryChange,
): Result<SettingsChange, number> {
  const change = laidOver(settings, entry)
  return settingsSchema.partial().safeParse(change).success ? ok(change) : err(most[entry.list])
}

const most = {
  projects: mostProjects,
  packs: mostPacks,
  ringLetThrough: mostLetThrough,
} as const satisfies Readonly<Record<EntryChange['list'], number>>

function laidOver(settings: Settings, entry: EntryChange): SettingsChange {
  switch (entry.list) {
    case 'projects': {
      const { [entry.path]: present, ...others } = settings.projects
      const own = entry.own === null ? {} : { ...present, ...entry.own }
      const isAny = Object.keys(own).length > 0
      return { projects: isAny ? { ...settings.projects, [entry.path]: own } : others }
    }
    case 'packs': {
      const others = settings.packs.filter((name) => name !== entry.name)
      return { packs: entry.isOn ? [...others, entry.name] : others }
    }
    case 'ringLetThrough': {
      const { path, access } = entry
      const others = settings.ringLetThrough.filter((one) => one.path !== path)
      return { ringLetThrough: access === null ? others : [...others, { path, access }] }
    }
  }
}
