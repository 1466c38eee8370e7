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
  const namesFolders = fields[0] === 'path'
  const bare = texts.find((text) => !(namesFolders ? namesFolder(text) : namesText(text)))
  if (namesFolders) return texts.length === 0 ? kind : (bare ?? null)
  return texts.some(namesText) ? null : (bare ?? kind)
}

function wanted(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  return list.filter((text): text is string => typeof text === 'string' && !text.startsWith('!'))
}

/** A letter or digit before the first wildcard, below the root or the home. */
function namesFolder(glob: string): boolean {
  const below = glob.replace(/^(?:~\/?|\.\/|\/)/, '')
  return /^[^*?[]*[\p{L}\p{N}]/u.test(below) || glob === '.'
}

function namesText(text: string): boolean {
  return /[\p{L}\p{N}]{2}/u.test(text)
}
