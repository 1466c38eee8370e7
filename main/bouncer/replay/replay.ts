import type { Grant, GrantWeight } from '../../../shared/bouncer/grants.ts'
import type { PolicyReplay } from '../../../shared/bouncer/replay.ts'
import type { GuardStatistics } from '../../../shared/bouncer/statistics.ts'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import { draftSource } from '../policies/draft-source.ts'
import { createPolicies } from '../policies/policies.ts'
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

/** What is played again; plain data, as it goes to a thread. */
export type ReplayTask = {
  readonly calls: RecordedCalls
  readonly rules: RulePlaces
} /** `except` is the entry of the call that is being asked about. */ & (
  | { readonly kind: 'grant'; readonly grant: Grant; readonly except: number | null }
  /** The text of a policy file in the place of the person's own. */
  | { readonly kind: 'policy'; readonly draft: string }
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
      const source = draftSource(task.draft)
      if (!source.ok) throw new Error(source.error.message)
      const draft = loadPolicies(createPolicies({ ...places, userSources: [source.value.source] }))
      return replayPolicy(task.calls, { now, draft }, task.rules.home)
    }
    case 'statistics':
      return guardStatistics(task.calls)
    default:
      return assertNever(task)
  }
}
