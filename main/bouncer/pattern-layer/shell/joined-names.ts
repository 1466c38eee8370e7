const BROKEN_NAME = /(\$\{?\w*)\\\n(?=\w)/g
const MAX_ROUNDS = 8

/** Text in which names of variables that go on in the next line stand in one; the parser ends them there. */
export function joinedNames(text: string): string {
  let joined = text
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!joined.includes('\\\n')) return joined
    const next = joined.replace(BROKEN_NAME, '$1')
    if (next === joined) return joined
    joined = next
  }
  return joined
}
