import { z } from 'zod'
import { agentKindSchema } from '../sessions/model.ts'
import { settingsSchema } from '../settings/model.ts'

/** How long something took, coarse on purpose. */
export const waitBucketSchema = z.enum([
  'under 10 s',
  'under 1 min',
  'under 10 min',
  'under 1 h',
  'longer',
])
export type WaitBucket = z.infer<typeof waitBucketSchema>

const settingNames = Object.keys(settingsSchema.shape).filter((name) => name !== 'welcomed')

/** Areas of the page that can be opened. */
export const usageAreaSchema = z.enum(['sessions', 'bouncer', 'audit', 'settings'])
export type UsageArea = z.infer<typeof usageAreaSchema>

/**
 * The whole allow-list of what is counted: each event with its properties. Only fixed words; a
 * property that is not named here is cut off, an event that is not named here is dropped.
 */
export const usageEvents = {
  'app started': z.object({ host: z.enum(['desktop', 'browser']) }),
  'area opened': z.object({ area: usageAreaSchema }),
  'session started': z.object({ agent: agentKindSchema }),
  'turn ended': z.object({
    agent: agentKindSchema,
    outcome: z.enum(['finished', 'stopped', 'broke']),
  }),
  'question answered': z.object({
    kind: z.enum(['approval', 'question', 'plan']),
    answer: z.enum(['allow', 'deny', 'answers']),
    waited: waitBucketSchema,
  }),
  'setting switched': z.object({ setting: z.enum(settingNames) }),
} as const

/** Names of the events. */
export type UsageEventName = keyof typeof usageEvents

/** One thing that is counted. */
export type UsageEvent = {
  [N in UsageEventName]: {
    readonly event: N
    readonly properties: z.infer<(typeof usageEvents)[N]>
  }
}[UsageEventName]

/** True for the name of an event of the list. */
export function isUsageEventName(name: string): name is UsageEventName {
  return Object.hasOwn(usageEvents, name)
}

/** The event with the properties of the list and no others; null when it is not on the list or a value is not. */
export function readUsageEvent(event: string, properties: unknown): UsageEvent | null {
  if (!isUsageEventName(event)) return null
  const read = usageEvents[event].safeParse(properties)
  return read.success ? ({ event, properties: read.data } as UsageEvent) : null
}

/** The properties of an event with the words that each may have, for showing. */
export function propertiesOf(
  event: UsageEventName,
): readonly { readonly name: string; readonly values: readonly string[] }[] {
  return Object.entries(usageEvents[event].shape).map(([name, { options }]) => ({
    name,
    values: [...options],
  }))
}
