import type { Audit } from '../audit/index.ts'
import {
  type AiLayer,
  createBouncer,
  createFacts,
  createGiving,
  createGrants,
  createPolicies,
  createReplays,
  createUndo,
  giveUnfinished,
} from '../bouncer/index.ts'
import type { Inbox } from '../inbox/index.ts'
import type { SettingsStore } from '../settings/index.ts'
import type { Foundations } from './foundations.ts'
import type { LateSessions } from './late-sessions.ts'
import { historyOf } from './look-into-record.ts'
import { organisationFolder } from './places.ts'
import type { Ports } from './ports.ts'

const weekMs = 7 * 24 * 3_600_000
const megabyte = 1_000_000

interface BouncerParts {
  readonly audit: Audit
  readonly inbox: Inbox
  readonly settings: SettingsStore
  readonly ai: AiLayer
  readonly late: Pick<LateSessions, 'given'>
}

/** The Bouncer with the rules of files, the facts about the machine and what the record holds of sessions. */
export async function buildBouncer(
  ports: Ports,
  base: Foundations,
  { audit, inbox, settings, ai, late }: BouncerParts,
) {
  const policies = createPolicies({
    ...{ ...base, organisationFolder: organisationFolder(), packs: () => settings.get().packs },
  })
  // A broken file is told at the start, not at the first call.
  await policies.overview([])
  const facts = createFacts({
    path: ports.environment.PATH ?? '',
    ...{ notify: base.notify, takeBack: base.takeBack },
    logger: base.logger.child('facts'),
  })
  const grants = await createGrants({
    ...{ ...base, path: base.place.grants },
    questions: () => inbox.list().map(({ id }) => id),
  })
  const giveGrant = createGiving({ ...base, grants, audit, given: late.given })
  const undo = await buildUndo(ports, base, { inbox, settings })
  const bouncer = createBouncer({
    ...base,
    ...{ audit, facts, grants, giveGrant, undo, ai },
    history: (session) => historyOf(audit, session),
    policies,
    ownHome: base.home,
    ownPorts: () => [...base.ownPorts],
    grant: (call) => inbox.takeGrant(call),
  })
  await giveUnfinished(inbox.list(), { giveGrant, since: base.clock.now() - weekMs })
  return { policies, facts, bouncer, grants, undo, ai, replays: createReplays() }
}

/** What calls destroy, and the copies that are kept of it. */
function buildUndo(
  { environment }: Ports,
  base: Foundations,
  { inbox, settings }: Pick<BouncerParts, 'inbox' | 'settings'>,
) {
  return createUndo({
    ...base,
    ...{ folder: base.place.undo, path: environment.PATH ?? '' },
    logger: base.logger.child('undo'),
    question: (id) => inbox.list().find((item) => item.id === id),
    settings() {
      const { undoCallMegabytes, undoTotalMegabytes, undoRetentionDays } = settings.get()
      return {
        callBytes: undoCallMegabytes * megabyte,
        totalBytes: undoTotalMegabytes * megabyte,
        retentionDays: undoRetentionDays,
      }
    },
  })
}

/** The record and the rules by which past calls are judged again. */
export function pastOf(
  { userHome }: Ports,
  { home, place }: Foundations,
  settings: Pick<SettingsStore, 'get'>,
) {
  return () => ({
    calls: { folder: place.logs, home: userHome },
    rules: { home, organisationFolder: organisationFolder(), packs: settings.get().packs },
  })
}
