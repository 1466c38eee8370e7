import type { GrantWeight } from '../../../shared/bouncer/grants.ts'
import type { PolicyReplay } from '../../../shared/bouncer/replay.ts'
import type { ReplayOutcome, ReplayTask } from './replay.ts'
import { maxExamples } from './replay-policy.ts'
import { mergeStatistics } from './statistics.ts'
import { maxCovered } from './weigh-grant.ts'

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

function mergeWeights(parts: readonly GrantWeight[]): GrantWeight {
  const examples = parts.flatMap((part) => part.examples).sort((a, b) => b.entry - a.entry)
  return {
    covered: sum(parts, ({ covered }) => covered),
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
    examples: all.filter(({ to }) => {
      seen[to] += 1
      return seen[to] <= maxExamples
    }),
  }
}
