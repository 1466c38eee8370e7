import { createHash } from 'node:crypto'
import type { Effect, ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { Clock } from '../../kit/clock.ts'

/** What an allow holds for: the same effects, asked by the same rules, in the same project and for the same wish. */
export interface CacheScope {
  readonly call: ToolCall
  readonly verdict: Verdict
  readonly words: readonly string[]
  /** Provider and models, as one text. */
  readonly who: string
}

/** Allows of the last half hour, and nothing but allows. */
export interface AllowCache<T> {
  get(scope: CacheScope): T | null
  /** Keeps nothing for calls that are asked about each time. */
  put(scope: CacheScope, value: T): void
  clear(): void
  size(): number
}

const keptMs = 30 * 60_000
const mostEntries = 200

/** Creates an empty cache; entries of a project go as soon as its policy is another one. */
export function createAllowCache<T>(clock: Clock): AllowCache<T> {
  const entries = new Map<string, { readonly value: T; readonly at: number; workspace: string }>()
  const policies = new Map<string, string>()

  const heed = ({ call: { workspace }, verdict: { policyHash } }: CacheScope) => {
    if (policies.get(workspace) === policyHash) return
    policies.set(workspace, policyHash)
    for (const [key, entry] of entries) if (entry.workspace === workspace) entries.delete(key)
    dropFirst(policies)
  }

  return {
    get(scope) {
      heed(scope)
      if (!isCacheable(scope.verdict.effects)) return null
      const key = keyOf(scope)
      const found = entries.get(key)
      if (!found) return null
      if (clock.elapsed() - found.at <= keptMs) return found.value
      entries.delete(key)
      return null
    },
    put(scope, value) {
      heed(scope)
      if (!isCacheable(scope.verdict.effects)) return
      const { workspace } = scope.call
      entries.set(keyOf(scope), { value, at: clock.elapsed(), workspace })
      dropFirst(entries)
    },
    clear() {
      entries.clear()
      policies.clear()
    },
    size: () => entries.size,
  }
}

function dropFirst(map: Map<string, unknown>): void {
  const [first] = map.keys()
  if (map.size > mostEntries && first !== undefined) map.delete(first)
}

/**
 * Never for what sends, deletes or changes a service, and never for code that may be another one by
 * then: files and projects that run, programs that are stopped.
 */
export function isCacheable(effects: readonly Effect[]): boolean {
  return effects.length > 0 && effects.every(isRepeatable)
}

function isRepeatable(effect: Effect): boolean {
  switch (effect.kind) {
    case 'read':
    case 'write':
      return effect.paths.every(({ certainty }) => certainty === 'exact')
    case 'network':
      return effect.direction === 'download' || effect.direction === 'listen'
    case 'execute':
      return effect.source === 'program'
    default:
      return false
  }
}

function keyOf({ call, verdict, words, who }: CacheScope): string {
  const form = verdict.effects.map(({ spans: _, ...effect }) => effect)
  const { tool, cwd, workspace, agentId = '' } = call
  const parts = [form, verdict.rules, tool, cwd, workspace, agentId, verdict.policyHash, words, who]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
