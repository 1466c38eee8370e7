import { type ReactElement, useState } from 'react'
import type { AuditEntry } from '../../shared/audit/model.ts'
import { answererOf } from '../../shared/inbox/answered-by.ts'
import { copyText } from '../client/index.ts'
import { formatMoment, formatNumber, t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { Mark } from '../ui/mark.tsx'
import { DecisionFacts } from './decision-facts.tsx'
import { entryWords } from './entry-words.ts'
import { AnswerFacts, ChainFacts, GrantFacts, RemovedFacts } from './other-facts.tsx'
import { RemoveButton } from './remove-dialog.tsx'

export interface EntryDrawerProps {
  readonly entry: AuditEntry
  readonly nowMs: number
  readonly onClose: () => void
}

function titleOf(entry: AuditEntry): string {
  if (entry.kind === 'answer') {
    return t(answererOf(entry.by) === 'limit' ? 'audit.row-answer-limit' : 'audit.title-answer')
  }
  if (entry.kind === 'chain') return t('audit.title-chain')
  if (entry.kind === 'removed') return t('audit.title-removed')
  if (entry.kind === 'grant') return t(`grant.${entry.event}-title`)
  const { decision, layer } = entry.verdict
  return t(decision === 'ask' ? 'audit.title-ask' : `audit.title-${decision}-${layer}`)
}

/** One entry with all that the record holds of it. */
export function EntryDrawer({ entry, nowMs, onClose }: EntryDrawerProps): ReactElement {
  const { mark, markLabel } = entryWords(entry, false)
  return (
    <Drawer
      label={t('audit.drawer', { entry: entry.n })}
      title={titleOf(entry)}
      lead={<Mark kind={mark} label={markLabel} sizePx={16} />}
      aside={t('audit.drawer-at', {
        entry: formatNumber(entry.n),
        time: formatMoment(entry.at, nowMs),
      })}
      onClose={onClose}
      closeLabel={t('app.close')}
      footer={
        <>
          <CopyButton key={entry.n} entry={entry} />
          {entry.kind !== 'chain' && entry.kind !== 'removed' && (
            <RemoveButton key={`remove-${entry.n}`} entry={entry} />
          )}
        </>
      }
    >
      {entry.kind === 'decision' && <DecisionFacts entry={entry} />}
      {entry.kind === 'answer' && <AnswerFacts entry={entry} />}
      {entry.kind === 'grant' && <GrantFacts entry={entry} />}
      {entry.kind === 'chain' && <ChainFacts entry={entry} />}
      {entry.kind === 'removed' && <RemovedFacts entry={entry} />}
    </Drawer>
  )
}

function CopyButton({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => setCopied(await copyText(JSON.stringify(entry, null, 2)))
  return (
    <Button size="small" icon={isCopied ? 'check' : 'copy'} onClick={() => void copy()}>
      {t(isCopied ? 'audit.copied' : 'audit.copy')}
    </Button>
  )
}
