import { useEffect, useMemo, useRef, useState } from 'react'
import type { AuditEntry, AuditReport } from '../../shared/audit/model.ts'
import { navigate, useApp, useCommand, usePageLocation, useQuery } from '../client/index.ts'

/** The newest verification, and the way to a newer one. */
export interface Verification {
  readonly report: AuditReport | null
  readonly busy: boolean
  readonly verify: () => void
}

/** What the last verification found; kept by main, and here as soon as it was asked for. */
export function useVerification(): Verification {
  const kept = useApp(({ audit }) => audit.report)
  const isUnchecked = useApp(({ audit }) => audit.report === null && audit.lastEntry > 0)
  const command = useCommand('audit.verify')
  const [fresh, setFresh] = useState<AuditReport | null>(null)
  const report = fresh && (!kept || fresh.checkedAt >= kept.checkedAt) ? fresh : kept
  const verify = async () => {
    const found = await command.run({})
    if (found) setFresh(found)
  }
  const latest = useRef(verify)
  latest.current = verify
  // Whoever opens the record wants to know whether it holds; once is enough.
  useEffect(() => {
    if (isUnchecked) void latest.current()
  }, [isUnchecked])
  return { report, busy: command.busy, verify: () => void verify() }
}

/** Number of the entry that the address names; null when it names none. */
export function useNamedEntry(): number | null {
  const { search } = usePageLocation()
  const number = Number(new URLSearchParams(search).get('entry') ?? '')
  return Number.isInteger(number) && number > 0 ? number : null
}

/** Names an entry in the address, or none. */
export function nameEntry(entry: number | null): void {
  navigate(entry === null ? '/audit' : `/audit?entry=${entry}`, { replace: true })
}

/** The session whose evidence the address asks for: '' for none in particular, null when it does not ask. */
export function useAskedEvidence(): {
  readonly asked: string | null
  readonly open: (session: string) => void
  readonly close: () => void
} {
  const { search } = usePageLocation()
  return {
    asked: new URLSearchParams(search).get('evidence'),
    open: (session) =>
      navigate(`/audit?evidence=${encodeURIComponent(session)}`, { replace: true }),
    close: () => navigate('/audit', { replace: true }),
  }
}

/** The named entry: from what is held, else asked for by its number. */
export function useEntry(entries: readonly AuditEntry[], named: number | null): AuditEntry | null {
  const held = entries.find(({ n }) => n === named)
  const isMissing = named !== null && !held
  const { value } = useQuery(
    'audit.query',
    isMissing ? { filter: {}, before: named + 1, limit: 1 } : null,
  )
  const asked = value?.entries[0]
  return held ?? (isMissing && asked?.n === named ? asked : null)
}

/** Tools that stand in the entries seen so far, also after a filter left some out. */
export function useTools(entries: readonly AuditEntry[]): readonly string[] {
  const seen = useRef(new Set<string>())
  return useMemo(() => {
    for (const entry of entries) if (entry.kind === 'decision') seen.current.add(entry.call.tool)
    return [...seen.current].sort()
  }, [entries])
}
