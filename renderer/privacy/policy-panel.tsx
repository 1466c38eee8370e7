import type { ReactElement } from 'react'
import type { PolicyStatus } from '../../shared/privacy/model.ts'
import { sectionsOf } from '../../shared/privacy/policy-sections.ts'
import { policy } from '../../shared/privacy/policy-text.ts'
import { useCommand, useQuery } from '../client/index.ts'
import { formatClock, formatDay, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { DiffView } from '../ui/diff-view.tsx'
import { Markdown } from '../ui/markdown.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { LicencesSection } from './licences-section.tsx'
import { PartiesSection } from './parties-section.tsx'
import './policy-panel.css'

/** The policy with what changed in it, who runs this build, who gets data, and whose work it contains. */
export function PolicyPanel(): ReactElement {
  const asked = useQuery('privacy.policy', {})
  const acknowledge = useCommand('privacy.acknowledgePolicy')
  const status = asked.value
  const note = async () => {
    if (await acknowledge.run({ version: policy.version })) asked.reload()
  }
  return (
    <>
      <FailureLine failure={asked.failure ?? acknowledge.failure} />
      {status === null ? (
        <Skeleton label={t('policy.opening')} shape="text" lines={3} />
      ) : (
        <>
          <div data-setting="acknowledge">
            <Standing status={status} isBusy={acknowledge.busy} onAcknowledge={() => void note()} />
          </div>
          <Changes status={status} />
        </>
      )}
      <PartiesSection />
      <PolicyText />
      {status && status.acknowledged.length > 0 && <History status={status} />}
      <LicencesSection />
    </>
  )
}

interface StandingProps {
  readonly status: PolicyStatus
  readonly isBusy: boolean
  readonly onAcknowledge: () => void
}

function titleOf({ state, acknowledged }: PolicyStatus): string {
  if (state !== 'changed') return t('policy.never')
  const last = acknowledged.at(-1)
  return last ? t('policy.changed', { version: last.version }) : t('policy.changed-first')
}

function Standing({ status, isBusy, onAcknowledge }: StandingProps): ReactElement {
  const last = status.acknowledged.at(-1)
  if (status.state === 'current' && last) {
    return <p className="policy-standing">{t('policy.current', { day: formatDay(last.at) })}</p>
  }
  const isChanged = status.state === 'changed'
  return (
    <Banner
      icon="note"
      title={titleOf(status)}
      actions={
        <Button disabled={isBusy} onClick={onAcknowledge}>
          {isBusy
            ? t('policy.acknowledging')
            : t('policy.acknowledge', { version: status.version })}
        </Button>
      }
    >
      {isChanged && t('policy.changed-what', { count: status.changes.length })}
    </Banner>
  )
}

function Changes({ status }: { readonly status: PolicyStatus }): ReactElement | null {
  if (status.changes.length === 0) return null
  const words = { added: t('policy.line-added'), removed: t('policy.line-removed') }
  return (
    <section aria-labelledby="policy-changes">
      <h2 id="policy-changes" className="privacy-heading">
        {t('policy.changes')}
      </h2>
      {status.changes.map(({ kind, title, before, after }) => {
        const name = title || t('policy.opening-section')
        return (
          <div className="policy-change" key={`${kind} ${title}`}>
            <h3>{t(`policy.change-${kind}`, { title: name })}</h3>
            <DiffView
              label={t('policy.difference', { title: name })}
              changes={[{ id: title, before, after }]}
              words={words}
            />
          </div>
        )
      })}
    </section>
  )
}

function PolicyText(): ReactElement {
  const { version, date } = policy
  const line = /^Version .*$/m
  return (
    <section aria-labelledby="policy-text" data-setting="policy-text">
      <h2 id="policy-text" className="privacy-heading">
        {t('policy.text')}
      </h2>
      <p className="privacy-home">{t('policy.version', { version, date })}</p>
      <div className="policy-text">
        {sectionsOf(policy.text).map(({ title, text }) => (
          <div key={title}>
            {title !== '' && <h3>{title}</h3>}
            <Markdown text={text.replace(line, '')} codeLabel={t('policy.code')} headingLevel={4} />
          </div>
        ))}
      </div>
    </section>
  )
}

function History({ status }: { readonly status: PolicyStatus }): ReactElement {
  return (
    <section aria-labelledby="policy-history">
      <h2 id="policy-history" className="privacy-heading">
        {t('policy.history')}
      </h2>
      <ul className="privacy-retained">
        {status.acknowledged.toReversed().map(({ version, at }) => (
          <li key={at}>
            {t('policy.history-line', { version, day: formatDay(at), clock: formatClock(at) })}
          </li>
        ))}
      </ul>
    </section>
  )
}
