import { type ReactElement, useState } from 'react'
import type { OutputOf } from '../../shared/contract.ts'
import { useApp, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { BouncerParts } from './bouncer-parts.tsx'
import { ruleGroups } from './rule-groups.ts'
import { matchingRules } from './rule-order.ts'
import { RuleSection } from './rule-section.tsx'
import './bouncer-page.css'

/** Folders whose own rules are listed at most; the app takes no more. */
const mostFolders = 256

export interface BouncerPageProps {
  /** A rule to begin with, from a link. */
  readonly rule: string | null
}

/** The rules in force with what each does and why. */
export function BouncerPage({ rule }: BouncerPageProps): ReactElement {
  const sessions = useApp((app) => app.sessions)
  const workspaces = [...new Set(sessions.map(({ workspace }) => workspace))].sort()
  const { value, failure } = useQuery('bouncer.rules', {
    workspaces: workspaces.slice(0, mostFolders),
  })
  return (
    <main className="bouncer-page" data-region="page">
      {failure && (
        <Banner
          tone="stop"
          mark={{ kind: 'broke', label: t('app.mark-broke') }}
          title={failure.message}
          announce="polite"
        />
      )}
      {value === null && !failure && (
        <>
          <PageHead title={t('bouncer.title')} />
          <div className="bouncer-page-scroll">
            <Skeleton label={t('bouncer.opening')} shape="table" lines={8} />
          </div>
        </>
      )}
      {value && <Rules key={rule} found={value} start={rule ?? ''} />}
    </main>
  )
}

interface RulesProps {
  readonly found: OutputOf<'bouncer.rules'>
  readonly start: string
}

function Rules({ found, start }: RulesProps): ReactElement {
  const { rules, files, engineVersion, policyHash } = found
  const [text, setText] = useState(start)
  const shown = new Set(matchingRules(rules, text))
  const groups = ruleGroups(rules, files)
  const isFiltered = text.trim() !== ''
  const hash = policyHash.slice(0, 12)
  return (
    <>
      <PageHead
        title={t('bouncer.title')}
        beside={
          <>
            <BouncerParts part="rules" />
            <span className="bouncer-page-engine">
              {t('bouncer.engine', { version: engineVersion, hash })}
            </span>
          </>
        }
        actions={
          <Field
            label={t('bouncer.find')}
            labelHidden
            soft
            icon="search"
            placeholder={t('bouncer.find-placeholder')}
            value={text}
            onValueChange={setText}
            trailing={
              <span className="bouncer-page-engine">
                {t('bouncer.shown', { shown: shown.size, count: rules.length })}
              </span>
            }
          />
        }
      />
      <p className="bouncer-page-lead">{t('bouncer.lead')}</p>
      <section
        className="bouncer-page-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={t('bouncer.table')}
      >
        {shown.size === 0 ? (
          <EmptyState
            title={t('bouncer.no-match', { text })}
            actions={<Button onClick={() => setText('')}>{t('bouncer.clear')}</Button>}
          >
            {t('bouncer.no-match-what', { count: rules.length })}
          </EmptyState>
        ) : (
          groups.map((group) => {
            const left = matchingRules(group.rules, text)
            const isHidden = isFiltered && left.length === 0
            return isHidden ? null : <RuleSection key={group.id} group={group} shown={left} />
          })
        )}
      </section>
    </>
  )
}
