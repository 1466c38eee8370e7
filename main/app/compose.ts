import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { brand } from '../../shared/brand.ts'
import { ok } from '../../shared/kit/result.ts'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import { type Audit, auditHandlers, createAudit } from '../audit/index.ts'
import { bouncerHandlers, createBouncer } from '../bouncer/index.ts'
import { createCredentials } from '../credentials/index.ts'
import { createEgressLedger, type EgressLedger } from '../egress/index.ts'
import { createInbox, type Inbox } from '../inbox/index.ts'
import type { Announce } from '../kit/announce.ts'
import { systemClock } from '../kit/clock.ts'
import { createEgress } from '../kit/egress/index.ts'
import { createMemoryFeed } from '../kit/feed.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Keychain } from '../kit/keychain.ts'
import { createLogFile } from '../kit/log-file.ts'
import { createLogger } from '../kit/logger.ts'
import { redactValue } from '../kit/redact.ts'
import { createPrivacy } from '../privacy/index.ts'
import {
  createClaudeCodeDriver,
  createRehearsalDriver,
  createSessions,
  makeScratch,
  type Sessions,
} from '../sessions/index.ts'
import { createSettings, type SettingsStore } from '../settings/index.ts'
import { createWorkspaces } from '../workspace/index.ts'
import type { App } from './app.ts'
import { createNotices, type Notices } from './notices.ts'
import type { Ports } from './ports.ts'

/** Events of the `app` topic that a client can resume after a break. */
const resumableEvents = 4_000
/** Pause between two words of the rehearsal, in milliseconds. */
const rehearsalPaceMs = 90

/** Builds every feature and wires them; the only place that does. */
export async function compose(ports: Ports): Promise<App> {
  const { home, userHome } = ports
  const place = placesIn(home)
  await mkdir(place.desktop, { recursive: true, mode: 0o700 })
  await mkdir(place.logs, { recursive: true, mode: 0o700 })

  const clock = systemClock
  const newId = () => randomUUID()
  const logFile = createLogFile({ path: place.log })
  const logger = createLogger({ write: (line) => logFile.write(line), clock })
  const appFeed = createMemoryFeed({ topic: 'app', epoch: newId(), keep: resumableEvents })
  const announce: Announce = (name, payload) => appFeed.publish(name, payload)
  const notices = createNotices({ clock, announce, newId })
  const base = { home, userHome, clock, logger, announce, newId, notify: notices.notify }

  const settings = await createSettings({ ...base, path: place.settings })
  const credentials = createCredentials({ ...base, keychain: ports.keychain })
  const ledger = await createEgressLedger({ ...base, path: place.egress })
  const inbox = await createInbox({ ...base, folder: place.inbox })
  const audit = await createAudit({
    ...base,
    folder: place.logs,
    redact: redactValue,
    headKey: await headKeyFrom(ports.keychain),
    logger: logger.child('audit'),
    retentionDays: () => settings.get().auditRetentionDays,
  })
  const bouncer = createBouncer({ ...base, audit, grant: (call) => inbox.takeGrant(call) })
  const workspaces = await createWorkspaces({
    ...base,
    appHome: home,
    path: place.workspaces,
    pickFolder: ports.pickFolder,
  })
  const egress = createEgress({ clock, record: ledger.record, offline: () => false })
  const drivers = [
    createClaudeCodeDriver({
      ...base,
      egress,
      logger: logger.child('claude-code'),
      baseEnv: ports.environment,
      configuredPath: () => settings.get().claudePath || null,
      ...ports.claudeCode,
    }),
    createRehearsalDriver({ clock, newId, paceMs: ports.rehearsalPaceMs ?? rehearsalPaceMs }),
  ]
  const sessions = await createSessions({
    ...base,
    ...{ settings, credentials, inbox, bouncer, workspaces, drivers, makeScratch },
    folder: place.sessions,
    logger: logger.child('sessions'),
  })
  const privacy = createPrivacy({
    ...base,
    owners: [settings, credentials, workspaces, inbox, sessions, audit, ledger].map(
      (feature) => feature.dataOwner,
    ),
    isBusy: (owner) => owner === 'sessions' && sessions.isBusy(),
  })
  await privacy.retain()

  return {
    logger,
    notify: notices.notify,
    handlers: {
      ...appHandlers(
        { ports, settings, credentials, ledger, inbox, audit, sessions, notices },
        () => appFeed.cursor(),
      ),
      ...settings.handlers,
      ...credentials.handlers,
      ...ledger.handlers,
      ...privacy.handlers,
      ...auditHandlers(audit),
      ...inbox.handlers,
      ...bouncerHandlers(bouncer),
      ...workspaces.handlers,
      ...sessions.handlers,
    },
    feeds: { open: (topic) => (topic === 'app' ? appFeed : sessions.feedOf(topic)) },
    async stop() {
      await sessions.stop()
      await audit.close()
      await ledger.close()
      await logFile.close()
    },
  }
}

function placesIn(home: string) {
  const desktop = join(home, 'desktop')
  const logs = join(home, 'logs')
  return {
    desktop,
    logs,
    settings: join(desktop, 'settings.json'),
    workspaces: join(desktop, 'workspaces.json'),
    sessions: join(desktop, 'sessions'),
    inbox: join(desktop, 'inbox'),
    egress: join(logs, 'egress.jsonl'),
    log: join(logs, `${brand.command}.log`),
  }
}

/** The key that signs the record's head, made once; null where no keychain can keep it. */
async function headKeyFrom(keychain: Keychain): Promise<Secret | null> {
  const stored = await keychain.get('audit-head-key')
  if (stored.status === 'ok') return stored.value
  if (stored.status !== 'missing') return null
  const fresh = secret(randomBytes(32).toString('hex'))
  return (await keychain.set('audit-head-key', fresh)) === 'ok' ? fresh : null
}

interface SnapshotParts {
  readonly ports: Ports
  readonly settings: SettingsStore
  readonly credentials: ReturnType<typeof createCredentials>
  readonly ledger: EgressLedger
  readonly inbox: Inbox
  readonly audit: Audit
  readonly sessions: Sessions
  readonly notices: Notices
}

function appHandlers(
  parts: SnapshotParts,
  cursor: () => { readonly epoch: string; readonly seq: number },
): HandlersOf<'app'> {
  const { ports, notices } = parts
  return {
    'app.snapshot': async () => {
      // Whatever changes while these are awaited comes again as an event after the cursor.
      const taken = cursor()
      const credentials = await parts.credentials.list()
      const sessions = await parts.sessions.list()
      return ok({
        cursor: taken,
        version: brand.version,
        host: ports.host,
        platform: process.platform,
        home: ports.home,
        settings: parts.settings.get(),
        sessions: [...sessions],
        inbox: [...parts.inbox.list()],
        audit: parts.audit.status(),
        credentials: [...credentials],
        notices: [...notices.list()],
        sentToday: parts.ledger.sentToday(),
      })
    },
    'app.dismissNotice': async ({ id }) => {
      notices.dismiss(id)
      return ok({})
    },
  }
}
