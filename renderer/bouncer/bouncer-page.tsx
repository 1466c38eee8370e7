import { type ReactElement, useState } from 'react'
import type { OutputOf } from '../../shared/contract.ts'
import { useApp, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { BouncerFrame, type BouncerFrameProps } from './bouncer-frame.tsx'
import { ruleGroups } from './rule-groups.ts'
import { matchingRules } from './rule-order.ts'
import { RuleSection } from './rule-section.tsx'

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
  if (value) return <Rules key={rule} found={value} start={rule ?? ''} />
  return (
    <RulesFrame failure={failure}>
      {!failure && <Skeleton label={t('bouncer.opening')} shape="table" lines={8} />}
    </RulesFrame>
  )
}

type RulesFrameProps = Pick<BouncerFrameProps, 'failure' | 'figures' | 'actions' | 'children'>

function RulesFrame(props: RulesFrameProps): ReactElement {
  return (
    <BouncerFrame part="rules" lead={t('bouncer.lead')} label={t('bouncer.table')} {...props} />
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
    <RulesFrame
      failure={null}
      figures={t('bouncer.engine', { version: engineVersion, hash })}
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
    </RulesFrame>
  )
}
