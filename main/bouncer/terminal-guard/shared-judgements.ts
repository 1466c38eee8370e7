import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Bouncer, Judgement } from '../judge.ts'

/** Judges a call once, although the app's own gate and the hook in the agent's settings both ask. */
export interface SharedJudgements {
  /** For the app's own gates: takes what the hook was told about the same call, once. */
  readonly bouncer: Bouncer
  /** For the hook: takes what a gate or another hook was told, or is being told, about the same call. */
  judgeForHook(call: ToolCall): Promise<Judgement>
}

interface Kept {
  readonly judgement: Promise<Judgement>
  readonly atMs: number
}

/** Both ask within moments; what was judged longer ago may not hold any more. */
const keptMs = 60_000
const mostKept = 256

/**
 * Shares judgements by call id, session, folder and input: whoever comes first has it judged and
 * recorded, the other gets the same promise. Another input under the same id is another call.
 */
export function createSharedJudgements(bouncer: Bouncer, clock: Clock): SharedJudgements {
  const forHooks = new Map<string, Kept>()
  const forGates = new Map<string, Kept>()

  const keep = (kept: Map<string, Kept>, key: string, judgement: Promise<Judgement>) => {
    kept.set(key, { judgement, atMs: clock.elapsed() })
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  }
  const find = (kept: Map<string, Kept>, key: string): Promise<Judgement> | null => {
    const found = kept.get(key)
    return found && clock.elapsed() - found.atMs < keptMs ? found.judgement : null
  }

  return {
    bouncer: {
      ...bouncer,
      judge(call) {
        const key = keyOf(call)
        const judged = find(forGates, key)
        forGates.delete(key)
        if (judged !== null) return judged
        const judgement = bouncer.judge(call)
        keep(forHooks, key, judgement)
        return judgement
      },
      refuse(call, why) {
        const judgement = bouncer.refuse(call, why)
        keep(forHooks, keyOf(call), judgement)
        return judgement
      },
    },
    judgeForHook(call) {
      const key = keyOf(call)
      const judged = find(forHooks, key)
      if (judged !== null) return judged
      const judgement = bouncer.judge(call)
      keep(forHooks, key, judgement)
      keep(forGates, key, judgement)
      return judgement
    },
  }
}

function keyOf({ id, sessionId, tool, cwd, agentId = '', input }: ToolCall): string {
  return JSON.stringify([sessionId, id, agentId, tool, cwd, input])
}
