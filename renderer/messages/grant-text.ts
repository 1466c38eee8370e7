import type { Grant, GrantForm } from '../../shared/bouncer/grants.ts'
import { t } from './translate.ts'

/** One text of a form that a person may change. */
export interface GrantField {
  /** Key of the pattern that holds it. */
  readonly name: string
  /** Place in the list, where the key holds several. */
  readonly at: number
  readonly text: string
}

/** A form in words: what is done, and the texts that say to what. */
export interface GrantFormWords {
  readonly verb: string
  readonly fields: readonly GrantField[]
}

const FIELDS = [
  'path',
  'program',
  'host',
  'name',
  'action',
  'verb',
  'resource',
  'remote',
  'branch',
  'what',
] as const

type Given = Readonly<Record<string, unknown>>

/** The one thing that a pattern looks for, by its kind. */
export function lookedFor({ pattern }: GrantForm): readonly [kind: string, given: Given] {
  const [entry] = Object.entries(pattern)
  return entry ? [entry[0], (entry[1] ?? {}) as Given] : ['unknown', {}]
}

/** What a form allows, in words. */
export function grantFormWords(form: GrantForm): GrantFormWords {
  const [kind, given] = lookedFor(form)
  const names = kind === 'process' || kind === 'database' ? [...FIELDS, 'target'] : FIELDS
  const own = kind === 'persistence' ? ['target'] : names
  const fields = own.flatMap((name) => textsOf(given[name]).map((text, at) => ({ name, at, text })))
  return { verb: verbOf(kind, given), fields }
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((text) => typeof text === 'string')
}

function verbOf(kind: string, given: Given): string {
  switch (kind) {
    case 'read':
      return t('effect.read')
    case 'write':
      return t(given.append === true ? 'effect.append' : 'effect.write')
    case 'delete':
      return t(given.recursive === true ? 'effect.delete-all' : 'effect.delete')
    case 'execute':
      return t(given.source === 'project' ? 'effect.execute-project' : 'effect.execute')
    case 'network':
      return t(`effect.network-${oneOf(DIRECTIONS, given.direction) ?? 'both'}`)
    case 'version-control':
      return t(`effect.${oneOf(GIT_TARGETS, given.target) ?? 'remote'}`)
    default:
      return t(`effect.${oneOf(PLAIN, kind) ?? 'unknown'}`)
  }
}

const DIRECTIONS = ['upload', 'download', 'both', 'listen'] as const
const GIT_TARGETS = ['history', 'worktree', 'configuration', 'remote'] as const
const PLAIN = [
  'infrastructure',
  'database',
  'environment',
  'process',
  'persistence',
  'conversation',
] as const

function oneOf<const T extends string>(words: readonly T[], word: unknown): T | undefined {
  return words.find((one) => one === word)
}

/** Paths, programs and hosts are known by their look; other texts say what they are. */
const PLAIN_FIELDS: ReadonlySet<string> = new Set(['path', 'program', 'host'])

function fieldText({ name, text }: GrantField): string {
  const label = PLAIN_FIELDS.has(name) ? undefined : oneOf(LABELLED, name)
  if (label === undefined) return text
  return t('grant.field-of', { field: t(`grant.field-${label}`).toLowerCase(), text })
}

const LABELLED = [
  'verb',
  'resource',
  'target',
  'remote',
  'branch',
  'name',
  'action',
  'what',
] as const

/** What a grant allows, one a form: what it does and to what. */
export function grantParts({ reach, given }: Grant): { verb: string; texts: string }[] {
  if (reach.kind === 'exact') return [{ verb: t('grant.exact'), texts: given }]
  return reach.forms.map((form) => {
    const { verb, fields } = grantFormWords(form)
    return { verb, texts: fields.map(fieldText).join(', ') }
  })
}

/** What a grant allows, one line a form. */
export function grantLines(grant: Grant): string[] {
  return grantParts(grant).map(({ verb, texts }) => `${verb} ${texts}`)
}

/** Where a grant holds. */
export function grantPlace({ scope }: Grant): string {
  return scope.kind === 'project' ? scope.workspace : t(`grant.in-${scope.kind}`)
}
