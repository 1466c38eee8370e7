import { createHash } from 'node:crypto'
import type { Rule, RuleLayer } from '../../../shared/bouncer/model.ts'
import { builtInRules } from './built-in.ts'
import { type LayeredRule, watchesPrograms } from './layered.ts'

/** Version of the engine; raised with every change of what it decides. */
export const engineVersion = '2.4.0'

/** A file whose rules are not known, because it could not be read since the start. */
export interface UnreadFile {
  readonly layer: Exclude<RuleLayer, 'built-in' | 'grant'>
  /** Absolute path. */
  readonly file: string
}

/** Stands for the rules of a file that could not be read. */
export interface Unread extends UnreadFile {
  readonly id: string
  readonly decision: 'ask'
  readonly why: string
  readonly instead: string
}

/** Every rule in force for one folder, ready to decide with. */
export interface Policy {
  /** Rules of policy files, the organisation's first. */
  readonly rules: readonly LayeredRule[]
  /** What each of them says in its file, by its layer; to tell policies apart. */
  readonly texts: readonly string[]
  readonly unread: readonly UnreadFile[]
  /** The same with the rules on trial in force; null where there are none. */
  readonly trial: Policy | null
  readonly isBuiltInAlone: boolean
  /** The engine must note every program that runs. */
  readonly watchesPrograms: boolean
  /** SHA-256 (hex) over the engine's version and what every layer decides. */
  readonly hash: string
  /** The rules as people see them. */
  readonly publicRules: readonly Rule[]
}

const builtIn: readonly Rule[] = builtInRules.map(({ id, decision, why }) => ({
  id,
  layer: 'built-in',
  decision,
  why,
}))

/** What is hashed of the built-in rules; their predicates change with the engine's version only. */
const builtInText = JSON.stringify([
  engineVersion,
  builtInRules.map(({ id, decision, on, kind, why, instead }) => [
    ...[id, decision, on, kind, why, instead],
  ]),
])

/** A rule of a file, and what it says in the file, which is hashed. */
export interface SourcedRule {
  readonly rule: LayeredRule
  readonly text: string
}

/** Puts the layers together; rules are given in the order of their layers. */
export function layPolicy(
  sourced: readonly SourcedRule[],
  unread: readonly UnreadFile[] = [],
): Policy {
  const inForce = sourced.filter(({ rule }) => rule.isShadow !== true)
  const laid = layRules(inForce, unread)
  if (inForce.length === sourced.length) return laid
  const trial = layRules(sourced, unread)
  const { watchesPrograms: watches, hash, publicRules } = trial
  return { ...laid, trial, hash, publicRules, watchesPrograms: watches }
}

function layRules(sourced: readonly SourcedRule[], unread: readonly UnreadFile[]): Policy {
  const rules = sourced.map(({ rule }) => rule)
  const hash = createHash('sha256').update(builtInText)
  const texts = sourced.map(({ rule, text }) => `${rule.layer} ${text}`)
  for (const text of texts) hash.update(`\n${text}`)
  for (const { layer } of unread) hash.update(`\n${layer} unread`)
  return {
    rules,
    texts,
    unread,
    trial: null,
    isBuiltInAlone: rules.length === 0 && unread.length === 0,
    watchesPrograms: rules.some(watchesPrograms),
    hash: hash.digest('hex'),
    publicRules: [...builtIn, ...rules.map(publicRule)],
  }
}

function publicRule({ id, layer, decision, why, file, isShadow }: LayeredRule): Rule {
  return {
    ...{ id, layer, decision, why },
    ...(file === undefined ? {} : { file }),
    ...(isShadow ? { shadow: true } : {}),
  }
}

/** The policy with what the person granted for the call at hand; the same one when that is nothing. */
export function withGrants(policy: Policy, granted: readonly LayeredRule[]): Policy {
  if (granted.length === 0) return policy
  const hash = createHash('sha256').update(policy.hash)
  for (const { id } of granted) hash.update(`\n${id}`)
  return {
    ...policy,
    trial: policy.trial && withGrants(policy.trial, granted),
    rules: [...policy.rules, ...granted],
    isBuiltInAlone: false,
    watchesPrograms: policy.watchesPrograms || granted.some(watchesPrograms),
    hash: hash.digest('hex'),
  }
}

/** The engine's own rules and no others. */
export const builtInPolicy: Policy = layPolicy([])

/** The question that a file that cannot be read stands for. */
export function unreadRule({ layer, file }: UnreadFile): Unread {
  return {
    id: 'policy.unread',
    layer,
    file,
    decision: 'ask',
    why: 'Cannot be held against rules whose file could not be read.',
    instead: 'Wait for the person, who has to correct the file.',
  }
}
