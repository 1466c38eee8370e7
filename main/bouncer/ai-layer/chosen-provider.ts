import { isOnThisMachine } from '../../../shared/bouncer/ai-address.ts'
import type { AiProvider } from '../../../shared/bouncer/ai-review.ts'
import type { Secret } from '../../../shared/kit/secret.ts'
import type { Settings } from '../../../shared/settings/model.ts'
import type { Egress } from '../../kit/egress/index.ts'
import { createAnthropicProvider } from './providers/anthropic.ts'
import { createChatServerProvider } from './providers/chat-server.ts'
import { type AskProgram, createClaudeProgramProvider } from './providers/claude-program.ts'
import type { Provider } from './providers/provider.ts'

/** The provider that the person chose, and what tells one choice from another. */
export interface Chosen {
  readonly kind: AiProvider
  /** Changes whenever anything about the choice does. */
  readonly signature: string
  /** Whether asking it sends nothing to another machine. */
  readonly staysHere: boolean
  readonly provider: Provider
}

/** The part of the settings that chooses. */
export type AiSettings = Pick<Settings, 'aiProvider' | 'aiModel' | 'aiFirstModel' | 'aiAddress'>

/** What providers are made with. */
export interface ChosenDeps {
  settings(): AiSettings
  readonly egress: Egress
  /** Origin of the model service. */
  readonly upstream: string
  /** The person's key; null when it cannot be had now. */
  key(): Promise<Secret | null>
  readonly askProgram: AskProgram
}

/** Models where the person names none; a server of theirs has no usual ones. */
const usualModels = {
  anthropic: ['claude-haiku-5-5', 'claude-sonnet-5-5'],
  claude: ['haiku', 'sonnet'],
  local: ['', ''],
} as const satisfies Readonly<Record<AiProvider, readonly [string, string]>>

/** Makes the provider of the present settings, anew only when they change; null while it is off. */
export function createChosenProvider(deps: ChosenDeps): () => Chosen | null {
  let made: Chosen | null = null
  return () => {
    const { aiProvider: kind, aiModel, aiFirstModel, aiAddress } = deps.settings()
    if (kind === 'off') {
      made = null
      return null
    }
    const signature = JSON.stringify([kind, aiFirstModel, aiModel, aiAddress])
    if (made?.signature === signature) return made
    const staysHere = kind === 'local' && isOnThisMachine(aiAddress)
    made = { kind, signature, staysHere, provider: providerOf(kind, deps) }
    return made
  }
}

function providerOf(kind: AiProvider, deps: ChosenDeps): Provider {
  const { aiModel, aiFirstModel, aiAddress: address } = deps.settings()
  const [first, second] = usualModels[kind]
  const ofSecond = aiModel || second
  // One name for both stages where only one is given: a server at home often has but one model.
  const ofFirst = aiFirstModel || (kind === 'local' ? ofSecond : first)
  const models = { 1: ofFirst, 2: ofSecond }
  const modelOf: Provider['modelOf'] = (stage) => models[stage]
  switch (kind) {
    case 'anthropic':
      return createAnthropicProvider({ ...deps, models })
    case 'claude':
      return createClaudeProgramProvider(deps.askProgram, modelOf)
    case 'local':
      return createChatServerProvider({ ...deps, address, models: modelOf })
  }
}
