import type { ReactElement } from 'react'
import type { AuditExportStatus } from '../../shared/audit/explorer.ts'
import { formatBytes, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Meter } from '../ui/meter.tsx'
import type { RecordExport } from './use-export.ts'
import './record-numbers.css'

/** How an export stands, while there is one to tell of. */
export function ExportLine({ exported }: { readonly exported: RecordExport }): ReactElement | null {
  const { status, fetched, failure } = exported
  if (failure) return <FailureLine failure={failure} />
  const shown = status?.status === 'idle' ? fetched : status
  if (!shown || (shown.status === 'done' && shown.path === null && !fetched)) return null
  return (
    <div className="export-line" role="status">
      <Told status={shown} />
      {shown.status === 'running' ? (
        <Button size="small" onClick={exported.cancel}>
          {t('audit.export-stop')}
        </Button>
      ) : (
        <Button size="small" variant="quiet" onClick={exported.hide}>
          {t('audit.export-close')}
        </Button>
      )}
    </div>
  )
}

function Told({ status }: { readonly status: AuditExportStatus }): ReactElement | null {
  switch (status.status) {
    case 'running': {
      const { looked, total } = status
      const valueText = t('audit.export-running', { looked, total })
      return (
        <>
          <Meter
            share={total === 0 ? 0 : looked / total}
            label={t('audit.export-label')}
            valueText={valueText}
          />
          <span>{valueText}</span>
        </>
      )
    }
    case 'failed':
      return <span>{status.failure.message}</span>
    case 'done': {
      const { entries: count, bytes, name, path, seal } = status
      const size = formatBytes(bytes)
      return (
        <>
          {path === null ? (
            <span>{t('audit.export-fetched', { count, size, name })}</span>
          ) : (
            <span>
              {t('audit.export-saved', { count, size })} <code>{path}</code>
            </span>
          )}
          {seal !== null && <span>{t('audit.export-seal', { seal })}</span>}
        </>
      )
    }
    case 'idle':
      return null
  }
}
