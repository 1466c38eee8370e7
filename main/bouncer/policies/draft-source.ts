import { policyErrors } from '../../../shared/bouncer/errors.ts'
import type { PolicyFile } from '../../../shared/bouncer/policy.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { PolicySource } from './policy-source.ts'
import { readPolicy } from './read-policy.ts'
import { sourceRules } from './source-rules.ts'

/** Name under which rules that are not in a file yet are spoken of. */
const draftName = 'the draft'

/** Rules that are not saved yet, as they were read and as a source. */
export interface Draft {
  readonly file: PolicyFile
  readonly source: PolicySource
}

/** Rules of the person that stand in no file, as a source of their own under a name; fails with what is wrong and where. */
export function draftSource(text: string, path: string = draftName): Result<Draft, Failure> {
  const read = readPolicy(text)
  if (!read.ok) {
    const line = read.error.line === null ? '' : `line ${read.error.line}: `
    return err(failure(policyErrors, 'policy.draft-broken', { what: `${line}${read.error.what}` }))
  }
  const place = { layer: 'user', path } as const
  const { rules, problems } = sourceRules(read.value, place)
  const status = { ...place, state: 'in-force', rules: rules.length, problems } as const
  const state = { status, rules, unread: null }
  return ok({ file: read.value, source: { look: async () => state } })
}
