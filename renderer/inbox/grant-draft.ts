import type { GrantDraft, GrantForm, GrantProposal } from '../../shared/bouncer/grants.ts'
import { type GrantField, lookedFor } from '../messages/index.ts'

/** How long a grant holds, as it is chosen. */
export type Lasts = 'hour' | 'day' | 'week' | 'month' | 'open'

const hourMs = 3_600_000
const lastsMs: Readonly<Record<Lasts, number | null>> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
  open: null,
}

/** What the person chose so far. */
export interface GrantChoice {
  readonly reach: 'form' | 'exact'
  readonly forms: readonly GrantForm[]
  readonly scope: GrantDraft['scope']
  readonly lasts: Lasts
}

/** The narrowest choice that a proposal leaves. */
export function firstChoice({ forms }: GrantProposal, scope: GrantDraft['scope']): GrantChoice {
  return { reach: forms ? 'form' : 'exact', forms: forms ?? [], scope, lasts: 'week' }
}

/** The choice as a draft; a session's own end is its limit. */
export function draftOf({ reach, forms, scope, lasts }: GrantChoice): GrantDraft {
  return {
    reach: reach === 'exact' ? { kind: 'exact' } : { kind: 'form', forms: [...forms] },
    scope,
    lastsMs: scope === 'session' ? null : lastsMs[lasts],
  }
}

/** The forms with one of their texts changed; an emptied one stays, so that it can be filled again. */
export function withField(
  forms: readonly GrantForm[],
  place: { readonly form: number; readonly field: GrantField },
  text: string,
): GrantForm[] {
  return forms.map((form, at) => (at === place.form ? changed(form, place.field, text) : form))
}

function changed(form: GrantForm, { name, at }: GrantField, text: string): GrantForm {
  const [kind, given] = lookedFor(form)
  const before = given[name]
  const after = Array.isArray(before) ? before.with(at, text) : text
  return { ...form, pattern: { [kind]: { ...given, [name]: after } } }
}

/** Whether every text says something. */
export function isComplete({ reach, forms }: GrantChoice): boolean {
  if (reach === 'exact') return true
  return forms.every((form) => {
    const [, given] = lookedFor(form)
    return Object.values(given)
      .flat()
      .every((value) => value !== '')
  })
}
