import type { Grant } from '../../../shared/bouncer/grants.ts'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import { grantName } from '../../../shared/inbox/answered-by.ts'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { Inbox } from '../../inbox/index.ts'
import type { Logger } from '../../kit/logger.ts'
import { isInScope } from './grant-rules.ts'

/** What settling needs. */
export interface SettlingDeps {
  readonly inbox: Pick<Inbox, 'list' | 'answer'>
  readonly bouncer: { isGranted(call: ToolCall): Promise<boolean> }
  /** Whether an agent waits for the answer now; an answer to another would start one. */
  isAwaited(item: InboxItem): boolean
  readonly logger: Logger
}

/** Answers questions that wait and that a new grant covers; each goes the way of every answer, in its grant's name. */
export function createSettling(deps: SettlingDeps): (grant: Grant) => Promise<void> {
  const { inbox, bouncer, isAwaited, logger } = deps

  const isCovered = async (item: InboxItem, grant: Grant): Promise<boolean> => {
    const { body, state } = item
    if (body.kind !== 'approval' || state.status !== 'waiting') return false
    // What the agent's own program asks about is no question of a rule.
    if (body.verdict.decision !== 'ask' || !isAwaited(item)) return false
    return isInScope(grant, body.call) && bouncer.isGranted(body.call)
  }

  return async (grant) => {
    for (const item of inbox.list()) {
      if (!(await isCovered(item, grant))) continue
      const answered = await inbox.answer(item.id, { kind: 'allow' }, grantName)
      // The person was faster, or the disk does not take it: the question is as it was.
      if (!answered.ok)
        logger.info('question not settled', { id: item.id, why: answered.error.code })
    }
  }
}
