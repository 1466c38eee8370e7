import type { ReactElement } from 'react'
import { answererOf } from '../../../shared/inbox/answered-by.ts'
import { CallInput } from '../../inbox/index.ts'
import { t } from '../../messages/index.ts'
import { EntryLink, placeText } from '../../pieces/index.ts'
import { Well } from '../../ui/well.tsx'
import { LongText } from './long-text.tsx'
import type { CallEntry } from './transcript-entries.ts'
import { answerOf } from './transcript-rows.ts'

/** Longer outputs are drawn whole only when asked for. */
const mostDrawn = 20_000

/** What a tool was given and what it gave back, exactly; who let it through. */
export function CallDetails({ call }: { readonly call: CallEntry }): ReactElement {
  const { called, decided, finished } = call
  const answer = answerOf(call)
  const said = called?.input.description
  return (
    <div className="event-details">
      {typeof said === 'string' && said !== '' && (
        <p className="event-note">
          {t('transcript.said')} <q>{said}</q>
        </p>
      )}
      {called && <CallInput input={called.input} effects={decided?.effects ?? []} />}
      {finished && <Output finished={finished} />}
      <p className="event-note">
        {answer?.outcome === 'allowed' && `${allowedText(answer.by)} `}
        {decided && decided.entry !== null && (
          <EntryLink entry={decided.entry}>
            {t('transcript.open-record', { entry: decided.entry })}
          </EntryLink>
        )}
      </p>
    </div>
  )
}

function allowedText(by: string): string {
  return answererOf(by) === 'grant'
    ? t('call.allowed-by-grant')
    : t('call.allowed-by', { by: placeText(by) })
}

function Output({
  finished,
}: {
  readonly finished: NonNullable<CallEntry['finished']>
}): ReactElement {
  if (finished.output === '') return <p className="event-note">{t('transcript.output-none')}</p>
  return (
    <>
      <LongText text={finished.output} most={mostDrawn}>
        {(text) => <Well label={t('transcript.output')} text={text} size="small" />}
      </LongText>
      {finished.cut && (
        <p className="event-note">
          {t('transcript.output-cut', { count: finished.output.length })}
        </p>
      )}
    </>
  )
}
