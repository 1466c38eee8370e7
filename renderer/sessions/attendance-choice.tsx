import type { ReactElement } from 'react'
import type { Unanswered } from '../../shared/sessions/model.ts'
import { t } from '../messages/index.ts'
import { limitWords, unansweredLimits } from '../settings/index.ts'
import { RadioGroup } from '../ui/radio-group.tsx'
import { Select } from '../ui/select.tsx'

/** An hour, where somebody leaves a run alone without having set a time. */
const usualMinutes = 60

export interface AttendanceChoiceProps {
  readonly unanswered: Unanswered
  /** What the settings say, offered first once nobody attends. */
  readonly usual: Unanswered
  readonly onChange: (unanswered: Unanswered) => void
}

/** Whether somebody attends the session that is to be started, and what becomes of its questions if not. */
export function AttendanceChoice(props: AttendanceChoiceProps): ReactElement {
  const { unanswered, usual, onChange } = props
  return (
    <div className="new-session-ring">
      <RadioGroup
        label={t('attendance.title')}
        value={unanswered === null ? 'attended' : 'unattended'}
        onValueChange={(chosen) => onChange(chosen === 'attended' ? null : (usual ?? usualMinutes))}
        options={(['attended', 'unattended'] as const).map((value) => ({
          value,
          label: t(`attendance.${value}`),
          description: t(`attendance.about-${value}`),
        }))}
      />
      {unanswered !== null && (
        <Select
          label={t('attendance.limit')}
          value={String(unanswered)}
          onValueChange={(chosen) => onChange(Number(chosen))}
          options={unansweredLimits(unanswered)
            .filter((one) => one !== null)
            .map((one) => ({ value: String(one), label: limitWords(one) }))}
        />
      )}
    </div>
  )
}
