import type { z } from 'zod'
import {
  defaultSettings,
  mostProjects,
  type ProjectSettings,
  projectSettingsSchema,
  type Settings,
  settingsSchema,
} from '../../shared/settings/model.ts'
import { plainLine } from '../kit/plain-text.ts'
import { redactText } from '../kit/redact.ts'

/** Settings as far as they fit, and each value that was dropped by its name. */
export interface SettingsRead {
  readonly settings: Settings
  /** Such as `theme (“pink”)` or `projects /home/me/a mode (7)`. */
  readonly dropped: readonly string[]
}

/** What holds where nobody can tell what was set: the defaults, nothing leaves, and agents are held. */
export const cautiousSettings: Settings = { ...defaultSettings, offline: true, ring: 'ring' }

/** Takes every setting that fits and the default for each that does not (offline mode is on then, and AI review off where its address is lost); throws when there are none at all. */
export function readSettings(value: unknown): SettingsRead {
  if (!isRecord(value)) throw new Error('no settings in it')
  const dropped = Object.keys(value)
    .filter((key) => !Object.hasOwn(settingsSchema.shape, key))
    .map((key) => named(key, value[key]))
  const found = Object.entries(settingsSchema.shape).map(([key, schema]) => {
    if (!Object.hasOwn(value, key)) return [key, Reflect.get(defaultSettings, key)]
    if (key === 'projects') return [key, readProjects(value[key], dropped)]
    const parsed = schema.safeParse(value[key])
    if (parsed.success) return [key, parsed.data]
    dropped.push(named(key, value[key]))
    return [key, Reflect.get(cautiousSettings, key)]
  })
  const settings = settingsSchema.parse(Object.fromEntries(found))
  // Whoever the person chose must not become somebody else.
  const isLost = dropped.some((one) => one.startsWith('aiAddress ('))
  return { settings: isLost ? { ...settings, aiProvider: 'off' } : settings, dropped }
}

/** One folder's wrong value costs that value alone. */
function readProjects(value: unknown, dropped: string[]): Settings['projects'] {
  if (!isRecord(value)) {
    dropped.push(named('projects', value))
    return {}
  }
  const kept: [string, ProjectSettings][] = []
  for (const [path, own] of Object.entries(value)) {
    if (path === '' || path.length > mostPathChars || kept.length >= mostProjects) {
      dropped.push(named(`projects ${shortened(path)}`, own))
      continue
    }
    const read = readProject(path, own, dropped)
    if (Object.keys(read).length > 0) kept.push([path, read])
  }
  return Object.fromEntries(kept)
}

const mostPathChars = 4_096

function readProject(path: string, own: unknown, dropped: string[]): ProjectSettings {
  const place = `projects ${shortened(path)}`
  if (!isRecord(own)) {
    dropped.push(named(place, own))
    return {}
  }
  const shape: Readonly<Record<string, z.ZodType>> = projectSettingsSchema.shape
  const fitting = Object.entries(own).filter(([key, value]) => {
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined
    const isFitting = schema?.safeParse(value).success === true
    if (!isFitting) dropped.push(named(`${place} ${key}`, value))
    return isFitting
  })
  return projectSettingsSchema.parse(Object.fromEntries(fitting))
}

const mostSaidChars = 40

/** A value of a file is data: short, without what drives a terminal or hides text, and without a secret. */
function shortened(text: string): string {
  const plain = plainLine(redactText(text))
  return plain.length > mostSaidChars ? `${plain.slice(0, mostSaidChars)}…` : plain
}

function named(name: string, value: unknown): string {
  return `${shortened(name)} (${shortened(JSON.stringify(value) ?? '')})`
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
