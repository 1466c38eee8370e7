import {
  type AiLayer,
  type AiLayerDeps,
  createAiLayer,
} from '../../main/bouncer/ai-layer/ai-layer.ts'
import type { Provider, ProviderFailure } from '../../main/bouncer/ai-layer/providers/provider.ts'
import type { Question } from '../../main/bouncer/ai-layer/question.ts'
import { observeCall, verdictOn } from '../../main/bouncer/pattern-layer/pattern-layer.ts'
import type { Clock } from '../../main/kit/clock.ts'
import type { ToolCall } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import { ok, type Result } from '../../shared/kit/result.ts'

/** What a scripted model sees of a question, beside its key. */
export interface Seen {
  readonly stage: 1 | 2
  readonly person: readonly string[]
  /** Absent in the outline. */
  readonly text: string | undefined
  readonly rules: readonly string[]
  readonly ids: readonly string[]
  readonly key: string
  readonly data: string
}

/** A model of a test: says what it answers, as an object, or as the text itself. */
export type Model = (
  seen: Seen,
) => 'allow' | 'deny' | 'ask' | { readonly text: string } | { readonly fails: ProviderFailure }

/** Takes a question apart as a model would. */
export function seenIn({ data, stage, key }: Pick<Question, 'data' | 'stage' | 'key'>): Seen {
  const found = JSON.parse(data)[key]
  const rules: string[] = found.rules.map(({ id }: { id: string }) => id)
  const effects: string[] = found.effects.map(({ id }: { id: string }) => id)
  const { person, text } = found
  return { stage, person, text, rules, ids: [...rules, ...effects], key, data }
}

/** The text of a well-formed answer. */
export function answerText({ stage, key, ids }: Seen, decision: 'allow' | 'deny' | 'ask'): string {
  const said = decision !== 'allow' && stage === 1 ? 'escalate' : decision
  return JSON.stringify({ key, decision: said, because: ids })
}

/** A provider that asks a model of a test, and notes what was asked. */
export function scriptedProvider(model: Model): Provider & { readonly asked: Seen[] } {
  const asked: Seen[] = []
  return {
    asked,
    modelOf: (stage) => `model-${stage}`,
    limitMs: { 1: 1_000, 2: 1_000 },
    async ask(question): Promise<Result<string, ProviderFailure>> {
      const seen = seenIn(question)
      asked.push(seen)
      const said = model(seen)
      if (typeof said === 'string') return ok(answerText(seen, said))
      return 'text' in said ? ok(said.text) : { ok: false, error: said.fails }
    },
  }
}

/** A call of a shell command, with facts that were looked up and found nothing. */
export function callOf(command: string, changes: Partial<ToolCall> = {}): ToolCall {
  return {
    id: 'call-1' as CallId,
    sessionId: 'session-1' as SessionId,
    tool: 'Bash',
    input: { command, description: 'The agent says that the person wants this.' },
    ...{ cwd: '/home/dev/project', workspace: '/home/dev/project', home: '/home/dev' },
    facts: { realPaths: {}, programs: {}, git: null },
    ...changes,
  }
}

/** A clock that a test moves. */
export function movedClock(): Clock & { forwardMs(by: number): void } {
  let at = 1_000
  return {
    now: () => at,
    elapsed: () => at,
    forwardMs(by) {
      at += by
    },
  }
}

/** An AI layer over a scripted model, and what happens around it. */
export function aiBench(model: Model, changes: Partial<AiLayerDeps> = {}) {
  const provider = scriptedProvider(model)
  const clock = movedClock()
  const notices: string[] = []
  let keys = 0
  const ai = createAiLayer({
    clock,
    notify: ({ message }) => void notices.push(message),
    chosen: () => ({ kind: 'local', signature: 'one', staysHere: true, provider }),
    offline: () => false,
    words: async () => ['Publish the branch to origin please, release-2.'],
    newKey: () => `key${++keys}`.padEnd(32, '0'),
    ...changes,
  })
  return { ai, provider, clock, notices }
}

/** Judges a call by the rules alone, then has the layer look at it. */
export async function reviewed(ai: AiLayer, call: ToolCall, options = {}) {
  const seen = observeCall(call, options)
  const before = verdictOn(seen)
  return { before, after: await ai.review(seen, before) }
}
