import { defaultSettings, type Settings, settingsSchema } from '../../shared/settings/model.ts'

/** Names the format in the file and in exported texts. */
export const settingsFormat = 'mstro-settings'
/** Version of the format that this program writes. */
export const settingsVersion = 1

/** Takes every setting that fits and the default for each that does not; throws when there are none at all. */
export function readSettings(value: unknown): { settings: Settings; refused: string[] } {
  if (typeof value !== 'object' || value === null) throw new Error('no settings in it')
  const refused: string[] = []
  const found = Object.entries(settingsSchema.shape).map(([key, schema]) => {
    const parsed = schema.safeParse(Reflect.get(value, key))
    if (parsed.success) return [key, parsed.data]
    if (key in value) refused.push(key)
    return [key, Reflect.get(defaultSettings, key)]
  })
  return { settings: settingsSchema.parse(Object.fromEntries(found)), refused }
}
