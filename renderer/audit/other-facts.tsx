import type { ReactElement } from 'react'
import type { AuditEntry } from '../../shared/audit/model.ts'
import {
  formatClock,
  formatDay,
  formatDuration,
  formatNumber,
  grantLines,
  grantPlace,
  t,
} from '../messages/index.ts'
import { placeText } from '../pieces/index.ts'
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
    { id: 'by', term: t('audit.from'), value: placeText(by) },
    { id: 'waited', term: t('audit.waited'), value: formatDuration(waitedMs) },
    note ? { id: 'note', term: t('audit.note'), value: note } : null,
    { id: 'session', term: t('audit.session'), value: <SessionLink session={session} /> },
    callId === '' ? null : { id: 'call', term: t('audit.call-id'), value: <code>{callId}</code> },
    { id: 'question', term: t('audit.question'), value: <code>{inboxId}</code> },
    { id: 'chain', term: t('audit.chain'), value: <ChainLink prev={prev} /> },
  ]
  return <DefinitionList items={facts.filter((fact) => fact !== null)} />
}

type GrantEntry = Extract<AuditEntry, { kind: 'grant' }>

function untilText(atMs: number): string {
  return t('grant.until-time', { day: formatDay(atMs), time: formatClock(atMs) })
}

/** What a person allowed beyond one call, or took back. */
export function GrantFacts({ entry }: { readonly entry: GrantEntry }): ReactElement {
  const { grant, by, session, prev } = entry
  const { scope, expiresAt, given, inboxId } = grant
  const ends = expiresAt === null ? t('grant.no-end') : untilText(expiresAt)
  const facts: (DefinitionItem | null)[] = [
    { id: 'what', term: t('grant.column-what'), value: grantLines(grant).join('; ') },
    { id: 'where', term: t('grant.column-where'), value: grantPlace(grant) },
    { id: 'until', term: t('grant.column-until'), value: ends },
    { id: 'by', term: t('audit.from'), value: by },
    { id: 'for', term: t('audit.what'), value: <code>{given}</code> },
    scope.kind === 'session'
      ? { id: 'session', term: t('audit.session'), value: <SessionLink session={session} /> }
      : null,
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

type RemovedEntry = Extract<AuditEntry, { kind: 'removed' }>

/** What stood there before its text was removed, and the removal that ordered it. */
export function RemovedFacts({ entry }: { readonly entry: RemovedEntry }): ReactElement {
  const { was, order, prev } = entry
  const facts: DefinitionItem[] = [
    { id: 'what', term: t('audit.what'), value: t(`audit.removed-${was}`) },
    { id: 'removal', term: t('audit.removal'), value: <code>{order}</code> },
    { id: 'chain', term: t('audit.chain'), value: <ChainLink prev={prev} /> },
  ]
  return (
    <>
      <p className="drawer-say">{t('audit.removed-what')}</p>
      <DefinitionList items={facts} />
    </>
  )
}
