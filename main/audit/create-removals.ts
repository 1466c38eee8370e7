import { auditErrors } from '../../shared/audit/errors.ts'
import type { AuditReport, Removable } from '../../shared/audit/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { entriesWith } from './rechain.ts'
import type { RecordWriter } from './record-writer.ts'
import { removalChange } from './remove-entries.ts'

/** Removes the text of entries from the record, which says so. */
export interface Removals {
  /** How many entries it concerns; rejects when the files cannot be read. */
  count(what: Removable): Promise<number>
  /** Removes them; fails where nothing is concerned, where the record is evidence as it stands, and where it cannot be written. */
  remove(order: RemovalOrder): Promise<Result<{ readonly entries: number }, Failure>>
  /** Why the record must not be chained anew now; null when it may. Runs between two appends. */
  whyLeft(): Promise<string | null>
}

/** What is removed, from where and why. */
export interface RemovalOrder {
  readonly what: Removable
  readonly reason: string
  readonly by: string
}

function reasonIn({ status, head }: AuditReport): string | null {
  if (status === 'unconfirmed') {
    return 'The record says itself that it was not confirmed, so it is left as evidence. Verify it, acknowledge what it says, then have the secret forgotten again.'
  }
  // Chaining anew would hide a break that is there now.
  if (status !== 'intact') {
    return 'The chain of the record does not hold, so it is left as evidence. Look at it, then erase the record.'
  }
  if (head !== 'unchecked') return null
  return 'The end of the record is signed, and the key for that cannot be reached now. Open the keychain, start the app again, then have the secret forgotten again.'
}

/** Creates what removes entries; `alone` runs work between two appends. */
export function createRemovals(parts: {
  readonly writer: RecordWriter
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  /** Whether the chain holds now. */
  readonly verify: () => Promise<AuditReport>
}): Removals {
  const { writer, alone, verify } = parts

  const whyLeft = async () => {
    await writer.checkpoint()
    return reasonIn(await verify())
  }

  return {
    whyLeft,
    async count(what) {
      const { change } = removalChange(what, { reason: '', by: '' })
      const opened = await alone(() => writer.open())
      if (!opened.ok) return 0
      const found = await entriesWith(writer.segments(), change)
      return found.reduce((sum, { entries }) => sum + entries.length, 0)
    },
    remove: ({ what, ...told }) =>
      alone(async () => {
        const why = await whyLeft()
        if (why !== null) return err(failure(auditErrors, 'audit.left-as-evidence', { why }))
        const { change, tell } = removalChange(what, told)
        const done = await writer.rewrite(change, tell)
        if (!done.ok) {
          return err(failure(auditErrors, 'audit.not-removed', { cause: done.error }))
        }
        const entries = done.value.reduce((sum, found) => sum + found.entries.length, 0)
        return entries > 0 ? ok({ entries }) : err(failure(auditErrors, 'audit.nothing-to-remove'))
      }),
  }
}
