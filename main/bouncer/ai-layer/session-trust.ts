/** What earlier answers in a session did to the right of the AI layer to answer there. */
export interface SessionTrust {
  /** False while it is not asked in this session; each call of this counts one question down. */
  isTrusted(session: string, words: readonly string[]): boolean
  /** An answer did not hold: somebody writes to the model through the calls. */
  distrust(session: string): void
  denied(session: string, words: readonly string[]): void
  allowed(session: string): void
  forget(session: string): void
  clear(): void
}

interface Standing {
  /** Questions that still go straight to the person. */
  left: number
  denials: number
  /** The person's words when it last denied. */
  words: string
}

const questionsAside = 20
const mostDenials = 3
const mostSessions = 500

/** Creates the trust of all sessions, in memory alone. */
export function createSessionTrust(): SessionTrust {
  const standings = new Map<string, Standing>()

  const of = (session: string): Standing => {
    const known = standings.get(session) ?? { left: 0, denials: 0, words: '' }
    standings.delete(session)
    standings.set(session, known)
    const [oldest] = standings.keys()
    if (standings.size > mostSessions && oldest !== undefined) standings.delete(oldest)
    return known
  }

  return {
    isTrusted(session, words) {
      const standing = of(session)
      // Whoever is denied again and again needs the person; new words of theirs begin anew.
      if (standing.words !== textOf(words)) standing.denials = 0
      if (standing.denials >= mostDenials) return false
      if (standing.left === 0) return true
      standing.left -= 1
      return false
    },
    distrust(session) {
      of(session).left = questionsAside
    },
    denied(session, words) {
      const standing = of(session)
      standing.denials += 1
      standing.words = textOf(words)
    },
    allowed(session) {
      of(session).denials = 0
    },
    forget: (session) => void standings.delete(session),
    clear: () => standings.clear(),
  }
}

const textOf = (words: readonly string[]) => JSON.stringify(words)
