import { answererOf } from '../../../shared/inbox/answered-by.ts'
import { t } from '../../messages/index.ts'
import { placeText } from '../../pieces/index.ts'
import type { MarkKind } from '../../ui/mark.tsx'
import type { CallEntry } from './transcript-entries.ts'
import { answerOf } from './transcript-rows.ts'

type Answered = NonNullable<CallEntry['answered']>

/** Why a call was denied, by who denied it: the person in their words, or the app by the time they gave. */
export function denialText({ by, note }: Pick<Answered, 'by' | 'note'>): string {
  if (answererOf(by) === 'limit') {
    return note ? t('call.told', { note }) : t('call.denied-by-limit')
  }
  return note ? t('call.note', { note }) : t('call.denied-by-you')
}

/** Who decided about a call, where no rule did alone; '' where one did. */
export function decidedByText(call: CallEntry): string {
  const answer = answerOf(call)
  if (answer) {
    const who = answererOf(answer.by)
    return who === 'person' ? t('inbox.from', { by: placeText(answer.by) }) : t(`call.by-${who}`)
  }
  const { decided } = call
  if (decided?.layer !== 'ai' && decided?.layer !== 'grant') return ''
  return decided.decision === 'allow' ? t(`call.by-${decided.layer}`) : ''
}

/** The mark of an answered call. */
export function answeredMark({ outcome, by }: Pick<Answered, 'outcome' | 'by'>): {
  readonly kind: MarkKind
  readonly label: string
} {
  const who = answererOf(by)
  if (outcome === 'denied') {
    return who === 'limit'
      ? { kind: 'denied', label: t('call.mark-denied-limit') }
      : { kind: 'denied-by-you', label: t('call.mark-denied-you') }
  }
  if (outcome === 'withdrawn') return { kind: 'quiet', label: t('call.mark-withdrawn') }
  return { kind: 'person', label: t(who === 'grant' ? 'call.mark-grant' : 'call.mark-person') }
}
