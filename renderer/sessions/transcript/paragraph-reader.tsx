import { type ReactElement, useEffect, useState } from 'react'
import { LiveRegion } from '../../ui/live-region.tsx'
import { createParagraphs } from './paragraphs.ts'
import type { TranscriptStore } from './transcript-store.ts'

/** Reads out what the agent writes while it is shown: at the end of a paragraph, at most every 5 s. */
export function ParagraphReader({ store }: { readonly store: TranscriptStore }): ReactElement {
  const [read, setRead] = useState({ text: '', number: 0 })
  useEffect(() => {
    const paragraphs = createParagraphs((text) =>
      setRead(({ number }) => ({ text, number: number + 1 })),
    )
    const leave = store.onLive(paragraphs.take)
    return () => {
      leave()
      paragraphs.stop()
    }
  }, [store])
  return <LiveRegion message={read.text} occurrence={read.number} />
}
