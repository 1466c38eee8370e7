import { join } from 'node:path'
import { brand } from '../../shared/brand.ts'
import type { Holder, Recipient, Responsible } from '../../shared/privacy/model.ts'
import type { TelemetryStatus } from '../../shared/telemetry/model.ts'
import type { DataOwner, HeldFormat } from '../kit/data-owner.ts'
import type { Caller } from '../kit/handlers.ts'
import { createPrivacy, type Privacy } from '../privacy/index.ts'
import type { Sessions } from '../sessions/index.ts'
import type { SettingsStore } from '../settings/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import type { Foundations } from './foundations.ts'
import { createLogDataOwner } from './log-data-owner.ts'
import type { Ports } from './ports.ts'

/** What privacy looks over. */
export interface PrivacyParts {
  /** In the order in which they are erased, without the log. */
  readonly owners: readonly DataOwner[]
  readonly settings: SettingsStore
  readonly sessions: Sessions
  readonly telemetry: Telemetry
  /** Address of the model service in API-key mode. */
  readonly upstream: string
}

/** What the files are of parts that do not say it themselves. */
const formatsOf: Readonly<Record<string, readonly HeldFormat[]>> = {
  bouncer: [{ pattern: 'policies/*', what: 'rules that you wrote' }],
  telemetry: [
    { pattern: 'desktop/consent.json', what: 'what you answered about telemetry, and when' },
    {
      pattern: 'desktop/operator-seen.json',
      what: 'whom the app that ran here last would send telemetry to',
    },
    { pattern: 'desktop/telemetry/*', what: 'a report or counts that wait to be sent' },
  ],
}

const described = (owner: DataOwner): DataOwner => ({
  ...owner,
  formats: owner.formats ?? formatsOf[owner.name] ?? [],
  // Its folder says from which settings the hook is to be taken out.
  ...(owner.name === 'terminal-guard' ? { keepsLinkedFolder: true } : {}),
})

const ourself: Caller = { wire: 'ipc', role: 'owner', name: 'privacy' }

/** Builds privacy over every part of the house. */
export function buildPrivacy(
  ports: Ports,
  base: Foundations,
  parts: PrivacyParts,
): Promise<Privacy> {
  const { settings, sessions, telemetry, upstream } = parts
  const log = createLogDataOwner({
    home: base.home,
    logFile: base.logFile,
    retentionDays: () => settings.get().logRetentionDays,
  })
  const telemetryStatus = async (): Promise<TelemetryStatus | null> => {
    const told = await telemetry.handlers['telemetry.status']({}, ourself)
    return told.ok ? told.value : null
  }
  return createPrivacy({
    ...base,
    ...{
      host: ports.host,
      isErrand: ports.isErrand ?? false,
      pickFolder: ports.pickFolder,
      path: join(base.place.desktop, 'privacy.json'),
    },
    logger: base.logger.child('privacy'),
    // The log last: it tells what the others could not remove.
    owners: [...parts.owners.map(described), log],
    isNewHome: !settings.get().welcomed,
    leftoverRetentionDays: () => settings.get().leftoverRetentionDays,
    cacheRetentionDays: () => settings.get().cacheRetentionDays,
    emptyCaches: ports.emptyCaches ?? null,
    // Agents wait for what the inbox holds.
    isBusy: (owner) => ['sessions', 'inbox'].includes(owner) && sessions.isBusy(),
    parties: {
      responsible: async () => responsibleOf(await telemetryStatus()),
      recipients: async () => recipientsOf(await telemetryStatus(), upstream),
      holders: async () =>
        holdersOf(await telemetryStatus(), { upstream, userHome: base.userHome }),
    },
  })
}

function responsibleOf(told: TelemetryStatus | null): Responsible {
  if (told === null) return { status: 'none' }
  const { operator } = told
  switch (operator.status) {
    case 'none':
      return { status: 'none' }
    case 'broken':
      return { status: 'broken', path: operator.path, problem: operator.problem }
    default: {
      const { name, contact, policyUrl } = operator
      return { status: 'ok', name, contact, policyUrl }
    }
  }
}

const kindNames = { errors: 'error reports', usage: 'usage counts' } as const

function recipientsOf(told: TelemetryStatus | null, upstream: string): readonly Recipient[] {
  const provider: Recipient = {
    name: 'Your model provider',
    hosts: [new URL(upstream).host],
    what: 'Prompts, and what your agents read and answer. With its own login the agent’s program chooses the host itself.',
    role: 'own-agreement',
    active: true,
  }
  const kinds = told ? (['errors', 'usage'] as const) : []
  const receivers = kinds.flatMap((kind): Recipient[] => {
    const { receiver, hold } = told?.[kind] ?? { receiver: null, hold: null }
    if (receiver === null || told === null) return []
    const name = told.operator.status === 'ok' ? told.operator.name : receiver
    const what = `The ${kindNames[kind]} of this app, after your yes.`
    return [{ name, hosts: [receiver], what, role: 'operator', active: hold === null }]
  })
  return [provider, ...receivers]
}

/** Receivers that the person ever said yes to, whatever they say now. */
function consented(told: TelemetryStatus): readonly Holder[] {
  const { operator } = told
  const contact = operator.status === 'ok' ? ` at ${operator.contact}` : ''
  const hosts = (['errors', 'usage'] as const).flatMap((kind) => {
    const answers = told.history.filter((entry) => entry[kind])
    const names = answers.flatMap(({ receivers }) => receivers[kind] ?? [])
    return [...new Set(names)].map((host) => ({ host, kind }))
  })
  return hosts.map(({ host, kind }) => ({
    who: host,
    what: `The ${kindNames[kind]} that were sent while you had them on.`,
    how: `Ask whoever operates this build${contact} to erase them; they are deleted by themselves after the days in the policy.`,
  }))
}

function holdersOf(
  told: TelemetryStatus | null,
  where: { readonly upstream: string; readonly userHome: string },
): readonly Holder[] {
  const { host } = new URL(where.upstream)
  return [
    {
      who: `Your model provider (${host} with an API key, else where the agent’s own login leads)`,
      what: 'What your agents sent: prompts, and what they read.',
      how: 'Ask the provider under your agreement with them, usually in the settings of your account there.',
    },
    {
      who: `Claude Code on this machine (${join(where.userHome, '.claude')})`,
      what: 'Transcripts and caches of its own.',
      how: 'They are the agent’s. Remove that folder where you want them gone.',
    },
    ...(told ? consented(told) : []),
    {
      who: `A platform of ${brand.name}`,
      what: 'Nothing: this version has no account and no service.',
      how: 'There is nobody to ask.',
    },
  ]
}
