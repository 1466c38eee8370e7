import { type ReactElement, useState } from 'react'
import type { Rule } from '../../shared/bouncer/model.ts'
import type { OutputOf } from '../../shared/contract.ts'
import { useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { matchingRules } from './rule-order.ts'
import './bouncer-page.css'

export interface BouncerPageProps {
  /** A rule to begin with, from a link. */
  readonly rule: string | null
}

/** The rules in force with what each does and why. */
export function BouncerPage({ rule }: BouncerPageProps): ReactElement {
  const { value, failure } = useQuery('bouncer.rules', {})
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
  const { rules, engineVersion, policyHash } = found
  const [text, setText] = useState(start)
  const shown = matchingRules(rules, text)
  const hash = policyHash.slice(0, 12)
  return (
    <>
      <PageHead
        title={t('bouncer.title')}
        beside={
          <span className="bouncer-page-engine">
            {t('bouncer.engine', { version: engineVersion, hash })}
          </span>
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
                {t('bouncer.shown', { shown: shown.length, count: rules.length })}
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
        {shown.length === 0 ? (
          <EmptyState
            title={t('bouncer.no-match', { text })}
            actions={<Button onClick={() => setText('')}>{t('bouncer.clear')}</Button>}
          >
            {t('bouncer.no-match-what', { count: rules.length })}
          </EmptyState>
        ) : (
          <RuleTable rules={shown} />
        )}
      </section>
    </>
  )
}

const decisionMarks = { allow: 'rule', ask: 'person', deny: 'denied' } as const

function RuleTable({ rules }: { readonly rules: readonly Rule[] }): ReactElement {
  return (
    <Table label={t('bouncer.table')} widths={['136px', '232px', undefined, '104px']}>
      <TableHead>
        <TableHeader>{t('bouncer.decision')}</TableHeader>
        <TableHeader>{t('bouncer.rule')}</TableHeader>
        <TableHeader>{t('bouncer.why')}</TableHeader>
        <TableHeader>{t('bouncer.whose')}</TableHeader>
      </TableHead>
      <TableBody>
        {rules.map((rule) => (
          <TableRow key={`${rule.layer} ${rule.id}`}>
            <TableCell>
              <Tag mark={decisionMarks[rule.decision]}>
                {t(`bouncer.decision-${rule.decision}`)}
              </Tag>
            </TableCell>
            <TableCell tone="code">{rule.id}</TableCell>
            <TableCell>{rule.why}</TableCell>
            <TableCell tone="quiet">{t(`bouncer.layer-${rule.layer}`)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
