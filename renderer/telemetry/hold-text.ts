import type { Hold, KindStatus } from '../../shared/telemetry/model.ts'
import { t } from '../messages/index.ts'

/** Why a switch stands as it does. */
export function holdText(hold: Hold | null): string {
  if (hold === null) return t('telemetry.on')
  switch (hold.kind) {
    case 'environment':
      return t('telemetry.hold-environment', { variable: hold.variable })
    case 'unreadable':
      return t('telemetry.hold-unreadable', { problem: hold.problem })
    default:
      return t(`telemetry.hold-${hold.kind}`)
  }
}

/** True where the switch could change something. */
export function isFree({ hold }: Pick<KindStatus, 'hold'>): boolean {
  if (hold === null) return true
  const free: readonly Hold['kind'][] = [
    'unreadable',
    'not-asked',
    'policy-changed',
    'receiver-changed',
    'refused',
  ]
  return free.includes(hold.kind)
}
