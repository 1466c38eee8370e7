import type { AuditFilter } from '../../shared/audit/model.ts'

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
  /** The exact test on a parsed line. */
  matches(parsed: unknown): boolean
}

/** True when one of the values in `value` holds the lower-case `text`. */
function holdsText(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(text)
  if (typeof value === 'number') return String(value) === text
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => holdsText(member, text))
}

interface Facets {
  readonly decision: unknown
  readonly layer: unknown
  readonly rules: unknown
  readonly session: unknown
  readonly tool: unknown
}

const nothing: Facets = { decision: null, layer: null, rules: null, session: null, tool: null }

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** The words of an entry that filters speak of; read by hand, because a schema costs more than the parsing itself. */
function facetsOf(entry: Fields): Facets {
  const { kind, session, decision, call, verdict } = entry
  if (kind === 'answer') return { ...nothing, session, decision, layer: 'person' }
  if (kind !== 'decision' || !isFields(call) || !isFields(verdict)) return nothing
  const { layer, rules } = verdict
  return { decision: verdict.decision, layer, rules, session, tool: call.tool }
}

const isOneOf = (value: unknown, wanted: readonly string[] | undefined) =>
  !wanted?.length || wanted.some((each) => each === value)

const isSame = (value: unknown, wanted: string | undefined) =>
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

  const hasFacets = (entry: Fields) => {
    const facets = facetsOf(entry)
    return (
      isOneOf(facets.decision, decision) &&
      isOneOf(facets.layer, layer) &&
      isSame(facets.session, session) &&
      isSame(facets.tool, tool) &&
      (rule === undefined || (Array.isArray(facets.rules) && facets.rules.includes(rule)))
    )
  }

  const holdsWanted = (entry: Fields) =>
    wanted === null || holdsText({ ...entry, prev: null, at: null }, wanted)

  const isFree = !decision?.length && !layer?.length && needles.length === 0
  return {
    isOpen: isFree && wanted === null && fromMs === undefined && toMs === undefined,
    key,
    needles: needles.map((needle) => Buffer.from(needle)),
    text: wanted === null ? null : JSON.stringify(wanted).slice(1, -1),
    isInTime: (at) => at >= from && at <= to,
    matches: (parsed) => isFields(parsed) && hasFacets(parsed) && holdsWanted(parsed),
  }
}
