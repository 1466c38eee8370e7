/** The shortest text found by leaving pieces out for which `stillFails` holds. */
export async function shrink(
  text: string,
  stillFails: (candidates: readonly string[]) => Promise<readonly boolean[]>,
): Promise<string> {
  let best = text
  let size = Math.ceil(best.length / 2)
  let start = 0
  for (let round = 0; round < MAX_ROUNDS && size >= 1; round++) {
    const candidates: string[] = []
    for (let at = start; at < best.length && candidates.length < AT_ONCE; at += size) {
      candidates.push(best.slice(0, at) + best.slice(at + size))
    }
    const fails = await stillFails(candidates)
    const found = candidates.findIndex((_, index) => fails[index])
    if (found >= 0) {
      best = candidates[found] ?? best
      start += found * size
    } else start += candidates.length * size
    if (start < best.length) continue
    start = 0
    size = Math.floor(size / 2)
  }
  return best
}

const MAX_ROUNDS = 80
const AT_ONCE = 8
