import type { ReactElement, ReactNode } from 'react'
import type { AuditStatus } from '../../shared/audit/model.ts'
import { midnightBefore, navigate, useApp, useMinute } from '../client/index.ts'
import { formatBytes, t } from '../messages/index.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import './house-footer.css'

/** Three quiet facts: the Bouncer, the record, what was sent. One that is not well changes its mark and its words. */
export function HouseFooter(): ReactElement {
  const isAiOn = useApp((app) => app.settings.aiProvider !== 'off')
  return (
    <section className="house-footer" aria-label={t('house.label')}>
      <Fact icon="door" words={t('house.bouncer')} to="/bouncer">
        {t(isAiOn ? 'house.bouncer-how-ai' : 'house.bouncer-how')}
      </Fact>
      <RecordFact />
      <SentFact />
    </section>
  )
}

interface FactProps {
  readonly icon: IconName
  readonly words: string
  readonly to: string
  readonly isWrong?: boolean
  readonly children: ReactNode
}

function Fact({ icon, words, to, isWrong = false, children }: FactProps): ReactElement {
  return (
    <button
      type="button"
      className={isWrong ? 'house-fact house-fact-wrong' : 'house-fact'}
      onClick={() => navigate(to)}
    >
      {isWrong ? (
        <Mark kind="denied" label={t('app.mark-refused')} />
      ) : (
        <Icon name={icon} sizePx={14} />
      )}
      <span className="house-fact-words">{words}</span>
      <span className="house-fact-detail">{children}</span>
    </button>
  )
}

/** What the record's line says; pure. */
export function recordWords(audit: AuditStatus): {
  readonly words: string
  readonly detail: string
  readonly isWrong: boolean
} {
  const { writing, report, lastEntry } = audit
  if (writing === 'failing') {
    return { words: t('house.record-failing'), detail: audit.problem ?? '', isWrong: true }
  }
  if (report?.first) {
    const detail = t('house.record-holds-to', { entry: Math.max(0, report.first.entry - 1) })
    return { words: t('house.record-broken'), detail, isWrong: true }
  }
  if (report?.doubt) {
    const detail = t('audit.seal-unconfirmed', { entry: report.doubt.n })
    return { words: t('house.record'), detail, isWrong: true }
  }
  if (lastEntry === 0) return { words: t('house.record-empty'), detail: '', isWrong: false }
  if (report?.status !== 'intact') {
    return {
      words: t('house.record'),
      detail: t('house.entries', { count: lastEntry }),
      isWrong: false,
    }
  }
  const detail = t('house.record-to', { entry: report.lastEntry })
  return { words: t('house.record-verified'), detail, isWrong: false }
}

function RecordFact(): ReactElement {
  const { words, detail, isWrong } = recordWords(useApp(({ audit }) => audit))
  return (
    <Fact icon="chain" words={words} to="/audit" isWrong={isWrong}>
      {detail}
    </Fact>
  )
}

function SentFact(): ReactElement {
  const sent = useApp(({ sentToday }) => sentToday)
  const day = useApp(({ sentDay }) => sentDay)
  const offline = useApp(({ settings }) => settings.offline)
  const isToday = midnightBefore(useMinute()) <= day
  const words = offline ? t('house.offline') : t('house.sent')
  return (
    <Fact icon="globe" words={words} to="/settings/egress">
      {isToday && sent.connections > 0 ? formatBytes(sent.bytesOut) : t('house.sent-nothing')}
    </Fact>
  )
}
