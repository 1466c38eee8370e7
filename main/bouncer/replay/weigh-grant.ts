import type { Grant, GrantWeight } from '../../../shared/bouncer/grants.ts'
import type { Verdict } from '../../../shared/bouncer/model.ts'
import { limitName } from '../../../shared/inbox/answered-by.ts'
import { digestOf, isInScope, rulesOf } from '../grants/grant-rules.ts'
import { observeCall, rulingOn } from '../pattern-layer/pattern-layer.ts'
import type { LayeredRule } from '../rules/layered.ts'
import { engineVersion, type Policy, withGrants } from '../rules/policy.ts'
import { lineOf } from './call-line.ts'
import type { LoadedPolicies } from './load-policies.ts'
import { eachRecordedCall, type RecordedCall, type RecordedCalls } from './recorded-calls.ts'

/** Covered calls that are shown. */
export const maxCovered = 5

/** A grant and the calls that it is held against, but for one entry. */
export interface Weighing {
  readonly grant: Grant
  readonly calls: RecordedCalls
  readonly except: number | null
}

/** What a grant would have meant for the calls on record; rejects when the record cannot be read. */
export async function weighGrant(
  { grant, calls, except }: Weighing,
  policies: LoadedPolicies,
): Promise<GrantWeight> {
  let looked = 0
  let covered = 0
  let denied = 0
  const examples: GrantWeight['examples'] = []
  const waiting = new Map<string, GrantWeight['examples'][number]>()
  await eachRecordedCall(calls, {
    prepare: policies.load,
    visit(recorded) {
      const { call, entry, at, verdict } = recorded
      if (entry === except || !isInScope(grant, call)) return
      looked += 1
      if (verdict.decision !== 'ask') return
      if (!isCovered(grant, recorded, policies.of(call.workspace))) return
      covered += 1
      const example = { entry, at, call: lineOf(call), isDenied: false }
      waiting.set(`${call.sessionId} ${call.id}`, example)
      examples.unshift(example)
      if (examples.length > maxCovered) examples.pop()
    },
    answered({ session, callId, decision, by }) {
      const example = waiting.get(`${session} ${callId}`)
      waiting.delete(`${session} ${callId}`)
      if (!example || decision !== 'deny' || by === limitName) return
      example.isDenied = true
      denied += 1
    },
  })
  return { covered, denied, calls: looked, examples }
}

function isCovered(grant: Grant, { call, verdict, memory }: RecordedCall, policy: Policy): boolean {
  const granted = rulesOf(grant, () => digestOf(call))
  if (granted.length === 0 || !mayAnswer(granted, verdict)) return false
  const seen = observeCall(call, { memory: memory(), policy: withGrants(policy, granted) })
  return rulingOn(seen).decision === 'allow'
}

/** Whether the questions on record are among those that are answered; another engine may ask others. */
function mayAnswer(
  granted: readonly LayeredRule[],
  { rules, engineVersion: by }: Verdict,
): boolean {
  if (by !== engineVersion) return true
  return rules.every((id) => granted.some(({ answersOnly }) => answersOnly?.has(id)))
}
