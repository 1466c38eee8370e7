import type { ReactElement } from 'react'
import type { SessionSummary, Unanswered } from '../../shared/sessions/model.ts'
import { useApp, useCommand } from '../client/index.ts'
import { formatDuration, t } from '../messages/index.ts'
import { limitWords, unansweredLimits } from '../settings/index.ts'
import { Chip } from '../ui/chip.tsx'
import { Menu } from '../ui/menu.tsx'

/** Says whether questions of this session wait or are denied after a time; its menu changes that at once. */
export function AttendanceChip({ session }: { readonly session: SessionSummary }): ReactElement {
  const { id: sessionId } = session
  const usual = useApp(({ settings }) => settings.unansweredMinutes)
  const set = useCommand('sessions.setUnanswered')
  const unanswered = session.unanswered === undefined ? usual : session.unanswered
  return (
    <Menu
      items={[
        {
          kind: 'choice',
          id: 'attendance',
          label: t('attendance.title'),
          value: String(unanswered),
          options: unansweredLimits(unanswered).map((one) => ({
            value: String(one),
            label: one === null ? t('attendance.attended') : limitWords(one),
            ...(one === null ? { description: t('attendance.about-attended') } : {}),
          })),
          onValueChange: (chosen) => {
            const next = unansweredLimits(unanswered).find((one) => String(one) === chosen)
            if (next !== undefined) void set.run({ sessionId, unanswered: next })
          },
        },
      ]}
      trigger={
        <Chip icon="person" aria-label={`${t('attendance.title')}: ${chipWords(unanswered)}`}>
          {chipWords(unanswered)}
        </Chip>
      }
    />
  )
}

function chipWords(unanswered: Unanswered): string {
  return unanswered === null
    ? t('attendance.chip-attended')
    : t('attendance.chip-unattended', { time: formatDuration(unanswered * 60_000) })
}
