import type { Audit } from '../audit/index.ts'
import {
  createBouncer,
  createFacts,
  createGiving,
  createGrants,
  createPolicies,
  createReplays,
  giveUnfinished,
} from '../bouncer/index.ts'
import type { Inbox } from '../inbox/index.ts'
import type { Foundations } from './foundations.ts'
import { historyOf } from './look-into-record.ts'
import { organisationFolder } from './places.ts'
import type { Ports } from './ports.ts'

const weekMs = 7 * 24 * 3_600_000

/** The Bouncer with the rules of files, the facts about the machine and what the record holds of sessions. */
export async function buildBouncer(
  ports: Ports,
  base: Foundations,
  { audit, inbox }: { readonly audit: Audit; readonly inbox: Inbox },
) {
  const policies = createPolicies({ ...base, organisationFolder: organisationFolder() })
  // A broken file is told at the start, not at the first call.
  await policies.overview([])
  const facts = createFacts({
    path: ports.environment.PATH ?? '',
    logger: base.logger.child('facts'),
  })
  const grants = await createGrants({ ...base, path: base.place.grants })
  const giveGrant = createGiving({ ...base, grants, audit })
  const bouncer = createBouncer({
    ...base,
    ...{ audit, facts, grants, giveGrant },
    history: (session) => historyOf(audit, session),
    policies,
    ownHome: base.home,
    ownPorts: () => [...base.ownPorts],
    grant: (call) => inbox.takeGrant(call),
  })
  await giveUnfinished(inbox.list(), { giveGrant, since: base.clock.now() - weekMs })
  return { policies, facts, bouncer, grants, replays: createReplays() }
}

/** The record and the rules by which past calls are judged again. */
export function pastOf({ userHome }: Ports, { home, place }: Foundations) {
  return {
    calls: { folder: place.logs, home: userHome },
    rules: { home, organisationFolder: organisationFolder() },
  }
}
