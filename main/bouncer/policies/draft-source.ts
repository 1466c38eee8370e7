import { policyErrors } from '../../../shared/bouncer/errors.ts'
import type { PolicyFile } from '../../../shared/bouncer/policy.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { PolicySource } from './policy-source.ts'
import { readPolicy } from './read-policy.ts'
import { sourceRules } from './source-rules.ts'

/** Name under which rules that are not in a file yet are spoken of. */
const draftName = 'the draft'

/** Whose rules a draft stands for, and the name it is spoken of under. */
export type DraftPlace =
  | { readonly layer: 'organisation' | 'user'; readonly path: string }
  /** `workspace` is the absolute folder of the project. */
  | { readonly layer: 'workspace'; readonly path: string; readonly workspace: string }

/** Rules that are not saved yet, as they were read and as a source. */
export interface Draft {
  readonly file: PolicyFile
  readonly source: PolicySource
  readonly place: DraftPlace
}

/** Rules that are not in force, as a source of their own; the person's where nothing else is said. Fails with what is wrong and where. */
export function draftSource(
  text: string,
  given: DraftPlace = { layer: 'user', path: draftName },
): Result<Draft, Failure> {
  const read = readPolicy(text)
  if (!read.ok) {
    const line = read.error.line === null ? '' : `line ${read.error.line}: `
    return err(failure(policyErrors, 'policy.draft-broken', { what: `${line}${read.error.what}` }))
  }
  const place = { layer: given.layer, path: given.path }
  const { rules, problems } = sourceRules(read.value, place)
  const status = { ...place, state: 'in-force', rules: rules.length, problems } as const
  const state = { status, rules, unread: null }
  return ok({ file: read.value, source: { look: async () => state }, place: given })
}
