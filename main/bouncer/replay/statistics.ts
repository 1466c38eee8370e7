import type { AuditEntry } from '../../../shared/audit/model.ts'
import type { Verdict } from '../../../shared/bouncer/model.ts'
import { type GuardStatistics, stepsPerDoubling } from '../../../shared/bouncer/statistics.ts'
import { type RecordRange, readRecord } from '../../audit/index.ts'
import { lineOf } from './call-line.ts'

/** Places of the histogram of latencies; the last holds everything from about 16 s on. */
export const latencyPlaces = 24 * stepsPerDoubling + 1
const MAX_SECRETS = 12

type Decided = Extract<AuditEntry, { kind: 'decision' }>
type Secret = GuardStatistics['exposure'][number]['secrets'][number]
type Rule = GuardStatistics['rules'][number]

interface Tally {
  readonly days: Map<number, { calls: number; asked: number }>
  readonly latencies: number[]
  readonly rules: Map<string, Rule>
  readonly secrets: Map<string, Map<string, Secret>>
  /** Calls that wait for an answer, by session and id. */
  readonly waiting: Map<string, Decided>
  calls: number
  asked: number
  denied: number
}

/** Counts what the record holds of decisions and answers; rejects when it cannot be read. */
export async function guardStatistics(range: RecordRange): Promise<GuardStatistics> {
  const tally: Tally = {
    ...{ days: new Map(), rules: new Map(), secrets: new Map(), waiting: new Map() },
    ...{ latencies: new Array<number>(latencyPlaces).fill(0), calls: 0, asked: 0, denied: 0 },
  }
  for await (const entries of readRecord(range)) {
    for (const entry of entries) {
      if (entry.kind === 'decision') takeDecision(tally, entry)
      else if (entry.kind === 'answer') takeAnswer(tally, entry)
    }
  }
  return told(tally)
}

function takeDecision(tally: Tally, entry: Decided): void {
  const { verdict, latencyUs, session, call, at } = entry
  tally.calls += 1
  const place = placeOf(latencyUs)
  tally.latencies[place] = (tally.latencies[place] ?? 0) + 1
  const midnight = new Date(at).setHours(0, 0, 0, 0)
  const day = tally.days.get(midnight) ?? { calls: 0, asked: 0 }
  tally.days.set(midnight, day)
  day.calls += 1
  if (verdict.decision === 'deny') tally.denied += 1
  if (verdict.decision === 'allow') noteSecrets(tally, entry)
  if (verdict.decision !== 'ask') return
  tally.asked += 1
  day.asked += 1
  ruleOf(tally, verdict).asked += 1
  tally.waiting.set(`${session} ${call.id}`, entry)
}

function takeAnswer(tally: Tally, answer: Extract<AuditEntry, { kind: 'answer' }>): void {
  const key = `${answer.session} ${answer.callId}`
  const asked = tally.waiting.get(key)
  if (!asked) return
  tally.waiting.delete(key)
  const rule = ruleOf(tally, asked.verdict)
  if (answer.decision === 'deny') rule.denied += 1
  if (answer.decision !== 'allow') return
  rule.allowed += 1
  noteSecrets(tally, asked)
}

/** The place of a time in the histogram. */
function placeOf(latencyUs: number): number {
  const place = Math.floor(Math.log2(Math.max(1, latencyUs)) * stepsPerDoubling)
  return Math.min(latencyPlaces - 1, place)
}

function ruleOf(tally: Tally, { rules: [id = ''] }: Verdict): Rule {
  const rule = tally.rules.get(id) ?? { rule: id, asked: 0, allowed: 0, denied: 0 }
  tally.rules.set(id, rule)
  return rule
}

function noteSecrets(tally: Tally, { verdict, session, n: entry, at, call }: Decided): void {
  for (const effect of verdict.effects) {
    if (effect.kind !== 'read') continue
    for (const { path, secret } of effect.paths) {
      if (secret !== true) continue
      const known = tally.secrets.get(session) ?? new Map<string, Secret>()
      tally.secrets.set(session, known)
      // The first call that saw it is the one to look at.
      if (!known.has(path)) known.set(path, { path, entry, at, call: lineOf(call) })
    }
  }
}

function told(tally: Tally): GuardStatistics {
  const { calls, asked, denied, latencies } = tally
  return {
    ...{ calls, asked, denied, latencies },
    days: [...tally.days]
      .map(([day, counts]) => ({ day, ...counts }))
      .sort((a, b) => a.day - b.day),
    rules: [...tally.rules.values()].sort((a, b) => b.asked - a.asked),
    exposure: [...tally.secrets].map(([session, known]) => {
      const secrets = [...known.values()]
      const at = Math.max(...secrets.map((secret) => secret.at))
      return { session, at, secrets: secrets.slice(-MAX_SECRETS) }
    }),
  }
}
