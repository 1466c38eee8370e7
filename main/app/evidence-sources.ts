import type { JournalledEvent } from '../../shared/sessions/model.ts'
import { exportedSession } from '../sessions/index.ts'
import { sessionMarkdown } from './session-markdown.ts'

/** Where an evidence pack finds what was said and done. */
export interface EvidenceSources {
  /** What happened in a session, secrets replaced; null when nothing of it is kept. */
  transcript(session: string): Promise<readonly JournalledEvent[] | null>
  /** The same as a text to read. */
  markdown(events: readonly JournalledEvent[]): string
}

/** The sources in a folder of sessions, which are only read. */
export function evidenceSources(sessions: string): EvidenceSources {
  return {
    async transcript(session) {
      const texts = await exportedSession(sessions, session)
      if (texts === null) return null
      const events: JournalledEvent[] = []
      for await (const text of texts) {
        for (const line of text.split('\n')) {
          if (line !== '') events.push(JSON.parse(line) as JournalledEvent)
        }
      }
      return events
    },
    markdown: sessionMarkdown,
  }
}
