type Check = (candidates: readonly string[]) => Promise<readonly boolean[]>

/** The shortest text found by leaving out lines, then words, then characters for which `stillFails` holds. */
export async function shrink(text: string, stillFails: Check): Promise<string> {
  const rounds = { left: MAX_ROUNDS }
  let best = text
  for (const unit of UNITS) best = await shrinkBy(unit, { text: best, stillFails, rounds })
  return best
}

/** Where a text is cut. */
const UNITS: readonly RegExp[] = [/(?<=\n)/, /(?<=[ ;])/, /(?:)/]

async function shrinkBy(
  unit: RegExp,
  at: {
    readonly text: string
    readonly stillFails: Check
    readonly rounds: { left: number }
  },
): Promise<string> {
  let pieces: readonly string[] = at.text.split(unit)
  let size = Math.ceil(pieces.length / 2)
  let start = 0
  while (at.rounds.left-- > 0 && size >= 1) {
    const candidates: (readonly string[])[] = []
    for (let from = start; from < pieces.length && candidates.length < AT_ONCE; from += size) {
      candidates.push([...pieces.slice(0, from), ...pieces.slice(from + size)])
    }
    const fails = await at.stillFails(candidates.map((candidate) => candidate.join('')))
    const found = candidates.findIndex((_, index) => fails[index])
    if (found >= 0) {
      pieces = candidates[found] ?? pieces
      start += found * size
    } else start += candidates.length * size
    if (start < pieces.length) continue
    start = 0
    size = Math.floor(size / 2)
  }
  return pieces.join('')
}

const MAX_ROUNDS = 240
const AT_ONCE = 16
