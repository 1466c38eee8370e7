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
  if (!found) return <p className="policy-page-quiet">{t('own-rules.checking')}</p>
  const { rules, problems, cases, hints } = found
  const missed = cases.filter(({ isMet }) => !isMet)
  const met = cases.length - missed.length
  return (
    <div className="policy-check" aria-live="polite">
      <p className="policy-page-quiet">
        {t('own-rules.count', { count: rules })},{' '}
        {cases.length === 0
          ? t('own-rules.no-cases')
          : t('own-rules.cases-met', { met, count: cases.length })}
      </p>
      {problems.map((problem) => (
        <Remark key={problem} kind="broke" label={t('own-rules.ignored')} words={problem} />
      ))}
      {missed.map(({ rule, number, expected, got }) => (
        <Remark
          key={`${rule} ${number}`}
          kind="broke"
          label={t('own-rules.missed')}
          words={t('own-rules.case-missed', { rule, number, expected, got })}
        />
      ))}
      {hints.map(({ rule, kind, other = '' }) => (
        <Remark
          key={`${rule} ${kind}`}
          kind="offline"
          label={t('own-rules.hint')}
          words={t(`own-rules.hint-${kind}`, { rule, other })}
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
