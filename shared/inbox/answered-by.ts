/** Under which name a question is denied that nobody answered in the time its session gives. */
export const limitName = 'the time limit you set'

/** Under which name a question is allowed that a grant covers which was given while it waited. */
export const grantName = 'a grant of yours'

/** Who settled a question: the person themselves, or the app by a choice of theirs. */
export type Answerer = 'person' | 'limit' | 'grant'

/** Who stands behind the name that an answer was given under. */
export function answererOf(by: string): Answerer {
  if (by === limitName) return 'limit'
  return by === grantName ? 'grant' : 'person'
}
