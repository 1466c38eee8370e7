import { type ReactElement, type ReactNode, useState } from 'react'
import { callText } from '../../shared/bouncer/call-text.ts'
import type { InboxBody } from '../../shared/inbox/model.ts'
import { copyText, navigate, useQuery } from '../client/index.ts'
import { aiNoteText, t } from '../messages/index.ts'
import { type DefinitionItem, DefinitionList } from '../ui/definition-list.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { AgentWords } from './agent-words.tsx'

type Approval = Extract<InboxBody, { kind: 'approval' }>

export interface ApprovalFactsProps {
  readonly body: Approval
  /** Puts a sentence for the agent into the note. */
  readonly onSuggest: (note: string) => void
}

/** Where a call would run, why a person is asked, what the agent says, and a gentler way. */
export function ApprovalFacts({ body, onSuggest }: ApprovalFactsProps): ReactElement {
  const { call, verdict } = body
  const { said } = callText(call.input)
  const items: (DefinitionItem | null)[] = [
    said === ''
      ? null
      : {
          id: 'said',
          term: t('inbox.agent-words'),
          value: <AgentWords text={said} />,
        },
    { id: 'where', term: t('inbox.where'), value: <Where call={call} /> },
    { id: 'why', term: t('inbox.why-asked'), value: <WhyAsked body={body} /> },
    verdict.ai === undefined
      ? null
      : { id: 'ai', term: t('ai.card'), value: aiNoteText(verdict.ai) },
    verdict.missingFacts.length === 0
      ? null
      : {
          id: 'missing',
          term: t('inbox.not-known'),
          value: verdict.missingFacts.join(', '),
        },
    verdict.rewrite === undefined
      ? null
      : {
          id: 'instead',
          term: t('inbox.instead'),
          value: <Gentler command={verdict.rewrite} onSuggest={onSuggest} />,
        },
  ]
  return <DefinitionList items={items.filter((item) => item !== null)} />
}

function shortPath(path: string, home: string): string {
  const isInside = path === home || path.startsWith(`${home}/`)
  return isInside ? `~${path.slice(home.length)}` : path
}

function Where({ call }: { readonly call: Approval['call'] }): ReactNode {
  const { cwd, workspace, home } = call
  return (
    <>
      <code>{shortPath(cwd, home)}</code>
      {cwd !== workspace && (
        <span className="question-card-said">
          {' '}
          {t('inbox.where-inside', { workspace: shortPath(workspace, home) })}
        </span>
      )}
    </>
  )
}

function WhyAsked({ body }: { readonly body: Approval }): ReactNode {
  const { verdict, agentReason } = body
  const { winner } = verdict
  const [id] = verdict.rules
  // Verdicts of older engines name their rule without saying why.
  const isOld = winner === undefined && id !== undefined
  const { value } = useQuery('bouncer.rules', isOld ? {} : null)
  if (verdict.decision !== 'ask' && agentReason) {
    return t('inbox.engine-asks', { reason: agentReason })
  }
  if (id === undefined) return verdict.reason || t('inbox.unmatched')
  const listed = value?.rules.find((rule) => rule.id === id)
  const layer = winner?.layer ?? 'built-in'
  const others = verdict.rules.filter((other) => other !== id)
  return (
    <>
      <RuleLink id={id} /> {layer !== 'built-in' && <>{t(`inbox.rule-of-${layer}`)} </>}
      <span className="question-card-said">{winner?.why ?? listed?.why ?? verdict.reason}</span>
      {others.length > 0 && <> {t('inbox.also')}</>}
      {others.map((other) => (
        <span key={other}>
          {' '}
          <RuleLink id={other} />
        </span>
      ))}
    </>
  )
}

function RuleLink({ id }: { readonly id: string }): ReactNode {
  return (
    <TextLink variant="inline" onClick={() => navigate(`/bouncer?rule=${encodeURIComponent(id)}`)}>
      {id}
    </TextLink>
  )
}

interface GentlerProps {
  readonly command: string
  readonly onSuggest: (note: string) => void
}

function Gentler({ command, onSuggest }: GentlerProps): ReactNode {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => setCopied(await copyText(command))
  return (
    <>
      <code>{command}</code>{' '}
      <TextLink variant="inline" onClick={() => onSuggest(t('inbox.suggestion', { command }))}>
        {t('inbox.suggest')}
      </TextLink>
      {' · '}
      <TextLink variant="inline" onClick={() => void copy()}>
        {t(isCopied ? 'inbox.copied' : 'inbox.copy')}
      </TextLink>
    </>
  )
}
