import type { Grant, GrantWeight } from '../../../shared/bouncer/grants.ts'
import type { PolicyReplay } from '../../../shared/bouncer/replay.ts'
import type { GuardStatistics } from '../../../shared/bouncer/statistics.ts'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import { type DraftPlace, draftSource } from '../policies/draft-source.ts'
import { createPolicies, type PoliciesDeps } from '../policies/policies.ts'
import { loadPolicies } from './load-policies.ts'
import type { RecordedCalls } from './recorded-calls.ts'
import { replayPolicy } from './replay-policy.ts'
import { guardStatistics } from './statistics.ts'
import { weighGrant } from './weigh-grant.ts'

/** Where the rules in force lie. */
export interface RulePlaces {
  /** Absolute folder of this app. */
  readonly home: string
  /** Absolute folder of the organisation's rules. */
  readonly organisationFolder: string
  /** Packs that are switched on. */
  readonly packs: readonly string[]
}

/** Rules that are tried: the text of a policy file in the place of another, or other packs. */
export type PolicyDraft =
  | { readonly kind: 'file'; readonly text: string; readonly place?: DraftPlace }
  | { readonly kind: 'packs'; readonly names: readonly string[] }

/** What is played again; plain data, as it goes to a thread. */
export type ReplayTask = {
  readonly calls: RecordedCalls
  readonly rules: RulePlaces
} /** `except` is the entry of the call that is being asked about. */ & (
  | { readonly kind: 'grant'; readonly grant: Grant; readonly except: number | null }
  /** What would change, beside the grants in force. */
  | { readonly kind: 'policy'; readonly draft: PolicyDraft; readonly grants: readonly Grant[] }
  | { readonly kind: 'statistics' }
)

/** What a task yields. */
export type ReplayOutcome<T extends ReplayTask['kind']> = {
  readonly grant: GrantWeight
  readonly policy: PolicyReplay
  readonly statistics: GuardStatistics
}[T]

/** Plays the record again; rejects when it or a draft cannot be read. */
export function replay(task: ReplayTask): Promise<ReplayOutcome<ReplayTask['kind']>> {
  const { packs, ...rules } = task.rules
  const places = { ...rules, packs: () => packs, notify: () => undefined }
  const now = loadPolicies(createPolicies(places))
  switch (task.kind) {
    case 'grant':
      return weighGrant(task, now)
    case 'policy': {
      const draft = loadPolicies(createPolicies({ ...places, ...changed(task.draft) }))
      const beside = { ownHome: task.rules.home, grants: task.grants, ...projectOf(task.draft) }
      return replayPolicy(task.calls, { now, draft }, beside)
    }
    case 'statistics':
      return guardStatistics(task.calls)
    default:
      return assertNever(task)
  }
}

function changed(draft: PolicyDraft): Pick<PoliciesDeps, 'packs' | 'draft'> {
  if (draft.kind === 'packs') return { packs: () => draft.names }
  const source = draftSource(draft.text, draft.place)
  if (!source.ok) throw new Error(source.error.message)
  return { draft: source.value }
}

/** Rules of one project say nothing about calls in others. */
function projectOf(draft: PolicyDraft): { readonly workspace?: string } {
  const place = draft.kind === 'file' ? draft.place : undefined
  return place?.layer === 'workspace' ? { workspace: place.workspace } : {}
}
