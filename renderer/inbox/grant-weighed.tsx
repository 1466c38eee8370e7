import type { ReactElement } from 'react'
import type { GrantDraft } from '../../shared/bouncer/grants.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { useQuery, useSettled } from '../client/index.ts'
import { formatNumber, t } from '../messages/index.ts'

export interface GrantWeighedProps {
  readonly id: InboxItem['id']
  /** Null while it cannot be given. */
  readonly draft: GrantDraft | null
}

/** Pause after the last change before the record is looked through, in milliseconds. */
const pauseMs = 350

/** What a grant would have meant for the calls on record. */
export function GrantWeighed({ id, draft }: GrantWeighedProps): ReactElement {
  const wanted = JSON.stringify(draft)
  const settled = useSettled(wanted, pauseMs)
  const asked = JSON.parse(settled) as GrantDraft | null
  const { value, status, failure } = useQuery('bouncer.weighGrant', asked && { id, draft: asked })
  const isOld = status === 'loading' || settled !== wanted
  return (
    <div className="grant-weighed" aria-live="polite">
      {failure && !isOld && <p className="grant-weighed-refused">{failure.message}</p>}
      {!failure && (value === null || isOld) && <p>{t('grant.weighing')}</p>}
      {value && !isOld && !failure && (
        <>
          <p>
            {value.covered === 0
              ? t('grant.weight-new')
              : t('grant.weight', {
                  covered: formatNumber(value.covered),
                  calls: formatNumber(value.calls),
                })}
            {value.denied > 0 && ` ${t('grant.weight-denied', { count: value.denied })}`}
          </p>
          {value.examples.length > 0 && (
            <ol className="grant-weighed-examples" aria-label={t('grant.examples')}>
              {value.examples.map(({ entry, call, isDenied }) => (
                <li key={entry}>
                  <code>{call}</code>
                  {isDenied && ` ${t('grant.weight-was-denied')}`}
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </div>
  )
}
