import { brand } from '../../shared/brand.ts'
import { type Audit, auditHandlers, createAudit } from '../audit/index.ts'
import { bouncerHandlers, checkGrant } from '../bouncer/index.ts'
import {
  createCredentials,
  createSealedFile,
  openNameIndex,
  testAnthropicKey,
} from '../credentials/index.ts'
import { createEgressLedger } from '../egress/index.ts'
import { createInbox, watchUnanswered } from '../inbox/index.ts'
import { createInstaller, type Installer } from '../install/index.ts'
import { createEgress, type Egress } from '../kit/egress/index.ts'
import type { ErrorSdkPort } from '../kit/error-sdk.ts'
import type { Feeds } from '../kit/feed.ts'
import { redactValue } from '../kit/redact.ts'
import { createSpawn } from '../kit/spawn.ts'
import {
  createClaudeCodeDriver,
  createInteractiveClaude,
  createRehearsalDriver,
  createSessions,
  makeScratch,
  removeScratch,
  scratchBytes,
} from '../sessions/index.ts'
import { createSettings, type SettingsStore } from '../settings/index.ts'
import { createTelemetry, type Telemetry } from '../telemetry/index.ts'
import { createWorkspaces } from '../workspace/index.ts'
import type { App } from './app.ts'
import { appHandlers } from './app-handlers.ts'
import { buildAiLayer } from './build-ai-layer.ts'
import { buildAuditExports } from './build-audit-exports.ts'
import { buildBouncer, pastOf } from './build-bouncer.ts'
import { buildPrivacy } from './build-privacy.ts'
import { buildRing } from './build-ring.ts'
import { buildTerminalGuard, shareJudgements } from './build-terminal-guard.ts'
import { buildTerminals } from './build-terminals.ts'
import { cutWhenOffline } from './cut-when-offline.ts'
import { type Foundations, layFoundations } from './foundations.ts'
import { hasSessions } from './has-sessions.ts'
import { headSignerFrom } from './head-key.ts'
import { createInAppAgents } from './in-app-agents.ts'
import { createKeychainDataOwner } from './keychain-data-owner.ts'
import { createLateSessions } from './late-sessions.ts'
import { holdsAnswer, tellOfDamage, tellOfMissingKey } from './look-into-record.ts'
import type { Ports } from './ports.ts'
import { watchHouse } from './watch-house.ts'

/** Pause between two words of the rehearsal, in milliseconds. */
const rehearsalPaceMs = 90

/** Builds every feature and wires them; the only place that does. */
export async function compose(ports: Ports): Promise<App> {
  const base = await layFoundations(ports)
  const features = await buildFeatures(ports, base)
  const { settings, credentials, ledger, inbox, audit, facts, workspaces, sessions } = features
  const { policies } = features
  const auditExports = buildAuditExports(ports, base, audit)
  const telemetry = await buildTelemetry(ports, base, features)
  const owners = [
    ...[credentials, policies, features.undo, workspaces, inbox, features.grants],
    ...[sessions, telemetry],
    ...[features.terminalGuard, settings, ledger, audit],
  ]
  const privacy = await buildPrivacy(ports, base, {
    ...{ settings, sessions, telemetry, upstream: modelService(ports) },
    owners: [
      ...owners.map(({ dataOwner }) => dataOwner),
      // After the record: it tells what the new one needs.
      createKeychainDataOwner(ports.keychain, base.home),
    ],
  })

  const { notices, appFeed, ownPorts } = base
  const watch = ports.isErrand ? null : watchHouse(base, features)
  return {
    logger: base.logger,
    notify: base.notify,
    privacy,
    acknowledgeRecord: audit.acknowledge,
    removeFromRecord: audit.remove,
    openPage: (page) => base.announce('app.opened', { page }),
    guardPort: (port) => void ownPorts.add(port),
    handlers: {
      ...appHandlers({ ...features, telemetry, ports, notices, cursor: () => appFeed.cursor() }),
      ...settings.handlers,
      ...buildInstaller(ports).handlers,
      ...credentials.handlers,
      ...ledger.handlers,
      ...privacy.handlers,
      ...telemetry.handlers,
      ...auditHandlers(audit, auditExports),
      ...inbox.handlers,
      ...bouncerHandlers({ ...features, past: pastOf(ports, base, settings) }),
      ...features.terminalGuard.handlers,
      ...workspaces.handlers,
      ...features.terminals.handlers,
      ...sessions.handlers,
    },
    feeds: feedsOf(base, features),
    async stop() {
      await watch?.close()
      features.unanswered.close()
      await features.terminals.stop()
      await privacy.close()
      await features.terminalGuard.close()
      await sessions.stop()
      await telemetry.close()
      await facts.close()
      await features.undo.close()
      await features.replays.close()
      await auditExports.close()
      await audit.close()
      await ledger.close()
      await base.logFile.close()
    },
  }
}

function feedsOf(
  { appFeed }: Pick<Foundations, 'appFeed'>,
  { terminals, sessions }: Pick<Features, 'terminals' | 'sessions'>,
): Feeds {
  return {
    open(topic) {
      if (topic.startsWith('terminal/')) return terminals.feedOf(topic)
      return topic === 'app' ? appFeed : sessions.feedOf(topic)
    },
  }
}

type Features = Awaited<ReturnType<typeof buildFeatures>>

async function buildFeatures(ports: Ports, base: Foundations) {
  const { place, logger, clock, newId } = base
  const settings = await createSettings({ ...base, path: place.settings })
  const ledger = await createEgressLedger({
    ...{ ...base, path: place.egress },
    retentionDays: () => settings.get().ledgerRetentionDays,
  })
  const egress = createEgress({
    clock,
    record: ledger.record,
    offline: () => settings.get().offline,
    proxyEnv: ports.environment,
  })
  cutWhenOffline(base.appFeed, egress)
  const upstream = modelService(ports)
  const credentials = createCredentials({
    ...base,
    keychain: ports.keychain,
    file: createSealedFile({ clock, path: place.sealedCredentials }),
    index: await openNameIndex({ clock, logger, path: place.credentialNames }),
    test: (_name, key) => testAnthropicKey(key, { egress, upstream }),
  })
  const late = createLateSessions()
  const { limitMinutes } = late
  const inbox = await createInbox({
    ...{ ...base, folder: place.inbox, checkGrant, limitMinutes },
    retentionDays: () => settings.get().inboxRetentionDays,
  })
  const audit = await openRecord(ports, base, settings)
  const claudeCodeDeps = claudeCodeOf(ports, base, { egress, settings })
  const aiParts = { settings, egress, credentials, upstream, claudeCode: claudeCodeDeps }
  const { ai, knowSessions } = buildAiLayer(base, aiParts)
  const guard = await buildBouncer(ports, base, { audit, inbox, settings, ai, late })
  const { bouncer } = guard
  const { pickFolder } = ports
  const knownFolders = { path: place.workspaces, appHome: base.home, pickFolder }
  const workspaces = await createWorkspaces({ ...base, ...knownFolders })
  const claudeCode = createClaudeCodeDriver(claudeCodeDeps)
  const paceMs = ports.rehearsalPaceMs ?? rehearsalPaceMs
  const rehearsal = createRehearsalDriver({ clock, newId, paceMs })
  const judgements = shareJudgements(bouncer, base)
  const inApp = createInAppAgents()
  const ring = buildRing(ports, base, settings)
  const sessions = await createSessions({
    ...base,
    ...{ settings, credentials, inbox, workspaces, ring, makeScratch, removeScratch },
    scratchBytes,
    bouncer: judgements.bouncer,
    isAnswerRecorded: (item) => holdsAnswer(audit, item),
    drivers: [inApp.watched(claudeCode), rehearsal],
    folder: place.sessions,
    logger: logger.child('sessions'),
  })
  knowSessions(sessions)
  late.know({ sessions, inbox, bouncer, logger })
  const unanswered = watchUnanswered({ inbox, clock, limitMinutes })
  const terminalGuard = await buildTerminalGuard(ports, base, {
    ...{ judgements, inApp, agent: claudeCode, undo: guard.undo, inbox },
    startedInTerminal: (terminal, session) => terminals.guarded(terminal, session),
  })
  const terminals = buildTerminals(ports, base, {
    ...{ workspaces, guard: terminalGuard, claude: createInteractiveClaude(claudeCodeDeps) },
  })
  const others = { workspaces, sessions, terminalGuard, terminals }
  return { settings, credentials, ledger, egress, inbox, unanswered, audit, ...guard, ...others }
}

/** The record of decisions; what was found wrong with it is told at once. */
async function openRecord(
  { keychain }: Ports,
  base: Foundations,
  settings: Pick<SettingsStore, 'get'>,
): Promise<Audit> {
  const { place, logger, clock } = base
  const openedAt = Math.trunc(clock.now())
  const signer = await headSignerFrom(keychain, base.home)
  const audit = await createAudit({
    ...base,
    folder: place.logs,
    redact: redactValue,
    ...{ headKey: signer.key, wasSigned: signer.wasSigned, rememberSigned: signer.remember },
    logger: logger.child('audit'),
    retentionDays: () => settings.get().auditRetentionDays,
    retentionMegabytes: () => settings.get().auditRetentionMegabytes,
    isExpected: await hasSessions(place),
  })
  await tellOfDamage(audit, base.notify, openedAt)
  await tellOfMissingKey(place.logs, base.notify, signer.whyNoKey)
  return audit
}

function claudeCodeOf(
  ports: Ports,
  { clock, logger }: Foundations,
  { egress, settings }: { readonly egress: Egress; readonly settings: SettingsStore },
): Parameters<typeof createClaudeCodeDriver>[0] {
  return {
    spawn: createSpawn(),
    clock,
    egress,
    logger: logger.child('claude-code'),
    baseEnv: ports.environment,
    configuredPath: () => settings.get().claudePath || null,
    upstream: modelService(ports),
    ...ports.claudeCode,
  }
}

function buildInstaller({ commandFiles = [], userHome, environment }: Ports): Installer {
  const { platform } = process
  return createInstaller({
    ...{ name: brand.command, executables: commandFiles, userHome, environment, platform },
  })
}

/** Telemetry, which watches the house from here on. */
async function buildTelemetry(
  ports: Ports,
  base: Foundations,
  features: Awaited<ReturnType<typeof buildFeatures>>,
): Promise<Telemetry> {
  const { settings, egress, inbox, sessions } = features
  const telemetry = await createTelemetry({
    ...base,
    ...{ settings, egress, host: ports.host, environment: ports.environment },
    logger: base.logger.child('telemetry'),
    platform: process.platform,
    root: ports.programFolder ?? '/nowhere',
    operatorFile: ports.operatorFile ?? null,
    isErrand: ports.isErrand ?? false,
    errorSdk: ports.errorSdk ?? noErrorSdk,
  })
  base.onIncident(telemetry.capture)
  telemetry.follow(base.appFeed, {
    settings: settings.get(),
    inbox: inbox.list(),
    sessions: await sessions.list(),
  })
  return telemetry
}

/** Stands where a host has no error reporter. */
const noErrorSdk: ErrorSdkPort = {
  folders: [],
  load: () => Promise.reject(new Error('no error reporter in this host')),
}

/** The person's own model gateway, where their environment names one; else the real service. */
function modelService({ environment, claudeCode }: Ports): string {
  const address = claudeCode?.upstream ?? environment.ANTHROPIC_BASE_URL
  return address && URL.canParse(address) ? address : 'https://api.anthropic.com'
}
