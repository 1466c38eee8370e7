import type { GrantWeight } from '../../../shared/bouncer/grants.ts'
import type { PolicyReplay } from '../../../shared/bouncer/replay.ts'
import type { GuardStatistics } from '../../../shared/bouncer/statistics.ts'
import type { ReplayOutcome, ReplayTask } from './replay.ts'
import { maxExamples } from './replay-policy.ts'
import { latencyPlaces } from './statistics.ts'
import { maxCovered } from './weigh-grant.ts'

/** Rules and sessions that are told. */
const maxListed = { rules: 12, sessions: 20 } as const

/** What the parts of a record come to together. */
export function merge<K extends ReplayTask['kind']>(
  kind: K,
  parts: readonly ReplayOutcome<K>[],
): ReplayOutcome<K> {
  return mergers[kind](parts)
}

type Mergers = {
  readonly [K in ReplayTask['kind']]: (parts: readonly ReplayOutcome<K>[]) => ReplayOutcome<K>
}

const mergers: Mergers = {
  grant: mergeWeights,
  policy: mergeReplays,
  statistics: mergeStatistics,
}

function sum<T>(parts: readonly T[], of: (part: T) => number): number {
  return parts.reduce((before, part) => before + of(part), 0)
}

function sums<K extends string>(all: readonly Readonly<Record<K, number>>[]): Record<K, number> {
  const [first, ...others] = all
  if (!first) throw new Error('a record has at least one part')
  const total: Record<K, number> = { ...first }
  for (const one of others) for (const key in one) total[key] += one[key]
  return total
}

function mergeWeights(parts: readonly GrantWeight[]): GrantWeight {
  const examples = parts.flatMap((part) => part.examples).sort((a, b) => b.entry - a.entry)
  return {
    covered: sum(parts, ({ covered }) => covered),
    denied: sum(parts, ({ denied }) => denied),
    calls: sum(parts, ({ calls }) => calls),
    examples: examples.slice(0, maxCovered),
  }
}

function mergeReplays(parts: readonly PolicyReplay[]): PolicyReplay {
  const all = parts.flatMap((part) => part.examples).sort((a, b) => a.entry - b.entry)
  const seen = { deny: 0, ask: 0, allow: 0 }
  return {
    calls: sum(parts, ({ calls }) => calls),
    newly: {
      deny: sum(parts, ({ newly }) => newly.deny),
      ask: sum(parts, ({ newly }) => newly.ask),
      allow: sum(parts, ({ newly }) => newly.allow),
    },
    answered: {
      grant: sum(parts, ({ answered }) => answered.grant),
      ai: sum(parts, ({ answered }) => answered.ai),
    },
    examples: all.filter(({ to }) => {
      seen[to] += 1
      return seen[to] <= maxExamples
    }),
  }
}

function mergeStatistics(parts: readonly GuardStatistics[]): GuardStatistics {
  const days = new Map<number, { calls: number; asked: number }>()
  const rules = new Map<string, GuardStatistics['rules'][number]>()
  for (const part of parts) {
    for (const { day, calls, asked } of part.days) {
      const before = days.get(day) ?? { calls: 0, asked: 0 }
      days.set(day, { calls: before.calls + calls, asked: before.asked + asked })
    }
    for (const one of part.rules) {
      const before = rules.get(one.rule) ?? { rule: one.rule, asked: 0, allowed: 0, denied: 0 }
      rules.set(one.rule, {
        rule: one.rule,
        asked: before.asked + one.asked,
        allowed: before.allowed + one.allowed,
        denied: before.denied + one.denied,
      })
    }
  }
  // A session lies in one part alone.
  const exposure = parts.flatMap((part) => part.exposure).sort((a, b) => b.at - a.at)
  return {
    ...{ calls: sum(parts, ({ calls }) => calls), asked: sum(parts, ({ asked }) => asked) },
    denied: sum(parts, ({ denied }) => denied),
    answered: sums(parts.map(({ answered }) => answered)),
    spared: sums(parts.map(({ spared }) => spared)),
    stopped: sums(parts.map(({ stopped }) => stopped)),
    days: [...days].map(([day, counts]) => ({ day, ...counts })).sort((a, b) => a.day - b.day),
    latencies: Array.from({ length: latencyPlaces }, (_none, at) =>
      sum(parts, (part) => part.latencies[at] ?? 0),
    ),
    rules: [...rules.values()].sort((a, b) => b.asked - a.asked).slice(0, maxListed.rules),
    exposure: exposure.slice(0, maxListed.sessions),
    moreSessions: Math.max(0, exposure.length - maxListed.sessions),
  }
}
