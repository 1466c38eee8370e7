import type { ReactElement } from 'react'
import { formatClock, t } from '../../messages/index.ts'
import { EventLine } from './event-line.tsx'
import { LongText } from './long-text.tsx'
import type { PromptEntry } from './transcript-entries.ts'
import './prompt-line.css'

/** What the person wrote, or what the app told the agent of their answer: the only box of a transcript, and the heading of its turn. */
export function PromptLine({ entry }: { readonly entry: PromptEntry }): ReactElement {
  return (
    <EventLine icon="person" depth={0}>
      <div className="prompt-box">
        <h2 className="prompt-head" tabIndex={-1}>
          {t(entry.isOfAnswer ? 'transcript.of-answer' : 'transcript.you', {
            time: formatClock(entry.at),
          })}
        </h2>
        <LongText text={entry.text} most={6_000}>
          {(text) => (
            <p className="prompt-text" dir="auto">
              {text}
            </p>
          )}
        </LongText>
      </div>
    </EventLine>
  )
}
