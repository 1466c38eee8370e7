import { createHash } from 'node:crypto'
import type { Grant, GrantForm } from '../../../shared/bouncer/grants.ts'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import { callIdentity } from '../../kit/same-call.ts'
import type { LayeredRule } from '../rules/layered.ts'
import { anyCall, matcherOf } from '../rules/pattern.ts'

/** SHA-256 (hex) by which one call is told from every other: tool, input and folder. */
export function digestOf(call: Pick<ToolCall, 'tool' | 'input' | 'cwd'>): string {
  return createHash('sha256').update(callIdentity(call)).digest('hex')
}

const FOR = {
  session: 'for this session',
  project: 'for this project',
  everywhere: 'everywhere',
} as const

/** The allowing rules that a grant amounts to, for a call in its scope; none when it means another call. */
export function rulesOf(grant: Grant, digest: () => string): readonly LayeredRule[] {
  const { id, reach, scope } = grant
  const base = { id: `grant.${id}`, layer: 'grant', decision: 'allow', needsAll: false } as const
  const instead = 'Go on.'
  const reached = FOR[scope.kind]
  if (reach.kind === 'exact') {
    if (reach.digest !== digest()) return []
    const why = `Is exactly one that the person allowed ${reached}.`
    return [{ ...base, why, instead, matchers: [anyCall], answersOnly: new Set(reach.rules) }]
  }
  const why = `Is of a kind that the person allowed ${reached}.`
  return reach.forms.map((form) => ({ ...base, why, instead, ...compiled(form) }))
}

const compiledForms = new WeakMap<GrantForm, Pick<LayeredRule, 'matchers' | 'answersOnly'>>()

/** Every call asks all grants in force, so each form is made into a matcher once. */
function compiled(form: GrantForm) {
  const known = compiledForms.get(form)
  if (known) return known
  const made = { matchers: [matcherOf(form.pattern)], answersOnly: new Set([form.rule]) }
  compiledForms.set(form, made)
  return made
}

/** Whether a call lies in the scope of a grant. */
export function isInScope(grant: Grant, call: Pick<ToolCall, 'sessionId' | 'workspace'>): boolean {
  switch (grant.scope.kind) {
    case 'session':
      return grant.scope.sessionId === call.sessionId
    case 'project':
      return grant.scope.workspace === call.workspace
    case 'everywhere':
      return true
  }
}

/** The allowing rules that all of some grants amount to for one call. */
export function rulesFrom(grants: readonly Grant[], call: ToolCall): readonly LayeredRule[] {
  let digest: string | null = null
  const digestOfCall = () => {
    digest ??= digestOf(call)
    return digest
  }
  return grants.flatMap((grant) => (isInScope(grant, call) ? rulesOf(grant, digestOfCall) : []))
}
