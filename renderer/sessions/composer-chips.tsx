import { type ReactElement, useState } from 'react'
import type { PermissionMode, SessionSummary } from '../../shared/sessions/model.ts'
import { useCommand } from '../client/index.ts'
import { formatDollars, t } from '../messages/index.ts'
import { Chip, FactChip } from '../ui/chip.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { TextDialog } from './text-dialog.tsx'

interface SessionProps {
  readonly session: SessionSummary
}

/** Names that Claude Code knows for its models, so that nobody has to look them up. */
const models = ['opus', 'sonnet', 'haiku'] as const
const modes = ['default', 'acceptEdits', 'plan'] as const satisfies readonly PermissionMode[]
const purseIcons = { 'own-login': 'person', 'api-key': 'key', none: 'info' } as const

/** What a session works with: model, how freely, who pays, what it came to so far. */
export function ComposerChips({ session }: SessionProps): ReactElement {
  const { agent, purse, usage, costUsd } = session
  const tokens =
    usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens
  return (
    <>
      {agent === 'claude-code' && <ModelChip session={session} />}
      {agent === 'claude-code' && <ModeChip session={session} />}
      <FactChip icon={purseIcons[purse]}>{t(`composer.purse-${purse}`)}</FactChip>
      <span className="composer-space" />
      {tokens > 0 && (
        <span className="composer-cost">
          <span>{t('composer.tokens', { count: shortCount(tokens) })}</span>
          {costUsd > 0 && <span>{formatDollars(costUsd)}</span>}
        </span>
      )}
    </>
  )
}

const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 })

function shortCount(count: number): string {
  return compact.format(count)
}

function ModelChip({ session }: SessionProps): ReactElement {
  const { id: sessionId, model } = session
  const setModel = useCommand('sessions.setModel')
  const [asks, setAsks] = useState(false)
  const known = models.some((name) => name === model)
  const items: MenuItem[] = [
    { kind: 'heading', id: 'effect', label: t('composer.model-effect') },
    {
      kind: 'choice',
      id: 'model',
      label: t('composer.model'),
      value: model ?? '',
      options: [...models, ...(model && !known ? [model] : [])].map((name) => ({
        value: name,
        label: name,
      })),
      onValueChange: (name) => void setModel.run({ sessionId, model: name }),
    },
    { kind: 'separator', id: 'line' },
    {
      kind: 'action',
      id: 'other',
      label: t('composer.model-other'),
      onSelect: () => setAsks(true),
    },
  ]
  return (
    <>
      <Menu
        side="top"
        items={items}
        trigger={
          <Chip
            icon="agent"
            aria-label={`${t('composer.model')}: ${model ?? t('composer.model-own')}`}
          >
            {model ?? t('composer.model-own')}
          </Chip>
        }
      />
      {asks && (
        <TextDialog
          title={t('sessions.change-model')}
          label={t('composer.model')}
          description={t('composer.model-effect')}
          start={model ?? ''}
          failure={setModel.failure}
          onClose={() => setAsks(false)}
          onSave={async (name) => (await setModel.run({ sessionId, model: name })) !== null}
        />
      )}
    </>
  )
}

function ModeChip({ session }: SessionProps): ReactElement {
  const { id: sessionId, mode } = session
  const setMode = useCommand('sessions.setMode')
  const items: MenuItem[] = [
    {
      kind: 'choice',
      id: 'mode',
      label: t('composer.mode'),
      value: mode,
      options: modes.map((value) => ({
        value,
        label: t(`new.mode-${value}`),
        description: t(`new.mode-about-${value}`),
      })),
      onValueChange: (value) => {
        const chosen = modes.find((one) => one === value)
        if (chosen) void setMode.run({ sessionId, mode: chosen })
      },
    },
  ]
  return (
    <Menu
      side="top"
      items={items}
      trigger={
        <Chip icon="door" aria-label={`${t('composer.mode')}: ${t(`new.mode-${mode}`)}`}>
          {t(`new.mode-${mode}`)}
        </Chip>
      }
    />
  )
}
