/** The words of an entry that filters and counts speak of; empty where it has none. */
export interface Facets {
  readonly kind: string
  readonly decision: string
  readonly layer: string
  readonly rules: readonly string[]
  readonly session: string
  readonly tool: string
  /** Folder of the project. */
  readonly project: string
  /** Id of the call that a decision or an answer is about. */
  readonly call: string
  /** Microseconds to a verdict, milliseconds that an answer was waited for. */
  readonly took: number
}

const nothing: Facets = {
  ...{ kind: 'damaged', decision: '', layer: '', rules: [], session: '', tool: '' },
  ...{ project: '', call: '', took: 0 },
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const word = (value: unknown): string => (typeof value === 'string' ? value : '')
const amount = (value: unknown): number => (typeof value === 'number' ? value : 0)

function answerFacets({ session, decision, callId, waitedMs }: Fields): Facets {
  return {
    ...nothing,
    ...{ kind: 'answer', session: word(session), decision: word(decision), layer: 'person' },
    ...{ call: word(callId), took: amount(waitedMs) },
  }
}

function decisionFacets({ session, call, verdict, latencyUs }: Fields): Facets {
  if (!isFields(call) || !isFields(verdict)) return nothing
  const { rules } = verdict
  return {
    ...{ kind: 'decision', session: word(session), tool: word(call.tool) },
    ...{ decision: word(verdict.decision), layer: word(verdict.layer) },
    rules: Array.isArray(rules) ? rules.filter((rule) => typeof rule === 'string') : [],
    ...{ project: word(call.workspace), call: word(call.id), took: amount(latencyUs) },
  }
}

/** Reads them by hand, because a schema costs more than the parsing itself. */
export function facetsOf(entry: unknown): Facets {
  if (!isFields(entry)) return nothing
  switch (entry.kind) {
    case 'answer':
      return answerFacets(entry)
    case 'decision':
      return decisionFacets(entry)
    case 'grant':
      return { ...nothing, kind: 'grant', session: word(entry.session) }
    case 'chain':
    case 'removed':
      return { ...nothing, kind: entry.kind }
    default:
      return nothing
  }
}
