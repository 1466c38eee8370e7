import type { RingStanding } from '../../shared/sessions/ring.ts'
import { t } from '../messages/index.ts'

/** Whether the ring can be had here, as a sentence. */
export function standingWords(standing: RingStanding): string {
  if (standing.state !== 'works') return `${t(`ring.state-${standing.state}`)}. ${standing.reason}`
  const program = t(`ring.program-${standing.program}`)
  const { version } = standing
  return version === '' ? t('ring.works-plain', { program }) : t('ring.works', { program, version })
}

/** What stays reachable although it should not, as a sentence; null where nothing does. */
export function reachableWords(names: readonly string[]): string | null {
  if (names.length === 0) return null
  return t('ring.reachable', { count: names.length, names: names.join(', ') })
}
