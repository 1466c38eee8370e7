import { grantErrors } from '../../shared/bouncer/errors.ts'
import { inboxErrors } from '../../shared/inbox/errors.ts'
import type { InboxBody } from '../../shared/inbox/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import type { InboxId } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Inbox } from '../inbox/index.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { AiLayer } from './ai-layer/ai-layer.ts'
import { checkGrant } from './grants/give-grant.ts'
import { type Grants, grantOf } from './grants/grants.ts'
import type { Bouncer, BouncerDeps } from './judge.ts'
import { checkDraft } from './policies/check-draft-policy.ts'
import { createOwnPolicyFile } from './policies/own-policy.ts'
import type { RecordedCalls } from './replay/recorded-calls.ts'
import type { PolicyDraft, RulePlaces } from './replay/replay.ts'
import type { Replays } from './replay/run-replay.ts'
import type { Undo } from './undo/undo.ts'

/** Project folder that the cases of the person's own rules are played in; nothing there is read. */
const caseFolder = '/project'

type Approval = Extract<InboxBody, { kind: 'approval' }>

/** What the procedures of the Bouncer reach. */
export interface HandlerParts {
  readonly bouncer: Bouncer
  readonly grants: Grants
  readonly audit: BouncerDeps['audit']
  readonly inbox: Pick<Inbox, 'list' | 'takeBack'>
  readonly replays: Replays
  readonly undo: Pick<Undo, 'handlers'>
  readonly ai: Pick<AiLayer, 'status' | 'test'>
  /** The record and the rules that past calls are judged by. */
  past(): { readonly calls: RecordedCalls; readonly rules: RulePlaces }
}

/** The procedures that clients may call. */
export function bouncerHandlers(parts: HandlerParts): HandlersOf<'bouncer'> {
  const { handlers: undoHandlers } = parts.undo
  const { bouncer, grants, audit, inbox, replays, ai, past } = parts

  const approvalOf = (id: InboxId): Result<Approval, Failure> => {
    const item = inbox.list().find((one) => one.id === id)
    return item?.body.kind === 'approval'
      ? ok(item.body)
      : err(failure(inboxErrors, 'inbox.unknown'))
  }

  const own = createOwnPolicyFile(past().rules.home)
  const ground = { workspace: caseFolder, home: past().calls.home }

  const tried = (draft: PolicyDraft) =>
    replays.run({ kind: 'policy', draft, grants: grants.list(), ...past() })

  return {
    ...undoHandlers,
    'bouncer.rules': async ({ workspaces }) => ok(await bouncer.rules(workspaces)),
    'bouncer.aiStatus': async () => ok(ai.status()),
    'bouncer.testAi': async () => ok(await ai.test()),
    'bouncer.ownPolicy': () => own.read(),
    'bouncer.checkPolicy': ({ text }) => checkDraft(text, { rules: past().rules, ground }),
    'bouncer.replayPolicy': ({ text }) => tried({ kind: 'file', text }),
    'bouncer.replayPack': ({ name }) =>
      tried({ kind: 'packs', names: [...past().rules.packs, name] }),
    async 'bouncer.savePolicy'({ text, version }) {
      const checked = await checkDraft(text, { rules: past().rules, ground })
      return checked.ok ? own.save(text, version) : checked
    },
    'bouncer.statistics': () => replays.run({ kind: 'statistics', ...past() }),
    'bouncer.grants': async () => ok({ grants: [...grants.list()] }),
    async 'bouncer.proposeGrant'({ id }) {
      const asked = approvalOf(id)
      return asked.ok ? ok(await bouncer.propose(asked.value.call)) : asked
    },
    async 'bouncer.weighGrant'({ id, draft }, { name: by }) {
      const asked = approvalOf(id)
      if (!asked.ok) return asked
      const refused = checkGrant(draft, asked.value)
      if (refused) return err(refused)
      const { call, verdict, entry: except } = asked.value
      const grant = grantOf(draft, {
        ...{ inboxId: id, call, rules: verdict.rules, given: '', by, at: 0 },
      })
      return replays.run({ kind: 'grant', grant, except, ...past() })
    },
    'bouncer.revokeAllowance': ({ id }, { name: by }) => revokeAllowance(id, by, parts),
    async 'bouncer.revokeGrant'({ id }, { name: by }) {
      const grant = grants.list().find((one) => one.id === id)
      if (!grant) return err(failure(grantErrors, 'grant.unknown'))
      const revoked = await grants.revoke(id)
      const session = grant.scope.kind === 'session' ? grant.scope.sessionId : ''
      const entry = { kind: 'grant', session, event: 'revoked', by, grant } as const
      const recorded = await audit.append(entry)
      return revoked.ok && !recorded.ok ? recorded : revoked
    },
  }
}

/** Out of force first, then on record. */
async function revokeAllowance(
  id: InboxId,
  by: string,
  { inbox, audit }: Pick<HandlerParts, 'inbox' | 'audit'>,
): Promise<Result<{ readonly id: InboxId }, Failure>> {
  const taken = await inbox.takeBack(id)
  if (!taken.ok) return taken
  const { sessionId: session, callId } = taken.value
  const said = { by, note: 'The person took back what they had allowed once.', waitedMs: 0 }
  const answer = { kind: 'answer', decision: 'withdrawn', inboxId: id } as const
  const recorded = await audit.append({ ...answer, session, callId: callId ?? '', ...said })
  return recorded.ok ? ok({ id }) : recorded
}
