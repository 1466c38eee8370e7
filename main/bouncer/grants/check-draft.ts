import { grantErrors } from '../../../shared/bouncer/errors.ts'
import type { GrantDraft, GrantForm } from '../../../shared/bouncer/grants.ts'
import type { PolicyPattern } from '../../../shared/bouncer/policy.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { builtInRules, unanswerable } from '../rules/built-in.ts'

const asking: ReadonlySet<string> = new Set(
  builtInRules
    .filter(({ decision, id }) => decision === 'ask' && !unanswerable.has(id))
    .map((rule) => rule.id),
)

/** Whether a person may be asked once and for all about what the rule stops. */
export function isGrantable(rule: string): boolean {
  return asking.has(rule)
}

/** What is wrong with a draft, as the person edited it; null when it can be given. */
export function checkDraft({ reach }: GrantDraft): Failure | null {
  if (reach.kind === 'exact') return null
  for (const form of reach.forms) {
    if (!isGrantable(form.rule)) {
      return failure(grantErrors, 'grant.not-possible', { rule: form.rule })
    }
    const wide = tooWide(form)
    if (wide !== null) return failure(grantErrors, 'grant.too-wide', { text: wide })
  }
  return null
}

/** Kinds of which a pattern may speak, with the fields of which one at least must name something. */
const NAMED: Readonly<Partial<Record<keyof PolicyPattern, readonly string[]>>> = {
  read: ['path'],
  write: ['path'],
  delete: ['path'],
  execute: ['program'],
  network: ['host'],
  'version-control': ['verb', 'remote', 'branch'],
  infrastructure: ['verb', 'resource'],
  database: ['verb', 'target'],
  environment: ['name'],
  process: ['target'],
  persistence: ['target'],
  conversation: ['what'],
}

/** The text of a form that stands for nearly everything; null when each names something. */
function tooWide({ pattern }: GrantForm): string | null {
  const [kind] = Object.keys(pattern) as (keyof PolicyPattern)[]
  const fields = kind === undefined ? undefined : NAMED[kind]
  if (kind === undefined || fields === undefined) return kind ?? ''
  const given: Readonly<Record<string, unknown>> = pattern[kind] ?? {}
  const texts = fields.flatMap((field) => wanted(given[field]))
  const [field = ''] = fields
  const names = NARROW[field] ?? namesText
  const bare = texts.find((text) => !names(text))
  // Of paths and hosts each counts by itself.
  if (field in NARROW) return texts.length === 0 ? kind : (bare ?? null)
  return texts.some(namesText) ? null : (bare ?? kind)
}

function wanted(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  return list.filter((text): text is string => typeof text === 'string' && !text.startsWith('!'))
}

/** Below the root or the home, far enough down that a wildcard leaves most of them out. */
function namesFolder(glob: string): boolean {
  if (glob === '.') return true
  const below = glob.replace(/^(?:~\/?|\.\/|\/)/, '')
  if (!/[*?[]/.test(below)) return /[\p{L}\p{N}]/u.test(below)
  const parts = below.split('/')
  const first = parts.findIndex((part) => /[*?[]/.test(part))
  const cut = parts[first] ?? ''
  const isPart = !cut.includes('**') && /^[^*?[]*[\p{L}\p{N}]/u.test(cut)
  return first + (isPart ? 1 : 0) >= leastParts(glob)
}

/** Folders from the root on that must be named: those of people hold all that is theirs. */
function leastParts(glob: string): number {
  if (!glob.startsWith('/')) return 1
  return /^\/(?:home|Users)\//.test(glob) ? 3 : 2
}

/** A whole host, or with a wildcard a domain that one can have for oneself. */
function namesHost(text: string): boolean {
  if (!text.includes('*')) return namesText(text)
  const labels = text.split('.').filter((label) => /^[\p{L}\p{N}-]+$/u.test(label))
  return labels.length >= 2 && !/^(?:com?|net|org|gov|edu|ac)\.\w\w$/i.test(labels.join('.'))
}

function namesText(text: string): boolean {
  return /[\p{L}\p{N}]{2}/u.test(text)
}

/** Fields of which each text must be narrow. */
const NARROW: Readonly<Record<string, (text: string) => boolean>> = {
  path: namesFolder,
  host: namesHost,
}
