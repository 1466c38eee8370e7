import type { Meter } from './glob.ts'
import type { RuleGround } from './rule.ts'

/** Whether something matches: surely, perhaps (part of it is not known), or not. */
export type Match = 'yes' | 'maybe' | 'no'

/** What patterns of policy files may know while they are compared with one call. */
export interface Matching {
  readonly ground: RuleGround
  /** Name of the tool that is called. */
  readonly tool: string
  readonly meter: Meter
}

const order: readonly Match[] = ['no', 'maybe', 'yes']

/** The weakest of several, all of which must hold; sure when there are none. */
export function least(matches: readonly Match[]): Match {
  if (matches.includes('no')) return 'no'
  return matches.includes('maybe') ? 'maybe' : 'yes'
}

/** The strongest match among some things; none when there are none. */
export function anyOf<T>(things: readonly T[], test: (thing: T) => Match): Match {
  let best = 0
  for (const thing of things) {
    best = Math.max(best, order.indexOf(test(thing)))
    if (best === 2) return 'yes'
  }
  return order[best] ?? 'no'
}

/** Whether a match is certain: nothing of it unknown, and compared to the end. */
export function isSure(match: Match, { meter }: Matching): boolean {
  return match === 'yes' && meter.left >= 0
}
