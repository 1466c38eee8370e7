import type { ReactElement } from 'react'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { t } from '../messages/index.ts'
import { Chip } from '../ui/chip.tsx'

export interface RingChipProps {
  readonly session: SessionSummary
  readonly isOpen: boolean
  readonly onPress: () => void
}

/** Says whether the operating system holds the agent too; pressing it shows what that means here. */
export function RingChip({ session, isOpen, onPress }: RingChipProps): ReactElement {
  return (
    <Chip icon="lock" on={isOpen} aria-expanded={isOpen} onClick={onPress}>
      {wordsOf(session)}
    </Chip>
  )
}

function wordsOf({ ring, ranIn }: SessionSummary): string {
  if (ranIn !== null && ranIn !== ring) {
    return t(ring === 'ring' ? 'ring.badge-next' : 'ring.badge-next-off')
  }
  return t(`ring.badge-${ring}`)
}
