import { type ReactElement, useState } from 'react'
import type { AgentStatus } from '../../shared/sessions/model.ts'
import { copyText, type Query } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Tag } from '../ui/tag.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Well } from '../ui/well.tsx'
import './agent-status-row.css'

export interface AgentStatusRowProps {
  /** The answer of `sessions.checkAgent`. */
  readonly query: Query<AgentStatus>
}

function readySentence({ login }: AgentStatus): string {
  if (login === 'yes') return t('agent.ready-login')
  return login === 'no' ? t('agent.ready-no-login') : t('agent.ready')
}

/** What happened and what to do. Where a command helps it stands below, so the sentence does not repeat it. */
function adviceOf({ state, version, advice, command }: AgentStatus): string {
  if (command === null) return advice
  if (state === 'missing') return t('agent.advice-missing')
  return version === null ? advice : t('agent.advice-old', { version })
}

function nameOf({ kind, version }: AgentStatus): string {
  if (kind === 'rehearsal') return t('agent.rehearsal')
  return version === null ? t('agent.claude-code') : t('agent.claude-code-version', { version })
}

/** Whether the agent program can be used, and if not what to do, with the command to copy. */
export function AgentStatusRow({ query }: AgentStatusRowProps): ReactElement {
  const { value, failure, status, reload } = query
  if (failure) return <FailureLine failure={failure} />
  if (value === null) return <Skeleton label={t('agent.checking')} shape="rows" lines={1} />
  const isReady = value.state === 'ready'
  return (
    <div className="agent-status">
      <Icon name="agent" sizePx={18} />
      <div className="agent-status-text">
        <p className="agent-status-name">{nameOf(value)}</p>
        <p className="agent-status-advice">{isReady ? readySentence(value) : adviceOf(value)}</p>
      </div>
      <div className="agent-status-side">
        <Tag mark={isReady ? 'ok' : 'broke'} tone={isReady ? 'neutral' : 'stop'}>
          {t(`agent.state-${value.state}`)}
        </Tag>
        <TextLink small onClick={reload} disabled={status === 'loading'}>
          {status === 'loading' ? t('app.checking') : t('agent.check')}
        </TextLink>
      </div>
      {value.command !== null && <CommandToCopy command={value.command} />}
    </div>
  )
}

function CommandToCopy({ command }: { readonly command: string }): ReactElement {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  const copy = async () => setOutcome((await copyText(command)) ? 'copied' : 'refused')
  const words = outcome === null ? t('agent.copy') : t(`agent.${outcome}`)
  return (
    <div className="agent-status-command">
      <Well
        label={t('agent.command')}
        prompt="$ "
        text={command}
        size="small"
        oneLine
        action={
          <Button size="small" onClick={() => void copy()}>
            {words}
          </Button>
        }
      />
    </div>
  )
}
