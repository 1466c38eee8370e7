import type { GrantForm } from '../../../shared/bouncer/grants.ts'
import type { Effect, TouchedPath } from '../../../shared/bouncer/model.ts'
import type { PolicyPattern } from '../../../shared/bouncer/policy.ts'
import type { Hit, RuleGround } from '../rules/rule.ts'

/** Characters that mean something in globs; a text that holds one cannot stand for itself. */
const SPECIAL = /[*?[\]!\uFFFC]/
const MAX_LENGTH = 300
const MAX_PATHS = 16

/** The narrowest forms that mean what the rules asked about; null where one of the questions has none. */
export function formsOf(hits: readonly Hit[], ground: RuleGround): readonly GrantForm[] | null {
  const forms = new Map<string, GrantForm>()
  for (const { rule, effect } of hits) {
    const pattern = effect ? patternOf(effect, ground) : null
    if (!pattern) return null
    const form = { rule: rule.id, pattern }
    forms.set(JSON.stringify(form), form)
  }
  return [...forms.values()]
}

/** What in the world the effect is about, as a pattern of a policy; null where that cannot be named. */
function patternOf(effect: Effect, ground: RuleGround): PolicyPattern | null {
  switch (effect.kind) {
    case 'read':
    case 'write':
    case 'delete':
      return pathPattern(effect, ground)
    case 'execute':
      return programPattern(effect)
    case 'network': {
      const { host, direction } = effect
      return isPlain(host) ? { network: { host, direction } } : null
    }
    case 'version-control':
      return gitPattern(effect)
    case 'infrastructure':
      return textPattern('infrastructure', { verb: effect.verb, resource: effect.resource })
    case 'database':
      return textPattern('database', { verb: effect.verb, target: effect.target })
    case 'environment':
      return textPattern('environment', { name: effect.name })
    case 'process':
      return textPattern('process', { action: effect.action, target: effect.target })
    case 'persistence':
      return textPattern('persistence', { target: effect.target })
    case 'conversation':
      return textPattern('conversation', { what: effect.what })
    // More rights, the guard itself and what is not understood are granted call by call.
    case 'variable':
    case 'privilege':
    case 'guard':
    case 'unknown':
      return null
  }
}

function isPlain(text: string): boolean {
  return text !== '' && text.length <= MAX_LENGTH && !SPECIAL.test(text)
}

function textPattern<K extends keyof PolicyPattern>(
  kind: K,
  texts: Readonly<Record<string, string>>,
): PolicyPattern | null {
  const given = Object.entries(texts).filter(([, text]) => text !== '')
  const isNamed = given.length > 0 && given.every(([, text]) => isPlain(text))
  return isNamed ? { [kind]: Object.fromEntries(given) } : null
}

function gitPattern(effect: Extract<Effect, { kind: 'version-control' }>): PolicyPattern | null {
  const { target, verb, remote = '', branch = '' } = effect
  const named = textPattern('version-control', { verb, remote, branch })
  return named && { 'version-control': { ...named['version-control'], target } }
}

/** A program by its name or its absolute path; code in an option has no name. */
function programPattern(effect: Extract<Effect, { kind: 'execute' }>): PolicyPattern | null {
  const { program, source } = effect
  const isNamed = source === 'program' || source === 'project' || source === 'file'
  const isFound = !program.includes('/') || program.startsWith('/')
  return isNamed && isFound && isPlain(program) ? { execute: { program, source } } : null
}

type OnPaths = Extract<Effect, { kind: 'read' | 'write' | 'delete' }>

function pathPattern(effect: OnPaths, ground: RuleGround): PolicyPattern | null {
  const globs = [...new Set(effect.paths.map((path) => globFor(path, ground)))]
  if (globs.length === 0 || globs.length > MAX_PATHS || globs.includes(null)) return null
  const path = globs.filter((glob) => glob !== null)
  const on = { path, ...(effect.paths.some(({ secret }) => secret) ? { secret: true } : {}) }
  if (effect.kind === 'read') return { read: on }
  if (effect.kind === 'write') return { write: effect.append ? { ...on, append: true } : on }
  return { delete: effect.recursive ? { ...on, recursive: true } : on }
}

/** A path as a policy writes it: from the project, from `~/`, or absolute. */
function globFor({ path, certainty }: TouchedPath, ground: RuleGround): string | null {
  if (certainty === 'unknown') return null
  const first = certainty === 'pattern' ? path.search(/[*?[{]/) : -1
  const named = first < 0 ? path : path.slice(0, path.lastIndexOf('/', first))
  if (!named.startsWith('/') || !isPlain(named)) return null
  const glob = fromFolder(named, ground)
  return first < 0 ? glob : `${glob === '.' ? '' : `${glob}/`}**`
}

function fromFolder(path: string, { workspace, home }: RuleGround): string {
  if (path === workspace) return '.'
  if (path.startsWith(`${workspace}/`)) return path.slice(workspace.length + 1)
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}
