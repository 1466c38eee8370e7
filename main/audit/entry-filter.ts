import type { AuditEntry, AuditFilter } from '../../shared/audit/model.ts'

/** A filter made ready: cheap tests on the bytes of a line first, the exact test on the entry last. */
export interface EntryFilter {
  /** True when every entry passes. */
  readonly isOpen: boolean
  /** Stable text of the filter, for remembering counts. */
  readonly key: string
  /** Bytes that every passing line holds. */
  readonly needles: readonly Buffer[]
  /** Lower-case text, as JSON writes it, that every passing line holds in some case. */
  readonly text: string | null
  isInTime(at: number): boolean
  matches(entry: AuditEntry): boolean
}

/** True when one of the values in `value` holds the lower-case `text`. */
function holdsText(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(text)
  if (typeof value === 'number') return String(value) === text
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => holdsText(member, text))
}

interface Facets {
  readonly decision: string | null
  readonly layer: string | null
  readonly rules: readonly string[]
  readonly session: string | null
  readonly tool: string | null
}

/** The words of an entry that filters speak of; null for what the entry does not have. */
function facetsOf(entry: AuditEntry): Facets {
  switch (entry.kind) {
    case 'decision': {
      const { decision, layer, rules } = entry.verdict
      return { decision, layer, rules, session: entry.session, tool: entry.call.tool }
    }
    case 'answer':
      return {
        decision: entry.decision,
        layer: 'person',
        rules: [],
        session: entry.session,
        tool: null,
      }
    default:
      return { decision: null, layer: null, rules: [], session: null, tool: null }
  }
}

const isOneOf = (value: string | null, wanted: readonly string[] | undefined) =>
  wanted === undefined || wanted.length === 0 || (value !== null && wanted.includes(value))

const isSame = (value: string | null, wanted: string | undefined) =>
  wanted === undefined || wanted === value

/** Makes a filter ready; text is searched in the values of an entry, without regard to case. */
export function prepareFilter(filter: AuditFilter): EntryFilter {
  const { text, decision, layer, session, tool, rule, fromMs, toMs } = filter
  const wanted = text?.trim().toLowerCase() || null
  const needles = [
    session === undefined ? null : `"session":${JSON.stringify(session)}`,
    tool === undefined ? null : `"tool":${JSON.stringify(tool)}`,
    rule === undefined ? null : JSON.stringify(rule),
    decision?.length === 1 ? `"decision":"${decision[0]}"` : null,
  ].filter((needle) => needle !== null)
  const from = fromMs ?? Number.NEGATIVE_INFINITY
  const to = toMs ?? Number.POSITIVE_INFINITY
  const key = JSON.stringify([wanted, decision, layer, session, tool, rule, fromMs, toMs])

  const hasFacets = (entry: AuditEntry) => {
    const facets = facetsOf(entry)
    return (
      isOneOf(facets.decision, decision) &&
      isOneOf(facets.layer, layer) &&
      isSame(facets.session, session) &&
      isSame(facets.tool, tool) &&
      (rule === undefined || facets.rules.includes(rule))
    )
  }

  const holdsWanted = (entry: AuditEntry) =>
    wanted === null || holdsText({ ...entry, prev: null, at: null }, wanted)

  const isFree = !decision?.length && !layer?.length && needles.length === 0
  return {
    isOpen: isFree && wanted === null && fromMs === undefined && toMs === undefined,
    key,
    needles: needles.map((needle) => Buffer.from(needle)),
    text: wanted === null ? null : JSON.stringify(wanted).slice(1, -1),
    isInTime: (at) => at >= from && at <= to,
    matches: (entry) => hasFacets(entry) && holdsWanted(entry),
  }
}
