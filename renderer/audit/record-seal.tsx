import type { ReactElement } from 'react'
import type { AuditReport, AuditStatus } from '../../shared/audit/model.ts'
import { formatClock, t } from '../messages/index.ts'
import { Seal, type SealProps } from '../ui/seal.tsx'

export interface RecordSealProps {
  readonly status: AuditStatus
  readonly report: AuditReport | null
  readonly isChecking: boolean
  readonly onOpen: () => void
}

interface SealWords {
  readonly status: SealProps['status']
  readonly words: string
}

/** What the seal says, the worst first. */
function sealWords({ status, report, isChecking }: RecordSealProps): SealWords {
  if (status.writing === 'failing') {
    const problem = status.problem ?? t('audit.problem-unknown')
    return { status: 'broken', words: t('audit.seal-failing', { problem }) }
  }
  if (isChecking) return { status: 'checking', words: t('audit.seal-checking') }
  if (!report) return { status: 'unknown', words: t('audit.seal-unverified') }
  const entry = holdsTo(report)
  switch (report.status) {
    case 'empty':
      return { status: 'unknown', words: t('audit.seal-empty') }
    case 'broken':
      return { status: 'broken', words: t('audit.seal-holds', { entry }) }
    case 'truncated':
      return { status: 'broken', words: t('audit.seal-cut', { entry }) }
    case 'unconfirmed':
      return {
        status: 'broken',
        words: t('audit.seal-unconfirmed', { entry: report.doubt?.n ?? entry }),
      }
    case 'intact':
      return { status: 'verified', words: t('audit.seal-verified', { entry }) }
  }
}

/** The newest entry that holds. */
export function holdsTo(report: AuditReport): number {
  return report.first ? Math.max(0, report.first.entry - 1) : report.lastEntry
}

/** What there is to say of a head beside that it is signed. */
function headWords({ head, signedTo }: AuditReport): string[] {
  const covered = signedTo === undefined ? [] : [t('audit.head-signed-to', { entry: signedTo })]
  switch (head) {
    case 'signed':
      return covered
    case 'unsigned':
    case 'unchecked':
      return [t(`audit.head-short-${head}`), ...covered]
    default:
      return [t(`audit.head-${head}`)]
  }
}

/** Says how far the record holds and how its head was confirmed; opens what was checked. */
export function RecordSeal(props: RecordSealProps): ReactElement {
  const { report, onOpen, isChecking } = props
  const { status, words } = sealWords(props)
  const details: string[] = []
  if (report && !isChecking) {
    details.push(...headWords(report))
    details.push(t('audit.seal-checked', { time: formatClock(report.checkedAt) }))
  }
  return (
    <Seal
      status={status}
      markLabel={t('audit.seal-mark')}
      {...(details.length > 0 ? { detail: details.join(', ') } : {})}
      {...(report ? { onOpen } : {})}
    >
      {words}
    </Seal>
  )
}
