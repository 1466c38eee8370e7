import { type Ecosystem, neighbours, POPULAR_SCOPES, popularNames } from './popular-names.ts'

const MAX_NAME = 100
/** Shorter names are too near to too many others. */
const LEAST = 5

/** Much used names as their registry compares them, and by what they look like. */
interface Known {
  readonly good: ReadonlySet<string>
  readonly long: readonly string[]
  readonly folded: ReadonlyMap<string, string>
}

const KNOWN = new Map<Ecosystem, Known>()

function knownIn(ecosystem: Ecosystem): Known {
  let known = KNOWN.get(ecosystem)
  if (!known) {
    const plain = (name: string) => plainName(ecosystem, name)
    const names = popularNames(ecosystem).map(plain)
    const long = names.filter((name) => name.length >= LEAST)
    const good = new Set([...names, ...neighbours(ecosystem).map(plain)])
    known = { good, long, folded: new Map(long.map((name) => [fold(name), name])) }
    KNOWN.set(ecosystem, known)
  }
  return known
}

/** The much used name that another one imitates, or null; a much used name imitates nobody. */
export function imitatedName(ecosystem: Ecosystem, given: string): string | null {
  if (given.length < LEAST || given.length > MAX_NAME) return null
  if (given.startsWith('@')) return imitatedScope(given.toLowerCase())
  const name = plainName(ecosystem, given)
  const known = knownIn(ecosystem)
  if (known.good.has(name)) return null
  const lookalike = known.folded.get(fold(given))
  if (lookalike !== undefined) return lookalike
  return known.long.find((other) => isNear(name, other)) ?? null
}

function imitatedScope(given: string): string | null {
  const scope = /^@([^/]+)\//.exec(given)?.[1]
  if (scope === undefined || scope.length < LEAST || POPULAR_SCOPES.has(scope)) return null
  for (const other of POPULAR_SCOPES) {
    if (other.length >= LEAST && (fold(scope) === fold(other) || isNear(scope, other)))
      return `@${other}`
  }
  return null
}

/** A name as its registry compares it. */
function plainName(ecosystem: Ecosystem, given: string): string {
  const name = given.toLowerCase()
  if (ecosystem === 'pypi') return name.replace(/[-_.]+/g, '-')
  if (ecosystem === 'crates') return name.replaceAll('_', '-')
  return ecosystem === 'go' ? name.replace(/\/v\d+(?=\/|$)/, '') : name
}

/** Signs that are taken for others, separators and doubled letters left out. */
function fold(name: string): string {
  return name
    .replace(/I/g, 'l')
    .toLowerCase()
    .replace(/[0135$]/g, (sign) => FOLDED[sign] ?? sign)
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/[-_.]/g, '')
    .replace(/([a-z])\1+/g, '$1')
}

const FOLDED: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '3': 'e', '5': 's', $: 's' }

/** Whether one letter is changed, missing, added or has changed places, beyond what a plural or a version is. */
function isNear(name: string, other: string): boolean {
  if (Math.abs(name.length - other.length) > 1) return false
  if (name[0] !== other[0] && other.length < LEAST + 2) return false
  if (name === `${other}s` || other === `${name}s` || /^\d$/.test(afterName(name, other)))
    return false
  const [short, long] = name.length <= other.length ? [name, other] : [other, name]
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length !== long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return isLetterChange(short, long, at)
  return (
    short[at] === long[at + 1] &&
    short[at + 1] === long[at] &&
    short.slice(at + 2) === long.slice(at + 2)
  )
}

/** What the other name has behind this one. */
function afterName(name: string, other: string): string {
  return other.startsWith(name) ? other.slice(name.length) : ''
}

/** Two numbers in the same place are two versions. */
function isLetterChange(left: string, right: string, at: number): boolean {
  return !(/\d/.test(left[at] ?? '') && /\d/.test(right[at] ?? ''))
}
