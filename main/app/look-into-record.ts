import type { AuditEntry } from '../../shared/audit/model.ts'
import { brand } from '../../shared/brand.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import type { SessionId } from '../../shared/kit/ids.ts'
import { type Audit, lookAtRecordEnd } from '../audit/index.ts'
import type { SessionHistory } from '../bouncer/index.ts'
import type { Notify } from '../kit/announce.ts'

/** True when the record holds the person's answer to the question; false when it cannot be read. */
export async function holdsAnswer(audit: Audit, item: InboxItem): Promise<boolean> {
  try {
    const filter = { session: item.sessionId, text: item.id }
    const { entries } = await audit.query({ filter, limit: 10 })
    return entries.some((entry) => entry.kind === 'answer' && entry.inboxId === item.id)
  } catch {
    // Then the answer is written once more, which does no harm: both lines name the same question.
    return false
  }
}

const HISTORY_PAGE = 500
const HISTORY_PAGES = 4

/** What the record holds of a session, oldest first, as far as its memory reaches; rejects when it cannot be read. */
export async function historyOf(audit: Audit, session: SessionId): Promise<SessionHistory> {
  const entries: AuditEntry[] = []
  for (let page = 0; page < HISTORY_PAGES; page++) {
    const before = entries.at(-1)?.n
    const query = { filter: { session }, limit: HISTORY_PAGE }
    const found = await audit.query(before === undefined ? query : { ...query, before })
    entries.push(...found.entries)
    if (found.entries.length < HISTORY_PAGE) return { entries: entries.toReversed(), isWhole: true }
  }
  return { entries: entries.toReversed(), isWhole: false }
}

/** Says in a notice what the record says against itself until the person acknowledges it, and what of it was written without its key; `since` is the time before it was opened. */
export async function tellOfDamage(audit: Audit, notify: Notify, since: number): Promise<void> {
  try {
    const doubt = await audit.doubt()
    if (doubt) notify(doubt.at < since ? doubtNotice(doubt) : damageNotice(doubt))
    const { entries } = await audit.query({ filter: {}, limit: 3 })
    for (const entry of entries.toReversed()) {
      const isNew = entry.kind === 'chain' && entry.at >= since
      if (isNew && entry.event === 'unsigned') notify(gapNotice(entry))
    }
  } catch {
    // A record that cannot be read shows as failing by itself.
  }
}

type Told = { readonly n: number; readonly detail: string }

const acknowledging = `once you know why, close the app and run “${brand.command} audit acknowledge --note TEXT”.`

const damageNotice = ({ n, detail }: Told) => ({
  ...({ level: 'warning', source: 'audit' } as const),
  message: `The record of decisions did not hold when it was opened. ${detail} Nothing of it was removed, and it goes on from entry ${n}. Verify the record to see which lines are concerned; ${acknowledging}`,
})

const doubtNotice = ({ n, detail }: Told) => ({
  ...({ level: 'warning', source: 'audit' } as const),
  message: `Entry ${n} of the record of decisions says: ${detail} Nothing confirms what stands before it; ${acknowledging}`,
})

const gapNotice = ({ n, detail }: Told) => ({
  ...({ level: 'warning', source: 'audit' } as const),
  message: `${detail} Entry ${n} of the record says so, and the end is signed again. Look at those entries if you did not use the app then.`,
})

/** Says in a notice that the end of a signed record cannot be signed in this run. */
export async function tellOfMissingKey(
  logs: string,
  notify: Notify,
  whyNoKey: string,
): Promise<void> {
  if (whyNoKey === '') return
  // A record that cannot be read shows as failing by itself.
  const end = await lookAtRecordEnd(logs).catch(() => null)
  if (end?.seal !== 'unchecked') return
  notify({
    ...({ level: 'warning', source: 'audit' } as const),
    message: `The record of decisions is signed up to entry ${end.signedTo}, and its key cannot be reached: ${whyNoKey}. That signature is kept; what is decided now stands behind it unsigned. Open the keychain, then start the app again.`,
  })
}
