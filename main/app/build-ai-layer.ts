import { randomBytes } from 'node:crypto'
import type { SessionId } from '../../shared/kit/ids.ts'
import { type AiLayer, createAiLayer, createChosenProvider } from '../bouncer/index.ts'
import type { Credentials } from '../credentials/index.ts'
import type { Egress } from '../kit/egress/index.ts'
import { createOneQuestion, type Sessions } from '../sessions/index.ts'
import type { SettingsStore } from '../settings/index.ts'
import type { Foundations } from './foundations.ts'

/** By this the ledger names what the AI layer's program connects to. */
const purpose = 'ai-review'

/** What the AI layer takes from other features. */
export interface AiLayerParts {
  readonly settings: Pick<SettingsStore, 'get'>
  readonly egress: Egress
  readonly credentials: Pick<Credentials, 'read'>
  /** Origin of the model service. */
  readonly upstream: string
  /** How the person's `claude` is found and started. */
  readonly claudeCode: Parameters<typeof createOneQuestion>[0]
}

/** The AI layer, and how it gets to know the sessions, which are built upon it. */
export interface BuiltAiLayer {
  readonly ai: AiLayer
  /** From then on it knows what the person wrote; before, nobody has written anything. */
  knowSessions(sessions: Pick<Sessions, 'personWords'>): void
}

/** Builds the layer; it asks nobody until the person chooses whom. */
export function buildAiLayer(base: Foundations, parts: AiLayerParts): BuiltAiLayer {
  const { settings, egress, credentials, upstream, claudeCode } = parts
  const askOnce = createOneQuestion(claudeCode)
  let sessions: Pick<Sessions, 'personWords'> | null = null
  const chosen = createChosenProvider({
    ...{ egress, upstream, settings: settings.get },
    async key() {
      const read = await credentials.read('anthropic-api-key')
      return read.status === 'ok' ? read.value : null
    },
    askProgram: (question) => askOnce({ ...question, purpose }),
  })
  const ai = createAiLayer({
    ...{ ...base, chosen },
    offline: () => settings.get().offline,
    words: async (id: SessionId) => (await sessions?.personWords(id)) ?? [],
    newKey: () => randomBytes(16).toString('hex'),
  })
  return {
    ai,
    knowSessions(built) {
      sessions = built
    },
  }
}
