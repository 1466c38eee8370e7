import type { AiStatus } from '../../shared/bouncer/ai-status.ts'
import { aiWho, t } from '../messages/index.ts'

/** How the AI layer stands and what that means for the person, in sentences. */
export function standingWords(status: AiStatus, address: string): string {
  const { provider, models, staysHere, isOffline, breaker } = status
  if (provider === null) return t('ai.off')
  if (models.includes('')) return t('ai.no-model')
  if (isOffline && !staysHere) return `${t('ai.off-offline')} ${expected(status)}`
  if (breaker.status === 'open') {
    const count = Math.ceil(breaker.forMs / 1_000)
    return `${t('ai.paused-for', { count })} ${expected(status)}`
  }
  if (breaker.status === 'trying') return `${t('ai.trying')} ${expected(status)}`
  const on = t('ai.on', { who: aiWho(provider, address) })
  const hour = perHour(status)
  return hour ? `${on} ${t('ai.saves', { count: hour.with, without: hour.without })}` : on
}

/** How often the person is asked without it, from what was seen; else that it is more often. */
function expected(status: AiStatus): string {
  const hour = perHour(status)
  return hour ? t('ai.expect', { count: hour.without, with: hour.with }) : t('ai.expect-more')
}

function perHour({ statistics }: AiStatus): { with: number; without: number } | null {
  const hour = statistics.questionsPerHour
  if (hour === null) return null
  return { with: Math.round(hour.with), without: Math.round(hour.without) }
}
