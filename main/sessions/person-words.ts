import type { SessionEvent } from '../../shared/sessions/model.ts'
import { isOfLateAnswer } from './late-answer.ts'
import type { Session } from './session.ts'

const mostMessages = 6
const pageEvents = 500
const mostPages = 8

/**
 * The last messages that the person wrote in a session, the newest last; none of a rehearsal, whose
 * words are ours. What the app wrote to tell of an answer holds words of the agent and is left out.
 */
export async function personWords(session: Session | null): Promise<readonly string[]> {
  if (!session || session.record().summary.agent === 'rehearsal') return []
  const found: string[] = []
  let before = session.record().summary.lastSeq + 1
  for (let page = 0; page < mostPages && found.length < mostMessages; page++) {
    const { events } = await session.read({ before, limit: pageEvents })
    const [first] = events
    if (!first) break
    found.unshift(...events.flatMap(writtenBy))
    before = first.seq
  }
  return found.slice(-mostMessages)
}

function writtenBy(event: SessionEvent): string[] {
  if (event.kind !== 'prompted' || event.origin !== undefined) return []
  const { text } = event
  // Journals of earlier versions do not say which prompts the app wrote.
  return text.trim() === '' || isOfLateAnswer(text) ? [] : [text]
}
