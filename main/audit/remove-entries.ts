import { randomUUID } from 'node:crypto'
import type { AuditRecord, AuditRemoval, Removable } from '../../shared/audit/model.ts'
import { secret } from '../../shared/kit/secret.ts'
import { createForgetting, type Forgetting } from '../kit/forget-secret.ts'
import { type LineChange, withoutSecret } from './rechain.ts'
import type { TellChange } from './record-writer.ts'

/** Most entry numbers that the telling line names in its sentence. */
const mostNamed = 20

function namedEntries(numbers: readonly number[]): string {
  const named = numbers.slice(0, mostNamed).join(', ')
  const more = numbers.length > mostNamed ? ` and ${numbers.length - mostNamed} more` : ''
  return numbers.length === 1 ? `entry ${named}` : `entries ${named}${more}`
}

const anew = (numbers: readonly number[]) =>
  `The record was chained anew from entry ${numbers[0]} on; copies made before show other values from there.`

/** The change that takes a secret out, and what the record says about it. */
export function secretChange(forgotten: Forgetting): { change: LineChange; tell: TellChange } {
  return {
    change: withoutSecret(forgotten),
    tell: (numbers) => ({
      detail: `The person had a secret forgotten in ${namedEntries(numbers)}. ${anew(numbers)}`,
    }),
  }
}

/** Numbers in order as ranges. */
function rangesOf(numbers: readonly number[]): AuditRemoval['entries'] {
  const ranges: AuditRemoval['entries'] = []
  for (const n of numbers) {
    const last = ranges.at(-1)
    if (last && n === last[1] + 1) last[1] = n
    else ranges.push([n, n])
  }
  return ranges
}

type Removed = Extract<AuditRecord, { kind: 'removed' }>

function changeFor(what: Removable, order: string): LineChange {
  const removed = (was: Removed['was']): Removed => ({ kind: 'removed', was, order })
  switch (what.kind) {
    case 'text':
      return withoutSecret(createForgetting(secret(what.text)))
    case 'entry':
      return {
        needles: [Buffer.from(`"n":${what.n},`)],
        of: (entry) =>
          entry.n === what.n && entry.kind !== 'chain' && entry.kind !== 'removed'
            ? removed(entry.kind)
            : null,
      }
    case 'session':
      return {
        needles: [Buffer.from(`"session":${JSON.stringify(what.session)}`)],
        of: (entry) =>
          'session' in entry && entry.session === what.session ? removed(entry.kind) : null,
      }
  }
}

const words = { entry: 'one entry', session: 'a session', text: 'a text' } as const

/** The change that removes something, and what the record says about it: who, why, which entries, never the text. */
export function removalChange(
  what: Removable,
  { reason, by }: { readonly reason: string; readonly by: string },
): { change: LineChange; tell: TellChange } {
  const id = randomUUID()
  return {
    change: changeFor(what, id),
    tell(numbers) {
      const where = what.kind === 'text' ? `in ${namedEntries(numbers)}` : namedEntries(numbers)
      const removal: AuditRemoval = { id, what: what.kind, entries: rangesOf(numbers), reason, by }
      const detail = `The person had ${words[what.kind]} removed (${where}) from ${by}, and notes: ${reason}. ${anew(numbers)}`
      return { detail, removal }
    },
  }
}
