import type { AgentKind } from '../sessions/model.ts'
import type { Settings } from '../settings/model.ts'

const agents = ['claude-code', 'rehearsal'] as const satisfies readonly AgentKind[]

const settingNames = [
  'theme',
  'density',
  'purse',
  'claudePath',
  'model',
  'mode',
  'ring',
  'ringLetThrough',
  'unansweredMinutes',
  'auditRetentionDays',
  'auditRetentionMegabytes',
  'sessionRetentionDays',
  'inboxRetentionDays',
  'undoRetentionDays',
  'undoCallMegabytes',
  'undoTotalMegabytes',
  'ledgerRetentionDays',
  'logRetentionDays',
  'leftoverRetentionDays',
  'cacheRetentionDays',
  'packs',
  'aiProvider',
  'aiModel',
  'aiFirstModel',
  'aiAddress',
  'offline',
  'projects',
] as const satisfies readonly (keyof Settings)[]

/**
 * The whole allow-list of what is counted: each event with its properties, each property with its
 * words. What is not named here is cut off or dropped. Plain data, because the page shows it.
 */
export const usageEvents = {
  'app started': { host: ['desktop', 'browser'] },
  'area opened': { area: ['sessions', 'bouncer', 'audit', 'settings'] },
  'session started': { agent: agents },
  'turn ended': { agent: agents, outcome: ['finished', 'stopped', 'broke'] },
  'question answered': {
    kind: ['approval', 'question', 'plan'],
    answer: ['allow', 'deny', 'answers'],
    waited: ['under 10 s', 'under 1 min', 'under 10 min', 'under 1 h', 'longer'],
  },
  'setting switched': { setting: settingNames },
} as const

type Events = typeof usageEvents

/** Names of the events. */
export type UsageEventName = keyof Events

/** One thing that is counted. */
export type UsageEvent = {
  [N in UsageEventName]: {
    readonly event: N
    readonly properties: {
      readonly [P in keyof Events[N]]: Events[N][P] extends readonly (infer Word)[] ? Word : never
    }
  }
}[UsageEventName]

/** How long something took, coarse on purpose. */
export type WaitBucket = Events['question answered']['waited'][number]
/** Areas of the page that can be opened. */
export type UsageArea = Events['area opened']['area'][number]

/** True for the name of an event of the list. */
export function isUsageEventName(name: string): name is UsageEventName {
  return Object.hasOwn(usageEvents, name)
}

/** The properties of an event with the words that each may have. */
export function propertiesOf(
  event: UsageEventName,
): readonly { readonly name: string; readonly words: readonly string[] }[] {
  const entries: readonly (readonly [string, readonly string[]])[] = Object.entries(
    usageEvents[event],
  )
  return entries.map(([name, words]) => ({ name, words }))
}

/** The event with the properties of the list and no others; null when it or one of its words is not on the list. */
export function readUsageEvent(
  event: string,
  given: Readonly<Record<string, unknown>>,
): UsageEvent | null {
  if (!isUsageEventName(event)) return null
  const properties: Record<string, string> = {}
  for (const { name, words } of propertiesOf(event)) {
    const word = words.find((one) => Object.hasOwn(given, name) && one === given[name])
    if (word === undefined) return null
    properties[name] = word
  }
  return { event, properties } as UsageEvent
}
