import type { ReactElement } from 'react'
import { navigate } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Mark, type MarkKind } from '../ui/mark.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { useSessionsView } from './store.ts'
import './rehearsal-coach.css'

const lessons = [
  ['dots', 'rule'],
  ['square', 'denied'],
  ['diamond', 'waiting'],
  ['later', 'waiting-elsewhere'],
] as const satisfies readonly (readonly [string, MarkKind])[]

/** Teaches the marks beside the rehearsal that shows them. */
export function RehearsalCoach(): ReactElement {
  const hide = useSessionsView((view) => view.hideCoach)
  return (
    <aside className="coach" aria-labelledby="coach-title" data-region="panel">
      <header className="coach-head">
        <h2 id="coach-title">{t('coach.title')}</h2>
        <IconButton icon="close" size="small" label={t('coach.hide')} onClick={hide} />
      </header>
      <ol className="coach-lessons">
        {lessons.map(([lesson, mark]) => (
          <li key={lesson}>
            <Mark kind={mark} label="" sizePx={16} />
            <p>
              <b>{t(`coach.${lesson}`)}</b> {t(`coach.${lesson}-why`)}
            </p>
          </li>
        ))}
      </ol>
      <p className="coach-record">
        {t('coach.record')}{' '}
        <TextLink variant="inline" onClick={() => navigate('/audit')}>
          {t('coach.open-record')}
        </TextLink>
      </p>
      <Button onClick={() => navigate('/new')}>{t('coach.real')}</Button>
    </aside>
  )
}
