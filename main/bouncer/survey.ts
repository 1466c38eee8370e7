import type { ToolCall } from '../../shared/bouncer/model.ts'
import type { FactsSource } from './facts/create-facts.ts'
import { changesAnything, compactFacts, factsNeeded, searchesProject } from './facts/needs.ts'
import type { Grants } from './grants/grants.ts'
import type { SessionMemories } from './memory/session-memories.ts'
import type { SessionMemory } from './memory/session-memory.ts'
import {
  type Observation,
  observeCall,
  type PatternOptions,
} from './pattern-layer/pattern-layer.ts'
import type { Policies } from './policies/policies.ts'
import { builtInPolicy, withGrants } from './rules/policy.ts'
import { within } from './within.ts'

/** A call with the facts that were looked up for it, and what was seen in it by their light. */
export interface Surveyed {
  readonly call: ToolCall
  readonly seen: Observation
}

/** What the survey of a call is made with. */
export interface SurveyParts {
  readonly memories: Pick<SessionMemories, 'recall'>
  readonly facts?: FactsSource
  readonly policies?: Policies
  readonly grants?: Pick<Grants, 'rulesFor'>
  readonly ownPorts?: () => readonly number[]
  readonly ownHome?: string
  readonly limitMs: number
}

/** Everything that is known before the layers judge: memory → policy → first reading → facts → second reading. */
export function createSurvey(parts: SurveyParts): (call: ToolCall) => Promise<Surveyed> {
  const { memories, limitMs, policies, grants, ownPorts, ownHome } = parts

  /** Null when the session's past cannot be read: then its own files are not run unasked. */
  const recall = async (call: ToolCall): Promise<SessionMemory | null> => {
    try {
      return await within(limitMs, 'the memory of the session', () => memories.recall(call))
    } catch {
      return null
    }
  }

  return async (call) => {
    const memory = await recall(call)
    return within(limitMs, 'the pattern layer', async () => {
      const filed = (await policies?.policyFor(call.workspace)) ?? builtInPolicy
      const policy = withGrants(filed, grants?.rulesFor(call) ?? [])
      const options: PatternOptions = {
        memory,
        ownPorts: ownPorts?.() ?? [],
        ...(ownHome === undefined ? {} : { ownHome }),
        policy,
      }
      return lookAround(call, options, parts.facts)
    })
  }
}

/**
 * Reads a call, looks up what of the machine matters to it and reads it again where that differs from
 * what the call alone says. Facts that come with a call count as they are.
 */
async function lookAround(
  call: ToolCall,
  options: PatternOptions,
  source: FactsSource | undefined,
): Promise<Surveyed> {
  const first = observeCall(call, options)
  const query =
    source && !call.facts
      ? factsNeeded(first, searchesProject(source.searched, call.workspace))
      : null
  if (!source || !query) return { call, seen: first }
  const found = await source.lookUp(query)
  const told = compactFacts(found)
  const informed = { ...call, facts: found }
  const seen = changesAnything(found, first)
    ? observeCall(informed, options)
    : withFacts(first, informed)
  const { facts: _none, ...bare } = call
  return { call: told ? { ...bare, facts: told } : bare, seen }
}

/** What was seen, where the facts only confirm it. */
function withFacts(seen: Observation, call: ToolCall): Observation {
  const ground = { ...seen.scene.ground, facts: call.facts }
  return { ...seen, call, scene: { ...seen.scene, ground } }
}
