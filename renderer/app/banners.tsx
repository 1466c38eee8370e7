import { type ReactElement, useState } from 'react'
import type { Notice } from '../../shared/app/contract.ts'
import type { AuditStatus } from '../../shared/audit/model.ts'
import {
  type ConnectionStatus,
  navigate,
  useApp,
  useClient,
  useCommand,
  useConnection,
  useNow,
  useReload,
} from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TextLink } from '../ui/text-link.tsx'
import './banners.css'

/** What holds for every page: no connection or no answer, a record that cannot be written or does not hold, notices. */
export function Banners(): ReactElement {
  return (
    <div className="banners">
      <ConnectionBanner />
      <RecordBanner />
      <NoticeBanners />
    </div>
  )
}

function ConnectionBanner(): ReactElement | null {
  const connection = useConnection()
  if (connection.status === 'online' || connection.status === 'refused') return null
  if (connection.status === 'silent') {
    return (
      <Banner mark={{ kind: 'offline', label: t('app.mark-silent') }} title={t('app.silent')}>
        {t('app.silent-kept')}
      </Banner>
    )
  }
  return <OfflineBanner connection={connection} />
}

type Unreachable = Extract<ConnectionStatus, { status: 'connecting' | 'offline' }>

function OfflineBanner({ connection }: { readonly connection: Unreachable }): ReactElement {
  const client = useClient()
  const nowMs = useNow(1_000)
  const seconds =
    connection.status === 'offline'
      ? Math.max(0, Math.ceil((connection.retryAt - nowMs) / 1_000))
      : null
  return (
    <Banner
      mark={{ kind: 'offline', label: t('app.mark-offline') }}
      title={t('app.offline')}
      actions={<TextLink onClick={() => client.retryNow()}>{t('app.try-now')}</TextLink>}
    >
      {seconds === null ? t('app.offline-trying') : t('app.offline-next', { seconds })}{' '}
      {t('app.offline-kept')}
    </Banner>
  )
}

function failingTitle(problem: string | undefined): string {
  if (problem === 'ENOSPC') return t('app.record-disk-full')
  if (problem === 'ETIMEDOUT') return t('app.record-silent')
  return t('app.record-failing', { problem: problem ?? t('app.problem-unknown') })
}

function RecordBanner(): ReactElement | null {
  const audit = useApp((app) => app.audit)
  if (audit.writing === 'failing') return <FailingRecord audit={audit} />
  if (audit.report?.first === undefined) return null
  const { entry, line, file } = audit.report.first
  return (
    <Banner
      tone="you"
      mark={{ kind: 'denied', label: t('app.mark-refused') }}
      title={t('app.record-changed', { entry })}
      announce="assertive"
      actions={
        <Button size="small" onClick={() => navigate('/audit')}>
          {t('app.show-record')}
        </Button>
      }
    >
      {t('app.record-changed-where', { entry: Math.max(0, entry - 1), line, file })}
    </Banner>
  )
}

function FailingRecord({ audit }: { readonly audit: AuditStatus }): ReactElement {
  const working = useApp(
    ({ sessions }) =>
      sessions.filter(({ state }) => state === 'working' || state === 'waiting').length,
  )
  const status = useCommand('audit.status')
  const reload = useReload()
  const check = async () => {
    if ((await status.run({})) !== null) reload()
  }
  return (
    <Banner
      tone="you"
      mark={{ kind: 'denied', label: t('app.mark-refused') }}
      title={failingTitle(audit.problem)}
      announce="assertive"
      actions={
        <Button size="small" onClick={() => void check()}>
          {status.busy ? t('app.checking') : t('app.check-again')}
        </Button>
      }
    >
      {t('app.record-failing-effect')}{' '}
      {working > 0 ? t('app.record-failing-agents', { count: working }) : t('app.nothing-lost')}
    </Banner>
  )
}

const shownAtFirst = 2
const noticeMarks = { info: 'partly', warning: 'broke', error: 'denied' } as const

function NoticeBanners(): ReactElement {
  const notices = useApp((app) => app.notices)
  const [showsAll, setShowsAll] = useState(false)
  const newestFirst = [...notices].sort((a, b) => b.at - a.at)
  const shown = showsAll ? newestFirst : newestFirst.slice(0, shownAtFirst)
  const more = newestFirst.length - shown.length
  return (
    <>
      {shown.map((notice) => (
        <NoticeBanner key={notice.id} notice={notice} />
      ))}
      {more > 0 && (
        <TextLink small onClick={() => setShowsAll(true)}>
          {t('app.more-notices', { count: more })}
        </TextLink>
      )}
    </>
  )
}

/** The only thing that this part says without a warning: its policy is another than before. */
const isOfPolicy = ({ source, level }: Notice) => source === 'privacy' && level === 'info'

function NoticeBanner({ notice }: { readonly notice: Notice }): ReactElement {
  const dismiss = useCommand('app.dismissNotice')
  const { level, message, id } = notice
  const [happened, ...rest] = message.split(/(?<=\.)\s/)
  return (
    <Banner
      tone={level === 'error' ? 'stop' : 'info'}
      mark={{ kind: noticeMarks[level], label: t(`app.notice-${level}`) }}
      title={happened}
      announce="polite"
      foldedBehind={t('app.more')}
      actions={
        <>
          {isOfPolicy(notice) && (
            <Button size="small" onClick={() => navigate('/settings/policy')}>
              {t('app.show-policy')}
            </Button>
          )}
          <IconButton
            icon="close"
            size="small"
            label={t('app.dismiss')}
            tooltipSide="left"
            onClick={() => void dismiss.run({ id })}
          />
        </>
      }
    >
      {rest.join(' ')}
    </Banner>
  )
}
