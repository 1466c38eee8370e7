import { type AiLayerDeps, createAiLayer } from '../../../main/bouncer/ai-layer/ai-layer.ts'
import {
  type AiSettings,
  createChosenProvider,
} from '../../../main/bouncer/ai-layer/chosen-provider.ts'
import type { AskProgram } from '../../../main/bouncer/ai-layer/providers/claude-program.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { createEgress } from '../../../main/kit/egress/index.ts'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import { secret } from '../../../shared/kit/secret.ts'
import type { WireQuestion } from '../../fakes/model-server.ts'
import { answerText, callOf, reviewed, seenIn } from '../../fakes/scripted-model.ts'

/** A key that must be seen at the service and nowhere else. */
export const canaryKey = 'sk-ant-api03-canary-5c1e77'

/** What the person wrote, unless a test says otherwise. */
export const personSaid = 'Fix the failing test in the parser and tell me what was wrong.'

/** The layer over the real providers and the real door, and what was recorded. */
export interface AiHouse {
  readonly ledger: EgressEntry[]
  readonly notices: string[]
  readonly ai: ReturnType<typeof createAiLayer>
  settings: AiSettings
  isOffline: boolean
  /** Judges by the rules, then reviews. */
  review(call: ToolCall | string): Promise<Verdict>
  close(): void
}

/** Builds the house; `upstream` is where the Messages API answers. */
export function openAiHouse(parts: {
  readonly settings: Partial<AiSettings>
  readonly upstream?: string
  readonly askProgram?: AskProgram
  readonly deps?: Partial<AiLayerDeps>
  readonly hasKey?: boolean
}): AiHouse {
  const ledger: EgressEntry[] = []
  const notices: string[] = []
  const house: { settings: AiSettings; isOffline: boolean } = {
    settings: {
      aiProvider: 'off',
      aiModel: '',
      aiFirstModel: '',
      aiAddress: '',
      ...parts.settings,
    },
    isOffline: false,
  }
  const egress = createEgress({
    clock: systemClock,
    record: (entry) => void ledger.push(entry),
    offline: () => house.isOffline,
  })
  const chosen = createChosenProvider({
    ...{ egress, upstream: parts.upstream ?? 'http://127.0.0.1:9' },
    settings: () => house.settings,
    key: async () => (parts.hasKey === false ? null : secret(canaryKey)),
    askProgram: parts.askProgram ?? (async () => ({ ok: false, error: 'not-set-up' })),
  })
  let keys = 0
  const ai = createAiLayer({
    clock: systemClock,
    notify: ({ message }) => void notices.push(message),
    chosen,
    offline: () => house.isOffline,
    words: async () => [personSaid],
    newKey: () => `${++keys}`.padStart(32, 'k'),
    ...parts.deps,
  })
  return Object.assign(house, {
    ...{ ledger, notices, ai },
    async review(call: ToolCall | string) {
      const { after } = await reviewed(ai, typeof call === 'string' ? callOf(call) : call)
      return after
    },
    close: () => egress.close(),
  })
}

/** Takes a question from the wire apart. */
export function seenOnWire({ data, system }: WireQuestion) {
  const [key = ''] = Object.keys(JSON.parse(data))
  return seenIn({ data, key, stage: system.includes('"escalate"') ? 1 : 2 })
}

/** The text of a well-formed answer to a question from the wire. */
export function answerOnWire(question: WireQuestion, decision: 'allow' | 'deny' | 'ask'): string {
  return answerText(seenOnWire(question), decision)
}
