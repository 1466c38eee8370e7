import type { AuditEntry } from '../../../shared/audit/model.ts'

/** Columns of the table, in order. */
export const csvColumns = [
  'entry',
  'time',
  'kind',
  'decision',
  'by',
  'tool',
  'call',
  'rules',
  'reason',
  'effects',
  'session',
  'project',
  'latency_us',
  'waited_ms',
  'note',
  'follows',
] as const
type Row = Partial<Record<(typeof csvColumns)[number], string | number>>

/** What makes a program for tables run a cell: these at its beginning, also behind blanks, and their wide forms. */
const runs = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/** Control characters but those of ends and columns, which would drive a terminal. */
const driving = /(?![\t\n\r])\p{Cc}/gu
const spelled = (char: string) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`

/** A cell as RFC 4180 has it; one that a program for tables would run gets an apostrophe before it. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const plain = value.replaceAll(driving, spelled)
  const safe = runs.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line of cells with the end that RFC 4180 wants. */
export const csvLine = (cells: readonly (string | number)[]) =>
  `${cells.map(csvCell).join(',')}\r\n`

function decisionRow({
  call,
  verdict,
  session,
  latencyUs,
}: Extract<AuditEntry, { kind: 'decision' }>): Row {
  const { command } = call.input
  return {
    ...{ decision: verdict.decision, by: verdict.layer, tool: call.tool, session },
    call: typeof command === 'string' ? command : JSON.stringify(call.input),
    ...{ rules: verdict.rules.join(' '), reason: verdict.reason },
    effects: verdict.effects.map(({ kind }) => kind).join(' '),
    ...{ project: call.workspace, latency_us: latencyUs },
  }
}

function rowOf(entry: AuditEntry): Row {
  switch (entry.kind) {
    case 'decision':
      return decisionRow(entry)
    case 'answer': {
      const { decision, by, session, callId, note = '', waitedMs } = entry
      return { decision, by, session, call: callId, note, waited_ms: waitedMs }
    }
    case 'grant':
      return { decision: entry.event, by: entry.by, session: entry.session, note: entry.grant.id }
    case 'removed':
      return { decision: entry.was, note: entry.order }
    case 'chain':
      return { decision: entry.event, note: entry.detail }
  }
}

/** An entry as a line of the table. */
export function csvOf(entry: AuditEntry): string {
  const { n, at, kind, prev } = entry
  const row: Row = {
    entry: n,
    time: new Date(at).toISOString(),
    kind,
    ...rowOf(entry),
    follows: prev,
  }
  return csvLine(csvColumns.map((column) => row[column] ?? ''))
}
