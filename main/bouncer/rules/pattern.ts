import type { Effect, EffectKind, TouchedPath } from '../../../shared/bouncer/model.ts'
import type { PolicyPattern } from '../../../shared/bouncer/policy.ts'
import { type Globs, globsOf, matchPath, matchText } from './match-text.ts'
import type { Match, Matching } from './matching.ts'
import { anyOf, isSure, least } from './matching.ts'

/** Looks for one kind of effect. */
export interface EffectMatcher {
  readonly on: 'effect'
  readonly kind: EffectKind
  /** For programs: texts of which one stands in each name that is meant; null where that cannot be said. */
  readonly names?: readonly string[] | null
  /** Whether the effect has what a strict rule looks for, in any of its paths. */
  matches(effect: Effect, at: Matching): Match
  /** Whether an allowing rule means the whole effect, every path of it. */
  covers(effect: Effect, at: Matching): boolean
}

/** Looks at the name of the tool that is called. */
export interface CallMatcher {
  readonly on: 'call'
  matches(at: Matching): boolean
}

/** Looks for what a built-in rule matched. */
export interface RuleMatcher {
  readonly on: 'rule'
  readonly ids: Globs
  matches(hit: { readonly id: string; readonly detail: string | null }, at: Matching): Match
}

/** One pattern of a policy file, ready to be used. */
export type Matcher = EffectMatcher | CallMatcher | RuleMatcher

/** Looks for nothing further: the call was compared before. */
export const anyCall: CallMatcher = { on: 'call', matches: () => true }

/** Makes a pattern ready; its shape was checked before. */
export function matcherOf(pattern: PolicyPattern): Matcher {
  const { call, rule, ...effects } = pattern
  if (call) return callMatcher(call)
  if (rule) return ruleMatcher(rule)
  const [kind] = Object.keys(effects) as (keyof typeof effects)[]
  if (kind === undefined) throw new Error('a pattern that looks for nothing')
  return effectMatcher(kind, effects)
}

function callMatcher({ tool, server }: NonNullable<PolicyPattern['call']>): CallMatcher {
  const tools = globsOf(tool)
  const servers = globsOf(server)
  return {
    on: 'call',
    matches: (at) => {
      if (!servers) return !tools || matchText(tools, at.tool, at) === 'yes'
      const [, name = '', ...rest] = at.tool.startsWith('mcp__') ? at.tool.split('__') : []
      const isServer = name !== '' && matchText(servers, name, at) === 'yes'
      return isServer && (!tools || matchText(tools, rest.join('__'), at) === 'yes')
    },
  }
}

function ruleMatcher({ id, detail }: NonNullable<PolicyPattern['rule']>): RuleMatcher {
  const ids = globsOf(id)
  const details = globsOf(detail)
  return {
    on: 'rule',
    ids,
    matches: (hit, at) => {
      if (matchText(ids, hit.id, at) !== 'yes') return 'no'
      if (!details) return 'yes'
      return hit.detail === null ? 'no' : matchText(details, hit.detail, at)
    },
  }
}

type EffectPatterns = Omit<PolicyPattern, 'call' | 'rule'>
type Tests<E> = {
  readonly matches: (effect: E, at: Matching) => Match
  readonly covers: (effect: E, at: Matching) => boolean
}

function effectMatcher(kind: keyof EffectPatterns, patterns: EffectPatterns): EffectMatcher {
  switch (kind) {
    case 'read':
      return matcher('read', pathTests(patterns.read ?? {}))
    case 'write':
      return matcher('write', writeTests(patterns.write ?? {}))
    case 'delete':
      return matcher('delete', deleteTests(patterns.delete ?? {}))
    case 'execute':
      return {
        ...matcher('execute', executeTests(patterns.execute ?? {})),
        names: namesIn(patterns.execute?.program),
      }
    case 'network':
      return matcher('network', networkTests(patterns.network ?? {}))
    case 'version-control':
      return matcher('version-control', versionControlTests(patterns['version-control'] ?? {}))
    default:
      return textMatcher(kind, patterns[kind] ?? {})
  }
}

function matcher<K extends EffectKind>(
  kind: K,
  tests: Tests<Extract<Effect, { kind: K }>>,
): EffectMatcher {
  const isOwn = (effect: Effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind
  return {
    on: 'effect',
    kind,
    matches: (effect, at) => (isOwn(effect) ? tests.matches(effect, at) : 'no'),
    covers: (effect, at) => isOwn(effect) && tests.covers(effect, at),
  }
}

type TextKind = Exclude<
  keyof EffectPatterns,
  'read' | 'write' | 'delete' | 'execute' | 'network' | 'version-control'
>

/** Effects that are told by texts alone: each text that is given must fit. */
function textMatcher(
  kind: TextKind,
  pattern: Readonly<Record<string, string | readonly string[] | undefined>>,
): EffectMatcher {
  const fields = Object.entries(pattern).map(([name, list]) => [name, globsOf(list)] as const)
  const matches = (effect: Effect, at: Matching): Match =>
    least(fields.map(([name, globs]) => textAt(effect, name, { globs, at })))
  return {
    on: 'effect',
    kind,
    matches: (effect, at) => (effect.kind === kind ? matches(effect, at) : 'no'),
    covers: (effect, at) => effect.kind === kind && isSure(matches(effect, at), at),
  }
}

function textAt(
  effect: Effect,
  name: string,
  { globs, at }: { readonly globs: Globs | null; readonly at: Matching },
): Match {
  const value: unknown = Reflect.get(effect, name)
  return globs && typeof value === 'string' ? matchText(globs, value, at) : 'yes'
}

interface PathPattern {
  readonly path?: string | readonly string[] | undefined
  readonly place?: string | readonly string[] | undefined
  readonly secret?: boolean | undefined
}

function pathTests(
  pattern: PathPattern,
  options: { readonly takesFolders?: boolean } = {},
): Tests<{ readonly paths: readonly TouchedPath[] }> {
  const globs = globsOf(pattern.path)
  const places = placesOf(pattern.place)
  const { takesFolders = false } = options
  return {
    matches: ({ paths }, at) =>
      anyOf(paths, (path) =>
        least([
          globs ? matchPath(globs, path, { at, takesFolders }) : 'yes',
          placeMatch(places, path),
          secretMatch(pattern.secret, path),
        ]),
      ),
    covers: ({ paths }, at) =>
      paths.length > 0 &&
      paths.every(
        (path) =>
          // A rule that does not name secrets never means one.
          (path.secret !== true || pattern.secret === true) &&
          (!places || places.has(path.place)) &&
          (!globs || isSure(matchPath(globs, path, { at, isWhole: true }), at)),
      ),
  }
}

function placesOf(place: string | readonly string[] | undefined): ReadonlySet<string> | null {
  if (place === undefined) return null
  const listed = typeof place === 'string' ? [place] : place
  return new Set(
    listed.flatMap((one) =>
      one === 'outside' ? ['home', 'system', 'elsewhere', 'unknown'] : [one],
    ),
  )
}

function placeMatch(places: ReadonlySet<string> | null, { place }: TouchedPath): Match {
  if (!places || places.has(place)) return 'yes'
  return place === 'unknown' ? 'maybe' : 'no'
}

function secretMatch(wanted: boolean | undefined, path: TouchedPath): Match {
  if (wanted === undefined || wanted === (path.secret === true)) return 'yes'
  return wanted && path.certainty === 'unknown' ? 'maybe' : 'no'
}

type Write = Extract<Effect, { kind: 'write' }>

function writeTests({ append, ...paths }: NonNullable<PolicyPattern['write']>): Tests<Write> {
  const tests = pathTests(paths)
  const fits = (effect: Write): boolean =>
    append === undefined || append === (effect.append === true)
  return {
    matches: (effect, at) => (fits(effect) ? tests.matches(effect, at) : 'no'),
    covers: (effect, at) => fits(effect) && tests.covers(effect, at),
  }
}

type Delete = Extract<Effect, { kind: 'delete' }>

function deleteTests({ recursive, ...paths }: NonNullable<PolicyPattern['delete']>): Tests<Delete> {
  const files = pathTests(paths)
  const folders = pathTests(paths, { takesFolders: true })
  return {
    matches: (effect, at) => {
      if (recursive !== undefined && recursive !== effect.recursive) return 'no'
      return (effect.recursive ? folders : files).matches(effect, at)
    },
    // A rule that does not name whole folders never means one.
    covers: (effect, at) => effect.recursive === (recursive === true) && files.covers(effect, at),
  }
}

/** What of each glob stands in the name of a program as it is; null where one of them says too little. */
function namesIn(program: string | readonly string[] | undefined): readonly string[] | null {
  const globs = [program ?? []].flat().filter((glob) => !glob.startsWith('!'))
  const names = globs.map((glob) => {
    const parts = glob.slice(glob.lastIndexOf('/') + 1).split(/[^\w.+-]+/)
    return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '')
  })
  return names.length > 0 && names.every((name) => name.length > 1)
    ? names.map((name) => name.toLowerCase())
    : null
}

type Execute = Extract<Effect, { kind: 'execute' }>

function executeTests({ program, source }: NonNullable<PolicyPattern['execute']>): Tests<Execute> {
  const globs = globsOf(program)
  const sources = source === undefined ? null : new Set<string>([source].flat())
  const fits = (effect: Execute): boolean => !sources || sources.has(effect.source)
  const names = ({ program: text }: Execute): string[] => {
    const word = text.split(' ', 1)[0] ?? ''
    return [text, word, word.slice(word.lastIndexOf('/') + 1)]
  }
  return {
    matches: (effect, at) => {
      if (!fits(effect)) return 'no'
      if (!globs) return 'yes'
      const byName = anyOf(names(effect), (name) => matchText(globs, name, at))
      return byName === 'no' ? matchPath(globs, programPath(effect.program), { at }) : byName
    },
    covers: (effect, at) => {
      if (!fits(effect)) return false
      if (!globs) return sources?.has(effect.source) === true
      if (effect.program.includes('/')) {
        const path = programPath(effect.program)
        return (
          path.path.startsWith('/') && isSure(matchPath(globs, path, { at, isWhole: true }), at)
        )
      }
      return isSure(
        anyOf(names(effect), (name) => matchText(globs, name, at)),
        at,
      )
    },
  }
}

function programPath(program: string): TouchedPath {
  const certainty = program.includes('\uFFFC') ? 'unknown' : 'exact'
  return { path: program, certainty, place: 'unknown' }
}

type Network = Extract<Effect, { kind: 'network' }>

function networkTests({ host, direction }: NonNullable<PolicyPattern['network']>): Tests<Network> {
  const globs = globsOf(host)
  const directions = direction === undefined ? null : new Set<string>([direction].flat())
  const fits = (effect: Network): boolean => !directions || directions.has(effect.direction)
  const hostMatch = ({ host: name }: Network, at: Matching): Match => {
    if (!globs) return 'yes'
    return name === '' ? 'maybe' : matchText(globs, name, at)
  }
  return {
    matches: (effect, at) => (fits(effect) ? hostMatch(effect, at) : 'no'),
    covers: (effect, at) => fits(effect) && isSure(hostMatch(effect, at), at),
  }
}

type VersionControl = Extract<Effect, { kind: 'version-control' }>

function versionControlTests({
  target,
  ...texts
}: NonNullable<PolicyPattern['version-control']>): Tests<VersionControl> {
  const verb = globsOf(texts.verb)
  const places = [
    ['remote', globsOf(texts.remote)],
    ['branch', globsOf(texts.branch)],
  ] as const
  const targets = target === undefined ? null : new Set<string>([target].flat())
  const matches = (effect: VersionControl, at: Matching): Match => {
    if (targets && !targets.has(effect.target)) return 'no'
    return least([
      verb ? matchText(verb, effect.verb, at) : 'yes',
      ...places.map(([name, globs]) => {
        const said = effect[name]
        if (!globs) return 'yes'
        return said === undefined ? 'maybe' : matchText(globs, said, at)
      }),
    ])
  }
  return { matches, covers: (effect, at) => isSure(matches(effect, at), at) }
}
