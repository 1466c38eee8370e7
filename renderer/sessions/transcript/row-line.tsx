import type { ReactElement } from 'react'
import { TextLine, ThinkingLine } from './block-lines.tsx'
import { CallLine } from './call-line.tsx'
import { GroupLine } from './group-line.tsx'
import { MomentLine } from './moment-lines.tsx'
import { PromptLine } from './prompt-line.tsx'
import { QuestionLine } from './question-line.tsx'
import type { Row } from './transcript-rows.ts'

/** One line of a transcript by its kind. */
export function RowLine({ row }: { readonly row: Row }): ReactElement | null {
  if (row.kind === 'call') return <CallLine row={row} />
  if (row.kind === 'group') return <GroupLine row={row} />
  const { entry, depth } = row
  switch (entry.kind) {
    case 'prompt':
      return <PromptLine entry={entry} />
    case 'text':
      return <TextLine entry={entry} depth={depth} />
    case 'thinking':
      return <ThinkingLine entry={entry} depth={depth} />
    case 'moment':
      return <MomentLine entry={entry} depth={depth} />
    case 'ask':
      return entry.asked && <QuestionLine asked={entry.asked} depth={depth} call={entry} />
  }
}

/** A first guess of a line's height in pixels, until it is measured. */
export function estimateRow(row: Row | undefined): number {
  if (!row) return 28
  if (row.kind !== 'entry') return row.kind === 'call' && row.phase === 'waiting' ? 320 : 28
  const { entry } = row
  if (entry.kind === 'text') return 38 + 22 * Math.floor(entry.text.length / 90)
  if (entry.kind === 'prompt') return 80 + 22 * Math.floor(entry.text.length / 90)
  return entry.kind === 'ask' ? 240 : 28
}
