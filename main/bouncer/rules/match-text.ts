import type { TouchedPath } from '../../../shared/bouncer/model.ts'
import { globTokens, literalTokens, overlap, type Tokens } from './glob.ts'
import type { Match, Matching } from './matching.ts'
import type { RuleGround } from './rule.ts'

const UNKNOWN = '\uFFFC'
/** Longer texts are not compared; they may be anything. */
const MAX_TEXT = 2000

/** Globs of a policy: those that match, and those that began with `!` and take away. */
export interface Globs {
  readonly wanted: readonly string[]
  readonly refused: readonly string[]
}

/** Splits the globs of a field; null when the field was not given. */
export function globsOf(list: string | readonly string[]): Globs
export function globsOf(list: string | readonly string[] | undefined): Globs | null
export function globsOf(list: string | readonly string[] | undefined): Globs | null {
  if (list === undefined) return null
  const all = typeof list === 'string' ? [list] : list
  const refused = all.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1))
  return { wanted: all.filter((glob) => !glob.startsWith('!')), refused }
}

/** Whether a text fits: `*` is any text, `?` any character, case does not count. */
export function matchText({ wanted, refused }: Globs, text: string, at: Matching): Match {
  if (text.length > MAX_TEXT) return 'maybe'
  const isKnown = !text.includes(UNKNOWN)
  const lower = text.toLowerCase()
  const tokens = isKnown ? literalTokens(lower) : globTokens(lower, 'text')
  const fits = (glob: string): boolean =>
    overlap(globTokens(glob.toLowerCase(), 'text'), tokens, at.meter)
  if (isKnown && refused.some(fits)) return 'no'
  if (wanted.length > 0 && !wanted.some(fits)) return 'no'
  return isKnown && at.meter.left >= 0 ? 'yes' : 'maybe'
}

interface PathOptions {
  readonly at: Matching
  /** The path goes with everything in it, so a glob below it matches too. */
  readonly takesFolders?: boolean
  /** For allowing: everything the path may stand for must lie below a glob, in the same case. */
  readonly isWhole?: boolean
}

/** Whether a path fits globs, which begin at the project's folder, at `~/` or at `/`. */
export function matchPath(
  { wanted, refused }: Globs,
  path: TouchedPath,
  options: PathOptions,
): Match {
  const { at, isWhole = false } = options
  if (path.path.length > MAX_TEXT) return 'maybe'
  const seen = isWhole ? path : { ...path, path: path.path.toLowerCase() }
  const tokens = pathTokens(seen, at.ground)
  const fits = (glob: string): boolean => pathFits(glob, { ...options, path: seen, tokens })
  // A path that stands for several is taken away only when none of them is left.
  const isTakenAway = (isWhole || path.certainty === 'exact') && refused.some(fits)
  if (isTakenAway) return 'no'
  if (wanted.length > 0 && !wanted.some(fits)) return 'no'
  if (at.meter.left < 0) return 'maybe'
  return path.certainty === 'unknown' ? 'maybe' : 'yes'
}

interface PathCompared extends PathOptions {
  readonly path: TouchedPath
  readonly tokens: Tokens
}

function pathFits(glob: string, compared: PathCompared): boolean {
  const { at, path, isWhole = false, takesFolders = false } = compared
  const wanted = absoluteGlob(glob, at.ground, isWhole)
  const tokens =
    isWhole && path.certainty === 'pattern' ? wholeTokens(path, wanted) : compared.tokens
  if (tokens === null) return false
  const variants = variantsOf(wanted)
  if (variants.some((one) => overlap(one, tokens, at.meter))) return true
  return takesFolders && variants.some((one) => overlap(one, [...tokens, '/', '**'], at.meter))
}

/** `folder/**` is the folder itself too, and `**` between two slashes may be nothing. */
function variantsOf(tokens: Tokens): Tokens[] {
  const variants = [tokens]
  if (tokens.at(-1) === '**' && tokens.at(-2) === '/') variants.push(tokens.slice(0, -2))
  const at = tokens.findIndex((token, index) => token === '**' && tokens[index - 1] === '/')
  if (at > 0 && tokens[at + 1] === '/') variants.push(tokens.toSpliced(at, 2))
  return variants
}

/** A file in the folder that a path with wildcards lies in; null unless the glob takes everything below. */
function wholeTokens(path: TouchedPath, wanted: Tokens): Tokens | null {
  if (wanted.at(-1) !== '**') return null
  const first = path.path.search(/[*?[{]/)
  const folder = path.path.slice(0, path.path.lastIndexOf('/', first < 0 ? undefined : first))
  return folder === '' ? null : literalTokens(`${folder}/x`)
}

/** The folder of the project may itself hold characters that look like wildcards. */
function pathTokens({ path, certainty }: TouchedPath, ground: RuleGround): Tokens {
  if (certainty === 'exact') return literalTokens(path)
  const base = ground.workspace.toLowerCase()
  const isInside = path.toLowerCase().startsWith(`${base}/`)
  const known = isInside ? path.slice(0, base.length) : ''
  return [...literalTokens(known), ...globTokens(path.slice(known.length), 'path')]
}

function absoluteGlob(glob: string, ground: RuleGround, keepsCase: boolean): Tokens {
  const [base, tail] = splitGlob(glob, ground)
  const cased = (text: string): string => (keepsCase ? text : text.toLowerCase())
  return [...literalTokens(cased(base)), ...globTokens(cased(tail), 'path')]
}

function splitGlob(glob: string, { home, workspace }: RuleGround): [base: string, tail: string] {
  if (glob === '~' || glob.startsWith('~/')) return [home, glob.slice(1)]
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(glob)) return ['', glob]
  if (glob === '.' || glob === './') return [workspace, '']
  return [`${workspace}/`, glob.replace(/^\.\//, '')]
}
