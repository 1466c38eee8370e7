import { isOnThisMachine } from '../../shared/bouncer/ai-address.ts'
import type { Settings } from '../../shared/settings/model.ts'
import type { AtomicInspection } from '../kit/atomic-file.ts'

/** Whom a home lets the AI layer ask, as far as its settings say; the running app knows how it goes. */
export interface AiSeen {
  readonly provider: 'off' | 'anthropic' | 'claude' | 'local' | 'unknown'
  /** Empty where the provider's usual ones are asked. */
  readonly models: readonly string[]
  /** Of a server; null for the others. */
  readonly address: string | null
  readonly heldOffline: boolean
}

/** What the settings of a home say of it. */
export function aiSeenIn(found: AtomicInspection<Settings>): AiSeen {
  if (found.status === 'missing') return off
  if (found.status !== 'ok') return { ...off, provider: 'unknown' }
  const { aiProvider, aiFirstModel, aiModel, aiAddress, offline } = found.value
  if (aiProvider === 'off') return off
  const address = aiProvider === 'local' ? aiAddress : null
  return {
    provider: aiProvider,
    models: [aiFirstModel, aiModel].filter((model) => model !== ''),
    address,
    heldOffline: offline && !(address !== null && isOnThisMachine(address)),
  }
}

const off: AiSeen = { provider: 'off', models: [], address: null, heldOffline: false }

const names = {
  off: 'off; every question comes to you',
  unknown: 'not known, because the settings cannot be read; it is off then',
  anthropic: 'asks Anthropic with your API key',
  claude: 'asks your own claude',
  local: 'asks the server at',
} as const satisfies Readonly<Record<AiSeen['provider'], string>>

/** The same in words. */
export function aiWords({ provider, models, address, heldOffline }: AiSeen): string {
  const who = address === null ? names[provider] : `${names[provider]} ${address}`
  const which = models.length === 0 ? '' : ` (${models.join(', ')})`
  return `${who}${which}${heldOffline ? '; held by offline mode' : ''}`
}
