import type { ReactElement } from 'react'
import type { AuditEntry } from '../../shared/audit/model.ts'
import { formatDuration, formatNumber, t } from '../messages/index.ts'
import { type DefinitionItem, DefinitionList } from '../ui/definition-list.tsx'
import { ChainLink } from './decision-facts.tsx'
import { SessionLink } from './session-link.tsx'

type AnswerEntry = Extract<AuditEntry, { kind: 'answer' }>
type ChainEntry = Extract<AuditEntry, { kind: 'chain' }>

/** What a person answered, from where, after how long. */
export function AnswerFacts({ entry }: { readonly entry: AnswerEntry }): ReactElement {
  const { decision, by, note, waitedMs, session, callId, inboxId, prev } = entry
  const facts: (DefinitionItem | null)[] = [
    { id: 'decision', term: t('audit.decision'), value: t(`audit.answered-${decision}`) },
    { id: 'by', term: t('audit.from'), value: by },
    { id: 'waited', term: t('audit.waited'), value: formatDuration(waitedMs) },
    note ? { id: 'note', term: t('audit.note'), value: note } : null,
    { id: 'session', term: t('audit.session'), value: <SessionLink session={session} /> },
    callId === '' ? null : { id: 'call', term: t('audit.call-id'), value: <code>{callId}</code> },
    { id: 'question', term: t('audit.question'), value: <code>{inboxId}</code> },
    { id: 'chain', term: t('audit.chain'), value: <ChainLink prev={prev} /> },
  ]
  return <DefinitionList items={facts.filter((fact) => fact !== null)} />
}

/** Why a line opens or bends the chain. */
export function ChainFacts({ entry }: { readonly entry: ChainEntry }): ReactElement {
  const { event, detail, after, prev } = entry
  const facts: (DefinitionItem | null)[] = [
    { id: 'what', term: t('audit.what'), value: t(`audit.chain-${event}`) },
    detail === '' ? null : { id: 'detail', term: t('audit.detail'), value: detail },
    after
      ? {
          id: 'after',
          term: t('audit.after'),
          value: (
            <>
              {formatNumber(after.n)} <code>{after.hash.slice(0, 8)}</code>
            </>
          ),
        }
      : null,
    { id: 'chain', term: t('audit.chain'), value: <ChainLink prev={prev} /> },
  ]
  return <DefinitionList items={facts.filter((fact) => fact !== null)} />
}
