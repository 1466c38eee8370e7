import { type ReactElement, useState } from 'react'
import type { AuditEntry } from '../../shared/audit/model.ts'
import { callText } from '../../shared/bouncer/call-text.ts'
import { traitSpans, traitsOf } from '../../shared/bouncer/effect-traits.ts'
import { copyText } from '../client/index.ts'
import { effectText, t } from '../messages/index.ts'
import { type DefinitionItem, DefinitionList } from '../ui/definition-list.tsx'
import { DiffView } from '../ui/diff-view.tsx'
import { EffectList } from '../ui/effect-list.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Well } from '../ui/well.tsx'
import { HowJudged } from './how-judged.tsx'
import { SessionLink } from './session-link.tsx'
import './drawer-parts.css'

type DecisionEntry = Extract<AuditEntry, { kind: 'decision' }>

export interface DecisionFactsProps {
  readonly entry: DecisionEntry
}

/** What was tried, what it does, how it was judged, and where it stands in the record. */
export function DecisionFacts({ entry }: DecisionFactsProps): ReactElement {
  const { verdict, call } = entry
  const { effects, explanation, reason } = verdict
  const items = effects.map((effect, at) => {
    const line = explanation.length === effects.length ? explanation[at] : undefined
    const words = line === undefined ? effectText(effect) : { verb: line, rest: '' }
    return { id: `effect-${at}`, effect: traitsOf(effect)[0], ...words }
  })
  return (
    <>
      {verdict.decision !== 'allow' && reason !== '' && <p className="drawer-say">{reason}</p>}
      <Tried call={call} effects={effects} />
      {items.length > 0 && (
        <EffectList label={t('audit.effects')} effects={items} variant="quiet" />
      )}
      <HowJudged entry={entry} />
      <DefinitionList items={factsOf(entry)} />
    </>
  )
}

function Tried({
  call,
  effects,
}: Pick<DecisionEntry, 'call'> & Pick<DecisionEntry['verdict'], 'effects'>): ReactElement {
  const { field, text, isCommand, changes, rest } = callText(call.input)
  return (
    <>
      <Well
        label={t('audit.command')}
        text={field === null || isCommand ? text : `${call.tool} ${text}`}
        spans={isCommand ? traitSpans(effects, 'command') : []}
        {...(isCommand ? { prompt: '$' } : {})}
      />
      {changes.length > 0 && (
        <DiffView
          label={t('audit.change')}
          changes={changes}
          words={{ added: t('audit.added'), removed: t('audit.removed') }}
        />
      )}
      {rest !== '' && <Well label={t('audit.parameters')} text={rest} size="small" />}
    </>
  )
}

function factsOf(entry: DecisionEntry): DefinitionItem[] {
  const { verdict, call, session, prev } = entry
  const told = verdict.decision === 'allow' ? t('audit.agent-told-nothing') : verdict.reason
  const facts: (DefinitionItem | null)[] = [
    { id: 'told', term: t('audit.agent-told'), value: told },
    verdict.rewrite === undefined
      ? null
      : {
          id: 'gentler',
          term: t('audit.gentler'),
          value: <Gentler command={verdict.rewrite} />,
        },
    { id: 'session', term: t('audit.session'), value: <SessionLink session={session} /> },
    { id: 'where', term: t('audit.where'), value: <code>{call.cwd}</code> },
    verdict.missingFacts.length === 0
      ? null
      : { id: 'facts', term: t('audit.unknown-facts'), value: verdict.missingFacts.join(', ') },
    {
      id: 'policy',
      term: t('audit.policy'),
      value: (
        <>
          <code>{shortHash(verdict.policyHash)}</code>{' '}
          <span className="drawer-quiet">
            {t('audit.engine', { version: verdict.engineVersion })}
          </span>
        </>
      ),
    },
    { id: 'chain', term: t('audit.chain'), value: <ChainLink prev={prev} /> },
  ]
  return facts.filter((fact) => fact !== null)
}

function Gentler({ command }: { readonly command: string }): ReactElement {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => setCopied(await copyText(command))
  return (
    <>
      <code>{command}</code>{' '}
      <TextLink variant="inline" onClick={() => void copy()}>
        {t(isCopied ? 'audit.copied-it' : 'audit.copy-it')}
      </TextLink>
    </>
  )
}

/** The chain value of the entry before, as far as a person compares it. */
export function ChainLink({ prev }: { readonly prev: string }): ReactElement {
  return (
    <>
      <span className="drawer-quiet">{t('audit.chain-follows')}</span>{' '}
      <code title={prev}>{shortHash(prev)}</code>
    </>
  )
}

function shortHash(hash: string): string {
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)}`
}
