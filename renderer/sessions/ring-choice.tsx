import type { ReactElement } from 'react'
import type { OutputOf } from '../../shared/contract.ts'
import type { RingLevel } from '../../shared/sessions/ring.ts'
import { settingsFor } from '../../shared/settings/model.ts'
import type { Workspace } from '../../shared/workspace/model.ts'
import { type Query, useApp } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { RadioGroup } from '../ui/radio-group.tsx'
import { reachableWords, standingWords } from './ring-words.ts'
import { useSessionsView } from './store.ts'

type Found = OutputOf<'sessions.ring'>

/** The level that is chosen for the session to be started: the draft's, else the setting of the folder. */
export function useRingLevel(folder: Workspace | null): RingLevel {
  const everywhere = useApp((app) => app.settings)
  const chosen = useSessionsView((view) => view.draft.ring)
  return chosen ?? (folder ? settingsFor(everywhere, folder.path) : everywhere).ring
}

/** True once it is known that the ring cannot be had for this folder. */
export function cannotHaveRing(found: Found | null): boolean {
  return found !== null && (found.standing.state !== 'works' || found.refusal !== null)
}

export interface RingChoiceProps {
  readonly level: RingLevel
  readonly query: Query<Found>
  readonly onChange: (level: RingLevel) => void
}

/** With or without the outer ring, and whether it can be had here. */
export function RingChoice({ level, query, onChange }: RingChoiceProps): ReactElement {
  const { value } = query
  const works = value !== null && !cannotHaveRing(value)
  const label = (one: RingLevel) =>
    one === 'ring' && works
      ? `${t('ring.level-ring')} (${t('ring.recommended')})`
      : t(`ring.level-${one}`)
  return (
    <div className="new-session-ring">
      <RadioGroup
        label={t('ring.title')}
        value={level}
        onValueChange={onChange}
        options={(['ring', 'off'] as const).map((one) => ({
          value: one,
          label: label(one),
          description: t(`ring.level-about-${one}`),
        }))}
      />
      <p className="new-session-kept" role="status">
        {statusOf(query)}
      </p>
    </div>
  )
}

function statusOf({ value, failure }: Query<Found>): string {
  if (value === null) return failure ? failure.message : t('ring.looking')
  const { standing, refusal } = value
  if (refusal !== null) return refusal
  const open = standing.state === 'works' ? reachableWords(standing.reachable) : null
  return open === null ? standingWords(standing) : `${standingWords(standing)}. ${open}`
}
