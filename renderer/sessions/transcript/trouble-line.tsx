import type { ReactElement } from 'react'
import type { RetryAction } from '../../../shared/kit/failure.ts'
import { sessionErrors } from '../../../shared/sessions/errors.ts'
import { navigate, useClient } from '../../client/index.ts'
import { t } from '../../messages/index.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { EventLine } from './event-line.tsx'
import { useTranscript } from './transcript-context.ts'
import './trouble-line.css'

export interface TroubleLineProps {
  readonly entryKey: string
  readonly failure: { readonly code: string; readonly message: string } | null
  /** What to say when the journal has no failure. */
  readonly fallback: string
}

/** An error on the thread in its three parts; the newest one offers what can be done. */
export function TroubleLine({ entryKey, failure, fallback }: TroubleLineProps): ReactElement {
  const { lastKey } = useTranscript()
  const [happened = '', kept = '', ...next] = sentencesOf(failure?.message ?? fallback)
  const action = failure ? retryOf(failure.code) : 'resume-session'
  return (
    <EventLine depth={0}>
      <div className="trouble-line">
        <ErrorState
          mark={{ kind: 'broke', label: t('turn.mark-broke') }}
          happened={happened}
          kept={kept}
          {...(next.length > 0 ? { next: next.join(' ') } : {})}
          headingLevel={3}
          boxed
          {...(entryKey === lastKey ? { actions: <RetryButton action={action} /> } : {})}
        />
      </div>
    </EventLine>
  )
}

function retryOf(code: string): RetryAction {
  return Object.hasOwn(sessionErrors, code)
    ? sessionErrors[code as keyof typeof sessionErrors].retry
    : 'none'
}

/** A message in its sentences, the first as a title; a dot inside of a name or number ends none. */
export function sentencesOf(message: string): string[] {
  const [title = '', ...rest] = message.split(/(?<=[.?!])\s+(?=[\p{Lu}“])/u)
  return [title.replace(/\.$/, ''), ...rest]
}

function RetryButton({ action }: { readonly action: RetryAction }): ReactElement | null {
  const client = useClient()
  const { store, session } = useTranscript()
  switch (action) {
    case 'try-again': {
      const prompt = store
        .view()
        .rows.findLast((row) => row.kind === 'entry' && row.entry.kind === 'prompt')
      if (prompt?.kind !== 'entry' || prompt.entry.kind !== 'prompt') return null
      const { text } = prompt.entry
      return (
        <Button onClick={() => void client.call('sessions.send', { sessionId: session.id, text })}>
          {t('turn.try-again')}
        </Button>
      )
    }
    case 'resume-session':
      return <Button onClick={focusComposer}>{t('turn.resume')}</Button>
    case 'check-agent-again':
      return <Button onClick={() => navigate('/settings/agent')}>{t('turn.open-settings')}</Button>
    case 'open-settings':
      return (
        <Button onClick={() => navigate('/settings/credentials')}>{t('turn.open-settings')}</Button>
      )
    case 'choose-folder':
      return <Button onClick={() => navigate('/new')}>{t('turn.choose-folder')}</Button>
    case 'free-disk-space':
    case 'none':
      return null
  }
}

function focusComposer(): void {
  document.querySelector<HTMLElement>('[data-region="composer"] textarea')?.focus()
}
