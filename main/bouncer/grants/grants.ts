import { grantErrors } from '../../../shared/bouncer/errors.ts'
import {
  type Grant,
  type GrantDraft,
  type GrantScope,
  grantSchema,
} from '../../../shared/bouncer/grants.ts'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { Announce, Notify } from '../../kit/announce.ts'
import type { Clock } from '../../kit/clock.ts'
import type { DataOwner } from '../../kit/data-owner.ts'
import { createTurns } from '../../kit/turns.ts'
import type { LayeredRule } from '../rules/layered.ts'
import { createGrantEnds } from './grant-ends.ts'
import { digestOf, rulesFrom } from './grant-rules.ts'
import { openGrantsFile } from './grants-file.ts'
import { grantsOwner } from './grants-owner.ts'

/** The person's standing allowances. */
export interface Grants {
  /** Allowing rules for one call; none where nothing was granted for it. */
  rulesFor(call: ToolCall): readonly LayeredRule[]
  /** Those that hold, newest first. */
  list(): readonly Grant[]
  /** Puts a grant in force once it is on disk; giving it again changes nothing. */
  give(grant: Grant): Promise<Result<Grant, Failure>>
  /** Takes a grant back at once, also where the disk does not take it; that failure says so. */
  revoke(id: string): Promise<Result<Grant, Failure>>
  /** Whether a grant of that id was ever given, as far as that is remembered. */
  wasGiven(id: string): boolean
  /** Drops for good those that came to their end, and tells that they did. */
  dropEnded(): Promise<void>
  /** Drops the grants of a session that is gone. */
  dropSession(session: SessionId): Promise<void>
  readonly dataOwner: DataOwner
}

/** What grants need from the house. */
export interface GrantsDeps {
  /** Absolute path of their file. */
  readonly path: string
  readonly home: string
  readonly clock: Clock
  readonly announce: Announce
  readonly notify: Notify
  /** Ids of the questions that are kept; an answer to one of them may be given at a start. */
  questions(): readonly string[]
}

/** Opens the grants; where their file cannot be read nothing is granted, and that is said. */
export async function createGrants(deps: GrantsDeps): Promise<Grants> {
  const { clock, announce } = deps
  const file = await openGrantsFile(deps)
  let kept: readonly Grant[] = file.found.grants
  let given: readonly string[] = file.found.given
  /** The disk has not taken what was taken back. */
  let isBehind = false

  const inTurn = createTurns()
  const holds = createGrantEnds(clock)
  for (const grant of kept) holds(grant)
  const told = () => announce('bouncer.grantsChanged', { grants: listed() })
  const listed = () => kept.filter(holds).toReversed()

  const give = async (grant: Grant): Promise<Result<Grant, Failure>> => {
    if (given.includes(grant.id)) return ok(grant)
    const next = { grants: [...kept.filter(holds), grant], given: [...given, grant.id] }
    const written = await file.write(next)
    if (!written.ok) return err(unwritable(written.error, 'Nothing was granted beyond this call.'))
    kept = next.grants
    given = next.given
    told()
    return ok(grant)
  }

  /** Out of force first: a full disk must not keep a door open. */
  const keepOnly: Parameters<typeof grantsOwner>[0]['keepOnly'] = async ({ isGrant, isGiven }) => {
    const next = { grants: kept.filter(isGrant), given: given.filter(isGiven) }
    const isTaken = next.grants.length < kept.length
    if (!isTaken && next.given.length === given.length && !isBehind) return ok(undefined)
    kept = next.grants
    if (isTaken) told()
    // What was given counts as given until the disk has it otherwise.
    const isEmpty = next.grants.length + next.given.length === 0
    const written = isEmpty ? await file.remove() : await file.write(next)
    isBehind = !written.ok
    if (written.ok) given = next.given
    return written.ok ? ok(undefined) : written
  }
  const drop = (isMeant: (grant: Grant) => boolean) =>
    keepOnly({ isGrant: (grant) => !isMeant(grant), isGiven: () => true })

  const revoke = async (id: string): Promise<Result<Grant, Failure>> => {
    const grant = kept.find((one) => one.id === id)
    if (!grant) return err(failure(grantErrors, 'grant.unknown'))
    const written = await drop((one) => one.id === id)
    const said = 'It does not hold while the app runs, and comes back with the next start.'
    return written.ok ? ok(grant) : err(unwritable(written.error, said))
  }

  return {
    rulesFor(call) {
      return rulesFrom(kept.filter(holds), call)
    },
    list: listed,
    give: (grant) => inTurn(() => give(grant)),
    revoke: (id) => inTurn(() => revoke(id)),
    wasGiven: (id) => given.includes(id),
    async dropEnded() {
      if (!kept.every(holds)) await inTurn(() => drop((grant) => !holds(grant)))
    },
    async dropSession(session) {
      await inTurn(() =>
        drop(({ scope }) => scope.kind === 'session' && scope.sessionId === session),
      )
    },
    dataOwner: grantsOwner({
      kept: () => ({ grants: kept, given }),
      keepOnly: (stays) => inTurn(() => keepOnly(stays)),
      holds,
      isAsked: (id) => deps.questions().some((question) => idFor(question) === id),
    }),
  }
}

function unwritable(cause: string, keptWords: string): Failure {
  return failure(grantErrors, 'grant.unwritable', { cause, kept: keptWords })
}

/** The id of the grant that a question gives. */
function idFor(inboxId: string): string {
  return inboxId
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 64)
}

/** A grant as the person drafted it at a question. */
export function grantOf(
  draft: GrantDraft,
  from: {
    readonly inboxId: string
    readonly call: ToolCall
    /** Built-in rules that asked. */
    readonly rules: readonly string[]
    readonly given: string
    readonly by: string
    readonly at: number
  },
): Grant {
  const { call, at } = from
  const { reach, lastsMs } = draft
  return grantSchema.parse({
    id: idFor(from.inboxId),
    createdAt: at,
    by: from.by,
    scope: scopeOf(draft.scope, call),
    expiresAt: lastsMs === null ? null : at + lastsMs,
    reach:
      reach.kind === 'form'
        ? reach
        : { kind: 'exact', tool: call.tool, digest: digestOf(call), rules: from.rules },
    given: from.given,
    inboxId: from.inboxId,
  })
}

function scopeOf(scope: GrantDraft['scope'], { sessionId, workspace }: ToolCall): GrantScope {
  if (scope === 'session') return { kind: 'session', sessionId }
  return scope === 'project' ? { kind: 'project', workspace } : { kind: 'everywhere' }
}
