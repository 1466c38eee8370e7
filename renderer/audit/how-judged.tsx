import type { ReactElement, ReactNode } from 'react'
import type { AuditEntry } from '../../shared/audit/model.ts'
import type { Decision, Verdict } from '../../shared/bouncer/model.ts'
import { navigate, useQuery } from '../client/index.ts'
import { aiNoteText, formatLatency, t } from '../messages/index.ts'
import { Icon } from '../ui/icon.tsx'
import { Mark, type MarkKind } from '../ui/mark.tsx'
import { TextLink } from '../ui/text-link.tsx'
import './drawer-parts.css'

interface StepProps {
  readonly at: ReactNode
  readonly title: ReactNode
  readonly took?: string
  readonly children: ReactNode
}

function Step({ at, title, took, children }: StepProps): ReactElement {
  return (
    <li>
      <span className="drawer-step-at">{at}</span>
      <b>{title}</b>
      {took !== undefined && <span className="drawer-step-took">{took}</span>}
      <p>{children}</p>
    </li>
  )
}

export interface HowJudgedProps {
  readonly entry: Extract<AuditEntry, { kind: 'decision' }>
}

const markOf: Readonly<Record<Decision, MarkKind>> = {
  allow: 'rule',
  ask: 'person',
  deny: 'denied',
}

/** The path of a call through the layers, in order. */
export function HowJudged({ entry }: HowJudgedProps): ReactElement {
  const { verdict, call, latencyUs } = entry
  const { rules, effects, decision, winner } = verdict
  const { value } = useQuery('bouncer.rules', rules.length > 0 ? {} : null)
  const listed = (id: string) => value?.rules.find((rule) => rule.id === id)
  return (
    <section aria-labelledby="how-judged">
      <h3 className="drawer-heading" id="how-judged">
        {t('audit.judged')}
      </h3>
      <ol className="drawer-steps">
        <Step
          at={<Mark kind="rule" label="" sizePx={12} />}
          title={t('audit.read-as')}
          took={formatLatency(latencyUs)}
        >
          {t('audit.read-as-what', { tool: call.tool, count: effects.length })}
        </Step>
        {rules.length === 0 && (
          <Step at={<Mark kind="rule" label="" sizePx={12} />} title={t('audit.rules-step')}>
            {t('audit.rules-none')}
          </Step>
        )}
        {rules.map((id, place) => {
          const won = place === 0 ? winner : undefined
          const { why, layer } = won ?? listed(id) ?? { why: '', layer: undefined }
          const outcome = place === 0 ? decision : (listed(id)?.decision ?? decision)
          return (
            <Step
              key={id}
              at={<Mark kind={markOf[outcome]} label="" />}
              title={
                <TextLink onClick={() => navigate(`/bouncer?rule=${encodeURIComponent(id)}`)}>
                  {t(place === 0 ? 'audit.rule-won' : 'audit.rule-step', { rule: id })}
                </TextLink>
              }
              {...(layer === undefined ? {} : { took: t(`bouncer.layer-${layer}`) })}
            >
              {why}
            </Step>
          )
        })}
        {verdict.shadow && (
          <Step
            at={<Mark kind={markOf[verdict.shadow.decision]} label="" />}
            title={t('audit.trial')}
          >
            {t(`audit.trial-${verdict.shadow.decision}`, { rule: verdict.shadow.rules[0] ?? '' })}
          </Step>
        )}
        <Step
          at={<Mark kind={verdict.layer === 'ai' ? 'ai' : 'offline'} label="" sizePx={12} />}
          title={t('audit.ai-step')}
        >
          {othersText(verdict)}
        </Step>
        <Step at={<Icon name="chain" sizePx={14} />} title={t('audit.recorded')}>
          {t('audit.recorded-what')}
        </Step>
      </ol>
    </section>
  )
}

function othersText({ decision, layer, ai }: Verdict): string {
  if (ai) {
    const cites = ai.cited.length > 0 ? ` ${t('ai.cites', { ids: ai.cited.join(', ') })}` : ''
    const put = decision === 'ask' ? ` ${t('audit.ai-put')}` : ''
    return `${aiNoteText(ai)}.${cites}${put}`
  }
  if (decision === 'ask') return t('audit.ai-put')
  if (layer === 'ai') return t(decision === 'allow' ? 'audit.ai-allowed' : 'audit.ai-denied')
  return layer === 'grant' ? t('audit.ai-grant') : t('audit.ai-not-asked')
}
