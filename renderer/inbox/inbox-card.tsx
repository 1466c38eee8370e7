import type { ReactElement } from 'react'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { isSetAside, useMinute } from '../client/index.ts'
import { ApprovalCard } from './approval-card.tsx'
import { AtTerminalCard } from './at-terminal-card.tsx'
import { CallCopy } from './call-copy.tsx'
import { LostAnswer } from './lost-answer.tsx'
import { PlanCard } from './plan-card.tsx'
import { QuestionCard } from './question-card.tsx'
import { SetAsideLine } from './set-aside-line.tsx'
import { SettledLine } from './settled-line.tsx'

export interface InboxCardProps {
  readonly item: InboxItem
  /** Leaves the marks of its lines out, where they stand on the thread beside it. */
  readonly bare?: boolean
  /** Leads to the terminal that asks; its page when absent. */
  readonly onToTerminal?: () => void
}

/** A question in the state it is in: a card while it waits, one line once it is put off or settled. */
export function InboxCard({
  item,
  bare = false,
  onToTerminal,
}: InboxCardProps): ReactElement | null {
  const nowMs = useMinute()
  if (item.state.status !== 'waiting') {
    return (
      <>
        <SettledLine item={item} bare={bare} />
        <LostAnswer id={item.id} />
        <SettledCopy item={item} />
      </>
    )
  }
  if (isSetAside(item, nowMs)) return <SetAsideLine item={item} bare={bare} />
  const { body } = item
  switch (body.kind) {
    case 'approval':
      return <ApprovalCard item={item} body={body} />
    case 'question':
      return <QuestionCard item={item} body={body} />
    case 'plan':
      return <PlanCard item={item} body={body} />
    case 'at-terminal':
      return <AtTerminalCard item={item} body={body} onGo={onToTerminal} />
  }
}

function SettledCopy({ item }: { readonly item: InboxItem }): ReactElement | null {
  const { body, state, callId } = item
  const isAllowed = state.status === 'answered' && state.answer.kind === 'allow'
  if (!isAllowed || callId === null || body.kind !== 'approval') return null
  return <CallCopy callId={callId} effects={body.verdict.effects} />
}
