import type { ReactElement } from 'react'
import type { CheckedPolicy } from '../../shared/bouncer/draft.ts'
import { t } from '../messages/index.ts'
import { Mark } from '../ui/mark.tsx'

export interface PolicyCheckProps {
  /** Null while nothing was read. */
  readonly found: CheckedPolicy | null
}

/** What of the rules counts, which cases are met, and what deserves a look. */
export function PolicyCheck({ found }: PolicyCheckProps): ReactElement {
  if (!found) return <p className="policy-page-quiet">{t('policy.checking')}</p>
  const { rules, problems, cases, hints } = found
  const missed = cases.filter(({ isMet }) => !isMet)
  const met = cases.length - missed.length
  return (
    <div className="policy-check" aria-live="polite">
      <p className="policy-page-quiet">
        {t('policy.count', { count: rules })},{' '}
        {cases.length === 0
          ? t('policy.no-cases')
          : t('policy.cases-met', { met, count: cases.length })}
      </p>
      {problems.map((problem) => (
        <Remark key={problem} kind="broke" label={t('policy.ignored')} words={problem} />
      ))}
      {missed.map(({ rule, number, expected, got }) => (
        <Remark
          key={`${rule} ${number}`}
          kind="broke"
          label={t('policy.missed')}
          words={t('policy.case-missed', { rule, number, expected, got })}
        />
      ))}
      {hints.map(({ rule, kind, other = '' }) => (
        <Remark
          key={`${rule} ${kind}`}
          kind="offline"
          label={t('policy.hint')}
          words={t(`policy.hint-${kind}`, { rule, other })}
        />
      ))}
    </div>
  )
}

interface RemarkProps {
  readonly kind: 'broke' | 'offline'
  readonly label: string
  readonly words: string
}

function Remark({ kind, label, words }: RemarkProps): ReactElement {
  return (
    <p className="policy-remark">
      <Mark kind={kind} label={label} />
      <span>{words}</span>
    </p>
  )
}
