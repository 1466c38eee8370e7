import type { Effect, Span, ToolCall, TouchedPath, Verdict } from '../../../shared/bouncer/model.ts'
import { brand } from '../../../shared/brand.ts'
import { builtInRules } from '../rules/built-in.ts'
import type { EffectRule } from '../rules/rule.ts'

/** What a deny stopped, in a form that no spelling changes. */
interface NormalForm {
  readonly kind:
    | 'destroy'
    | 'remove'
    | 'write'
    | 'send'
    | 'connect'
    | 'run-from'
    | 'process'
    | 'guard'
  /** Path, host or name that it was done to. */
  readonly target: string
}

/** A denied effect with the call that it belonged to. */
export interface DeniedEffect extends NormalForm {
  /** Tool and input of the denied call: a retry of the very same call is no evasion. */
  readonly call: string
}

/** What a call is known by when it comes again: tool, folder and input without the agent's own words. */
export function callKey({ tool, cwd, input }: ToolCall): string {
  const { description: _said, timeout: _time, ...rest } = input
  return JSON.stringify([tool, cwd, rest])
}

type ReadForms = (effects: readonly Effect[], spans?: readonly Span[]) => NormalForm[]

/** What a deny by flows, signals and names stands for; those that are not listed say nothing about another call. */
const FORMS_BY_RULE: readonly (readonly [RegExp, ReadForms])[] = [
  [/^network\.(?:secret|outside)-upload$/, (effects) => sentFiles(effects, isPrivate)],
  [/^(?:network\.(?:metadata|own-port)|execute\.remote-shell)/, hosts],
  [/^execute\.(?:download|downloaded-program)$/, fetchedCode],
  [/^process\./, (effects) => named(effects, 'process')],
  [/^guard\.command$/, (effects) => named(effects, 'guard')],
]

const PATH_RULES = builtInRules.filter(
  (rule): rule is EffectRule<'write' | 'delete'> =>
    rule.on === 'effect' &&
    rule.decision === 'deny' &&
    (rule.kind === 'write' || rule.kind === 'delete'),
)

/** Of writes and deletions only the paths that a rule stopped by themselves. */
function stoppedPaths(call: ToolCall, { effects, rules }: Verdict): NormalForm[] {
  const { workspace, home } = call
  const ground = { workspace, home, ownHome: `${home}/${brand.homeFolder}` }
  const denying = PATH_RULES.filter(({ id }) => rules.includes(id))
  const isStopped = (effect: Effect): boolean =>
    denying.some((rule) => rule.kind === effect.kind && rule.matches(effect, ground))
  return effects.flatMap((effect) => {
    if (effect.kind !== 'write' && effect.kind !== 'delete') return []
    const stopped = effect.paths.filter((path) => isStopped({ ...effect, paths: [path] }))
    const part = { ...effect, paths: stopped }
    return [...deletions(part), ...writes(part)]
  })
}

/** The effects that a deny stopped, in normal form. */
export function deniedEffects(call: ToolCall, verdict: Verdict): DeniedEffect[] {
  if (verdict.decision !== 'deny' || verdict.layer !== 'pattern') return []
  const byRule = FORMS_BY_RULE.flatMap(([rule, read]) =>
    verdict.rules.some((id) => rule.test(id)) ? read(verdict.effects, verdict.spans) : [],
  )
  const forms = [...stoppedPaths(call, verdict), ...byRule].filter(({ target }) => target !== '')
  const own = new Map(forms.map((form) => [keyOf(form), form]))
  if (own.size === 0) return []
  const key = callKey(call)
  return [...own.values()].map((form) => ({ ...form, call: key }))
}

/** An effect of a call that was denied before in another spelling. */
export interface Repetition {
  readonly form: NormalForm
  readonly spans: readonly Span[]
}

/**
 * The first effect of a call that repeats a denied one, or null. To be asked only about calls that
 * the rules stop anyway, so that gentler variants stay allowed.
 */
export function repeatedEffect(
  denied: readonly DeniedEffect[],
  call: ToolCall,
  effects: readonly Effect[],
): Repetition | null {
  if (denied.length === 0) return null
  const known = new Set(denied.map(keyOf))
  const forms = [
    ...effects.flatMap(deletions),
    ...effects.flatMap(writes),
    ...named(effects, 'process'),
    ...named(effects, 'guard'),
    ...hosts(effects),
    ...fetchedCode(effects),
    ...(talks(effects) ? sentFiles(effects, () => true) : []),
  ]
  const form = forms.find((one) => known.has(keyOf(one)))
  if (!form) return null
  const key = callKey(call)
  if (denied.some((one) => one.call === key)) return null
  return { form, spans: spansOf(effects, form) }
}

function keyOf({ kind, target }: NormalForm): string {
  return `${kind} ${target}`
}

function spansOf(effects: readonly Effect[], form: NormalForm): readonly Span[] {
  const source = effects.find((effect) =>
    'paths' in effect
      ? effect.paths.some(({ path }) => path === form.target || bare(path) === form.target)
      : effect.kind === form.kind || effect.kind === 'network',
  )
  return source?.spans ?? effects[0]?.spans ?? []
}

/** Paths whose loss or change is what was denied: not the project's own everyday files. */
function isWeighty({ path, place, certainty }: TouchedPath): boolean {
  if (certainty === 'unknown' || place === 'unknown') return false
  return (place !== 'project' && place !== 'temporary') || path.includes('/.')
}

/** A folder however its contents are spelled. */
function bare(path: string): string {
  return path.replace(/(?:\/(?:\*+|\.\*|\.\[.*|\{.*))+$/, '') || '/'
}

function deletions(effect: Effect): NormalForm[] {
  if (effect.kind !== 'delete') return []
  return effect.paths
    .filter(isWeighty)
    .map(({ path, certainty }) =>
      effect.recursive || certainty === 'pattern'
        ? { kind: 'destroy', target: bare(path) }
        : { kind: 'remove', target: path },
    )
}

function writes(effect: Effect): NormalForm[] {
  if (effect.kind !== 'write') return []
  return effect.paths.filter(isWeighty).map(({ path }) => ({ kind: 'write', target: path }))
}

function isPrivate({ secret, place }: TouchedPath): boolean {
  return secret === true || place === 'home' || place === 'system'
}

function sentFiles(
  effects: readonly Effect[],
  counts: (path: TouchedPath) => boolean,
): NormalForm[] {
  return effects.flatMap((effect) =>
    effect.kind === 'read'
      ? effect.paths
          .filter((path) => path.certainty === 'exact' && counts(path))
          .map(({ path }): NormalForm => ({ kind: 'send', target: path }))
      : [],
  )
}

const OWN_MACHINE = /^(?:localhost|127\.|::1|\[::1|$)/

function talks(effects: readonly Effect[]): boolean {
  return effects.some(
    (effect) =>
      effect.kind === 'network' && effect.direction !== 'listen' && !OWN_MACHINE.test(effect.host),
  )
}

/** Hosts that are talked to, at the given places of the call where there are any. */
function hosts(effects: readonly Effect[], spans?: readonly Span[]): NormalForm[] {
  return effects.flatMap((effect) =>
    effect.kind === 'network' && (!spans || effect.spans.some((span) => isAmong(spans, span)))
      ? [{ kind: 'connect', target: effect.host.toLowerCase() }]
      : [],
  )
}

function isAmong(spans: readonly Span[], { field, start, end }: Span): boolean {
  return spans.some((one) => one.field === field && one.start === start && one.end === end)
}

/** Code that is run in the same call as a host is read from. */
function fetchedCode(effects: readonly Effect[]): NormalForm[] {
  const runs = effects.some(
    (effect) =>
      effect.kind === 'execute' && effect.source !== 'program' && effect.source !== 'project',
  )
  if (!runs) return []
  return effects.flatMap((effect) =>
    effect.kind === 'network' && effect.direction !== 'listen' && !OWN_MACHINE.test(effect.host)
      ? [{ kind: 'run-from', target: effect.host.toLowerCase() }]
      : [],
  )
}

function named(effects: readonly Effect[], kind: 'process' | 'guard'): NormalForm[] {
  return effects.flatMap((effect) =>
    effect.kind === kind ? [{ kind, target: effect.target }] : [],
  )
}
