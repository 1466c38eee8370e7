import type { AuditEntry } from '../../../shared/audit/model.ts'
import type { Effect, Verdict } from '../../../shared/bouncer/model.ts'
import {
  type GuardStatistics,
  type SeenSecret,
  stepsPerDoubling,
} from '../../../shared/bouncer/statistics.ts'
import { limitName } from '../../../shared/inbox/answered-by.ts'
import { type RecordRange, readRecord } from '../../audit/index.ts'
import { lineOf } from './call-line.ts'

/** Places of the histogram of latencies; the last holds everything from about 16 s on. */
export const latencyPlaces = 24 * stepsPerDoubling + 1
const MAX_SECRETS = 50

type Decided = Extract<AuditEntry, { kind: 'decision' }>
type Rule = GuardStatistics['rules'][number]

interface Tally {
  readonly days: Map<number, { calls: number; asked: number }>
  readonly latencies: number[]
  readonly rules: Map<string, Rule>
  readonly secrets: Map<string, Map<string, SeenSecret>>
  /** Calls that wait for an answer, by session and id. */
  readonly waiting: Map<string, Decided>
  readonly answered: Mutable<GuardStatistics['answered']>
  readonly spared: Mutable<GuardStatistics['spared']>
  readonly stopped: Mutable<GuardStatistics['stopped']>
  calls: number
  asked: number
  denied: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Counts what the record holds of decisions and answers; rejects when it cannot be read. */
export async function guardStatistics(range: RecordRange): Promise<GuardStatistics> {
  const tally: Tally = {
    ...{ days: new Map(), rules: new Map(), secrets: new Map(), waiting: new Map() },
    ...{ latencies: new Array<number>(latencyPlaces).fill(0), calls: 0, asked: 0, denied: 0 },
    answered: { allowed: 0, denied: 0, nobody: 0 },
    ...{ spared: { grant: 0, ai: 0 }, stopped: { rules: 0, ai: 0, failure: 0 } },
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
  if (verdict.decision === 'deny') takeDenial(tally, verdict)
  if (verdict.decision === 'allow') takeAllowance(tally, entry)
  if (verdict.decision !== 'ask') return
  tally.asked += 1
  day.asked += 1
  ruleOf(tally, verdict).asked += 1
  tally.waiting.set(`${session} ${call.id}`, entry)
}

function takeDenial(tally: Tally, { layer }: Verdict): void {
  tally.denied += 1
  tally.stopped[layer === 'ai' || layer === 'failure' ? layer : 'rules'] += 1
}

function takeAllowance(tally: Tally, entry: Decided): void {
  const { layer } = entry.verdict
  if (layer === 'grant' || layer === 'ai') tally.spared[layer] += 1
  noteSecrets(tally, entry)
}

function takeAnswer(tally: Tally, answer: Extract<AuditEntry, { kind: 'answer' }>): void {
  const key = `${answer.session} ${answer.callId}`
  const asked = tally.waiting.get(key)
  if (!asked) return
  tally.waiting.delete(key)
  const rule = ruleOf(tally, asked.verdict)
  const { answered } = tally
  if (answer.decision === 'deny') {
    rule.denied += 1
    answered[answer.by === limitName ? 'nobody' : 'denied'] += 1
  }
  if (answer.decision !== 'allow') return
  rule.allowed += 1
  answered.allowed += 1
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
  for (const { kind, name } of verdict.effects.flatMap(secretsOf)) {
    const known = tally.secrets.get(session) ?? new Map<string, SeenSecret>()
    tally.secrets.set(session, known)
    const key = `${kind} ${name}`
    // The first call that saw it is the one to look at.
    if (!known.has(key)) known.set(key, { kind, name, entry, at, call: lineOf(call) })
  }
}

function secretsOf(effect: Effect): Pick<SeenSecret, 'kind' | 'name'>[] {
  if (effect.kind === 'variable') {
    const { name } = effect
    return [name === '*' ? { kind: 'environment', name: '' } : { kind: 'variable', name }]
  }
  if (effect.kind !== 'read') return []
  const secret = effect.paths.filter((path) => path.secret === true)
  return secret.map(({ path }) => ({ kind: 'file', name: path }))
}

function told(tally: Tally): GuardStatistics {
  const { calls, asked, denied, latencies, answered, spared, stopped } = tally
  return {
    ...{ calls, asked, denied, latencies, answered, spared, stopped, moreSessions: 0 },
    days: [...tally.days]
      .map(([day, counts]) => ({ day, ...counts }))
      .sort((a, b) => a.day - b.day),
    rules: [...tally.rules.values()].sort((a, b) => b.asked - a.asked),
    exposure: [...tally.secrets].map(([session, known]) => {
      const secrets = [...known.values()]
      const at = Math.max(...secrets.map((secret) => secret.at))
      const more = Math.max(0, secrets.length - MAX_SECRETS)
      return { session, at, secrets: secrets.slice(-MAX_SECRETS), more }
    }),
  }
}
