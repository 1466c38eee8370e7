import type { ReactElement } from 'react'
import { callText } from '../../shared/bouncer/call-text.ts'
import { traitSpans } from '../../shared/bouncer/effect-traits.ts'
import type { Effect } from '../../shared/bouncer/model.ts'
import { t } from '../messages/index.ts'
import { DiffView } from '../ui/diff-view.tsx'
import { Well } from '../ui/well.tsx'
import './call-input.css'

export interface CallInputProps {
  readonly input: Readonly<Record<string, unknown>>
  readonly effects: readonly Effect[]
  readonly size?: 'small' | 'normal' | 'large'
}

/** Exactly what a tool is given, with what each part does underlined; changes of files stand as a difference. */
export function CallInput({ input, effects, size = 'normal' }: CallInputProps): ReactElement {
  const { field, text, isCommand, changes, rest } = callText(input)
  const spans = field === null ? [] : traitSpans(effects, field)
  return (
    <div className="call-input">
      <Well
        label={t(isCommand ? 'inbox.command' : 'inbox.input')}
        text={text}
        spans={spans}
        size={size}
        {...(isCommand ? { prompt: '$' } : {})}
      />
      {changes.length > 0 && (
        <DiffView
          label={t('inbox.change', { name: text })}
          changes={changes}
          words={{ added: t('inbox.added'), removed: t('inbox.removed') }}
        />
      )}
      {rest !== '' && <Well label={t('inbox.parameters')} text={rest} size="small" />}
    </div>
  )
}
