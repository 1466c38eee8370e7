import { type ReactElement, useEffect, useState } from 'react'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { SessionEvent } from '../../../shared/sessions/model.ts'
import { useClient, useQuery } from '../../client/index.ts'
import { t } from '../../messages/index.ts'
import { Banner } from '../../ui/banner.tsx'
import { Well } from '../../ui/well.tsx'

const limit = 500

export interface TranscriptProps {
  readonly sessionId: SessionId
}

type Line = SessionEvent & { readonly seq: number }

function lineText(event: SessionEvent): string | null {
  switch (event.kind) {
    case 'prompted':
    case 'text':
      return event.text
    case 'tool-called':
      return `${event.tool} ${JSON.stringify(event.input)}`
    case 'decided':
      return event.decision === 'allow' ? null : event.reason
    default:
      return null
  }
}

/** The newest events of a session in plain words, followed while it is shown. */
export function Transcript({ sessionId }: TranscriptProps): ReactElement {
  const client = useClient()
  const read = useQuery('sessions.read', { sessionId, limit })
  const [live, setLive] = useState<readonly Line[]>([])
  const page = read.value
  const { reload } = read
  useEffect(() => {
    if (page === null) return
    setLive([])
    return client.subscribe(`session/${sessionId}`, {
      after: { epoch: page.epoch, seq: page.lastSeq },
      onEvent: ({ payload }) => setLive((lines) => [...lines, payload as Line]),
      onReset: () => reload(),
    })
  }, [client, sessionId, page, reload])
  if (read.failure) return <Banner tone="stop" title={read.failure.message} />
  const lines = [...(page?.events ?? []), ...live]
  return (
    <div role="log" aria-label={t('sessions.transcript')}>
      {lines.map((line) => {
        const text = lineText(line)
        return text && <Well key={line.seq} label={line.kind} text={text} size="small" />
      })}
    </div>
  )
}
