/** Letters to add, drop, change or swap with their neighbour between two words. */
function distance(a: string, b: string): number {
  const row = (length: number) => Array.from({ length: length + 1 }, (_, at) => at)
  // far[i][j]: between the first i letters of one and the first j of the other.
  const far = row(a.length).map((i) => row(b.length).map((j) => (i === 0 ? j : i)))
  const at = (i: number, j: number) => far[i]?.[j] ?? Number.POSITIVE_INFINITY
  const cell = (i: number, j: number): number => {
    const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
    const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
    const swap = isSwap ? at(i - 2, j - 2) + 1 : change
    return Math.min(change, swap, at(i - 1, j) + 1, at(i, j - 1) + 1)
  }
  for (const [i, cells] of far.entries()) {
    for (const j of cells.keys()) if (i > 0 && j > 0) cells[j] = cell(i, j)
  }
  return at(a.length, b.length)
}

const longestSaid = 40

function likeness(said: string, one: string): number {
  const words = one.split(' ')
  const isPart = said.length > 2 && (one.startsWith(said) || words.includes(said))
  if (isPart) return 0
  // The second word alone is what people remember: “verify” for “audit verify”.
  return Math.min(distance(said, one), ...words.map((word) => distance(said, word) + 0.5))
}

/** The one of `known` that was most likely meant; null when none is near. */
export function nearest(said: string, known: readonly string[]): string | null {
  if (said.length > longestSaid) return null
  const ranked = known
    .map((one) => ({ one, far: likeness(said, one) }))
    .sort((left, right) => left.far - right.far)
  const [best] = ranked
  return best && best.far <= Math.max(1, said.length / 3) ? best.one : null
}
