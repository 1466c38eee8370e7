import type { ReactElement } from 'react'
import type { Failure } from '../../shared/kit/failure.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'

/** A failure where it happened: its sentence, and the id of the log entry for an unexpected one. */
export function FailureLine({
  failure,
}: {
  readonly failure: Failure | null
}): ReactElement | null {
  if (failure === null) return null
  return (
    <Banner
      tone="stop"
      mark={{ kind: 'broke', label: t('app.mark-broke') }}
      title={failure.message}
      announce="polite"
    >
      {failure.incidentId && t('app.incident', { id: failure.incidentId })}
    </Banner>
  )
}
