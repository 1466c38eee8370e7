import type { ReactElement } from 'react'
import type { RestoreReport } from '../../shared/bouncer/undo.ts'
import { t } from '../messages/index.ts'

/** What came back, what lies beside newer work, and what did not come back. */
export function RestoreReportView({ report }: { readonly report: RestoreReport }): ReactElement {
  const { back, same, beside, failed, git } = report
  return (
    <div role="status">
      <ul>
        {(back > 0 || git.length === 0) && <li>{t('restore.done', { count: back })}</li>}
        {same > 0 && <li>{t('restore.done-same', { count: same })}</li>}
        {git.map(({ what, outcome }) => (
          <li key={what} className={outcome === 'failed' ? 'loss-only' : undefined}>
            {t(`restore.outcome-${outcome}`, { what })}
          </li>
        ))}
      </ul>
      {beside.length > 0 && (
        <section className="restore-part">
          <b>{t('restore.done-beside')}</b>
          <ul className="restore-list">
            {beside.map(({ path, as }) => (
              <li key={path}>
                <bdi>{t('restore.beside-row', { path, as })}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      {failed.length > 0 && (
        <section className="restore-part loss-only">
          <b>{t('restore.done-failed')}</b>
          <ul className="restore-list">
            {failed.map(({ path, why }) => (
              <li key={path}>
                <bdi>{t('restore.failed-row', { path, why })}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
