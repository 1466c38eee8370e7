import type { ReactElement } from 'react'
import type { GrantDraft } from '../../shared/bouncer/grants.ts'
import { type Answerer, answererOf } from '../../shared/inbox/answered-by.ts'
import type { InboxAnswer, InboxItem } from '../../shared/inbox/model.ts'
import { formatClock, t } from '../messages/index.ts'
import { EntryLink, placeText } from '../pieces/index.ts'
import { Mark, type MarkKind } from '../ui/mark.tsx'
import './settled-line.css'

interface Settled {
  readonly mark: MarkKind
  readonly markLabel: string
  readonly title: string
  readonly said: string
}

function allowedTitle(isPlan: boolean, scope: GrantDraft['scope'] | undefined): string {
  if (isPlan) return t('inbox.plan-allowed')
  return scope === undefined ? t('inbox.allowed') : t(`grant.settled-${scope}`)
}

function answeredWords({ body, state }: InboxItem, answer: InboxAnswer, who: Answerer): Settled {
  const isPlan = body.kind === 'plan'
  const isTakenBack = state.status === 'answered' && state.takenBackAt !== undefined
  const quiet = { mark: 'quiet', markLabel: t('inbox.mark-withdrawn') } as const
  switch (answer.kind) {
    case 'allow':
      if (isTakenBack) {
        return { ...quiet, title: t('inbox.taken-back'), said: '' }
      }
      return {
        mark: 'person',
        markLabel: t('inbox.mark-allowed'),
        title:
          who === 'grant' ? t('inbox.allowed-grant') : allowedTitle(isPlan, answer.grant?.scope),
        said: '',
      }
    case 'deny':
      if (who === 'limit') {
        return {
          mark: 'denied',
          markLabel: t('inbox.mark-denied-limit'),
          title: t('inbox.denied-limit'),
          said: answer.note,
        }
      }
      return {
        mark: 'denied-by-you',
        markLabel: t('inbox.mark-denied'),
        title: t(isPlan ? 'inbox.plan-denied' : 'inbox.denied'),
        said: answer.note === '' ? '' : t('inbox.note-quoted', { note: answer.note }),
      }
    case 'answers':
      return {
        mark: 'person',
        markLabel: t('inbox.mark-allowed'),
        title: t('inbox.answered'),
        said: Object.values(answer.answers).join(', '),
      }
  }
}

/** The mark of a question in its state. */
export function questionMark(item: InboxItem): { readonly kind: MarkKind; readonly label: string } {
  if (item.state.status === 'waiting') return { kind: 'waiting', label: t('inbox.mark-waiting') }
  const { mark, markLabel } = wordsOf(item)
  return { kind: mark, label: markLabel }
}

function wordsOf(item: InboxItem): Settled {
  if (item.state.status === 'answered') {
    return answeredWords(item, item.state.answer, answererOf(item.state.by))
  }
  return {
    mark: 'quiet',
    markLabel: t('inbox.mark-withdrawn'),
    title: t('inbox.withdrawn'),
    said: item.state.status === 'withdrawn' ? item.state.why : '',
  }
}

type State = InboxItem['state']

function isOfPerson(state: State): state is Extract<State, { status: 'answered' }> {
  return state.status === 'answered' && answererOf(state.by) === 'person'
}

export interface SettledLineProps {
  readonly item: InboxItem
  /** Leaves the mark out, where it stands on the thread beside the line. */
  readonly bare?: boolean
}

/** A settled question in one line: what was decided, with which words, by whom. */
export function SettledLine({ item, bare }: SettledLineProps): ReactElement | null {
  if (item.state.status === 'waiting') return null
  const { mark, markLabel, title, said } = wordsOf(item)
  const entry = item.body.kind === 'approval' ? item.body.entry : null
  const { state } = item
  return (
    <p className="settled-line">
      {!bare && <Mark kind={mark} label={markLabel} />}
      <b>{title}</b>
      <span className="settled-line-said">{said}</span>
      <span className="settled-line-from">
        {isOfPerson(state) && t('inbox.from', { by: placeText(state.by) })} {formatClock(state.at)}
      </span>
      {entry !== null && <EntryLink entry={entry}>{t('inbox.entry', { entry })}</EntryLink>}
    </p>
  )
}
