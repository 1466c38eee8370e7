import type { Logger } from '../kit/logger.ts'
import type { Session } from './session.ts'

/** Tells of changed list rows, each with what the session is at that moment. */
export interface Teller {
  changed(session: Session): void
}

/** Creates a teller that never tells an older row after a newer one, and nothing of a session that is gone. */
export function createTeller(deps: {
  readonly logger: Logger
  isKept(session: Session): boolean
  /** Looks at the session and returns the announcement. */
  tell(session: Session): Promise<() => void>
}): Teller {
  const due = new Set<Session>()
  let isTelling = false

  const tellAll = async () => {
    isTelling = true
    try {
      for (const session of due) {
        due.delete(session)
        const announce = await deps.tell(session)
        if (deps.isKept(session)) announce()
      }
    } catch (error) {
      deps.logger.error('change not told', { error })
    } finally {
      isTelling = false
    }
  }

  return {
    changed(session) {
      due.add(session)
      if (!isTelling) void tellAll()
    },
  }
}
