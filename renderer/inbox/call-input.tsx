import type { ReactElement } from 'react'
import { callText } from '../../shared/bouncer/call-text.ts'
import { type TraitSpan, traitSpans } from '../../shared/bouncer/effect-traits.ts'
import type { Effect, Span } from '../../shared/bouncer/model.ts'
import { t } from '../messages/index.ts'
import { DiffView } from '../ui/diff-view.tsx'
import { Well } from '../ui/well.tsx'
import './call-input.css'

export interface CallInputProps {
  readonly input: Readonly<Record<string, unknown>>
  readonly effects: readonly Effect[]
  readonly size?: 'small' | 'normal' | 'large'
  /** What a question is about: a long text begins there. */
  readonly asked?: readonly Span[]
}

/** Exactly what a tool is given, with what each part does underlined; changes of files stand as a difference. */
export function CallInput(props: CallInputProps): ReactElement {
  const { input, effects, size = 'normal', asked = [] } = props
  const { field, text, isCommand, changes, rest } = callText(input)
  const spans = field === null ? [] : traitSpans(effects, field)
  return (
    <div className="call-input">
      <Well
        label={t(isCommand ? 'inbox.command' : 'inbox.input')}
        text={text}
        spans={spans}
        begin={beginOf(asked, spans, field)}
        words={moreWords}
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

const moreWords = {
  before: (count: number) => t('inbox.lines-before', { count }),
  after: (count: number) => t('inbox.lines-after', { count }),
}

/** Where the first part that is asked about begins, else the first one that is underlined. */
function beginOf(
  asked: readonly Span[],
  underlined: readonly TraitSpan[],
  field: string | null,
): number {
  const here = asked.filter((span) => span.field === field)
  const starts = (here.length > 0 ? here : underlined).map(({ start }) => start)
  return starts.length === 0 ? 0 : Math.min(...starts)
}
