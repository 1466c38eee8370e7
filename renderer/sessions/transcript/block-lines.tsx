import type { ReactElement } from 'react'
import { formatDuration, t } from '../../messages/index.ts'
import { Icon } from '../../ui/icon.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { EventLine } from './event-line.tsx'
import { useBlock, useOpen } from './transcript-context.ts'
import type { BlockEntry } from './transcript-entries.ts'
import { splitParagraphs, wholeWords } from './whole-words.ts'
import './block-lines.css'

/** A block and how deep it lies. */
export interface BlockLineProps {
  readonly entry: BlockEntry
  readonly depth: number
}

/** What the agent wrote; while it streams, in whole words. */
export function TextLine({ entry, depth }: BlockLineProps): ReactElement {
  const { text, finished } = useBlock(entry)
  const codeLabel = t('transcript.code')
  return (
    <EventLine depth={depth}>
      <div className="text-line">
        {finished ? (
          <Markdown text={text} codeLabel={codeLabel} />
        ) : (
          splitParagraphs(wholeWords(text)).map((part, at, parts) => (
            <Markdown
              // biome-ignore lint/suspicious/noArrayIndexKey: parts only ever come at the end
              key={at}
              text={part}
              codeLabel={codeLabel}
              isWhole={at < parts.length - 1}
            />
          ))
        )}
      </div>
    </EventLine>
  )
}

/** What the agent thought: one muted line with its first words, which opens. */
export function ThinkingLine({ entry, depth }: BlockLineProps): ReactElement {
  const { text, finished, key } = useBlock(entry)
  const [isOpen, setOpen] = useOpen(key)
  const durationMs = finished?.kind === 'thinking' ? finished.durationMs : null
  const done =
    durationMs === null
      ? t('transcript.thought')
      : t('transcript.thought-for', { time: formatDuration(durationMs) })
  return (
    <EventLine icon="thinking" depth={depth}>
      <button
        type="button"
        className="event-row"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <b>{finished ? done : t('transcript.thinking')}</b>
        {!isOpen && <span className="event-gist">{firstWords(text)}</span>}
        <span className="event-end">
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} sizePx={12} />
        </span>
      </button>
      {isOpen && (
        <p className="thinking-text" dir="auto">
          {text}
        </p>
      )}
    </EventLine>
  )
}

function firstWords(text: string): string {
  return text.trim().slice(0, 240).replace(/\s+/g, ' ')
}
