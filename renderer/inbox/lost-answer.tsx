import type { ReactElement } from 'react'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { t } from '../messages/index.ts'
import { useLostAnswers } from './lost-answers.ts'

/** What was pressed in this window after another answer had counted; nothing where none was. */
export function LostAnswer({ id }: { readonly id: InboxItem['id'] }): ReactElement | null {
  const kind = useLostAnswers(({ kinds }) => kinds.get(id))
  if (kind === undefined) return null
  return (
    <p className="settled-line-lost" role="status">
      {t(`inbox.lost-${kind}`)}
    </p>
  )
}
