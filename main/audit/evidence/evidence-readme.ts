import type { AuditReport } from '../../../shared/audit/model.ts'
import { brand } from '../../../shared/brand.ts'

/** What a pack is about, for its README. */
export interface PackFacts {
  readonly about: string
  readonly at: number
  readonly entries: number
  readonly sessions: readonly { readonly id: string; readonly state: 'kept' | 'missing' }[]
  readonly report: AuditReport
}

function standing({ status, lastEntry, first }: AuditReport): string {
  if (status === 'intact')
    return `The whole record was verified when this was made: it holds to entry ${lastEntry}.`
  const where = first
    ? ` (${first.file} line ${first.line}, entry ${first.entry}: ${first.problem})`
    : ''
  return `The whole record was verified when this was made, and it was ${status}${where}. Take that into account.`
}

/** The text in plain words that lies beside the files of a pack. */
export function evidenceReadme({ about, at, entries, sessions, report }: PackFacts): string {
  const missing = sessions.filter(({ state }) => state === 'missing').map(({ id }) => id)
  const lines = [
    `Evidence from ${brand.desktopName} ${brand.version}, made ${new Date(at).toISOString()}`,
    '',
    `About: ${about}. ${entries} entries of the record.`,
    '',
    'What is in it',
    '  record/chain.jsonl        the decisions and answers, line by line as they stand in the record',
    '  record/anchors.json       the chain values at its ends and where entries of others were left out',
    '  record/decisions.csv      the same as a table',
    '  sessions/*/transcript.*   what was said and done, to read (md) and for programs (jsonl)',
    '  sessions/*/diffs/         what the agent’s file tools wrote; unknown.md says what cannot be known',
    '  manifest.json             every file with its size and SHA-256; manifest.sha256 is its own hash',
    '  verify.mjs                checks all of it',
    '',
    'How to check it',
    '  Unpack it into an empty folder, and run: node verify.mjs',
    '  It needs Node 20 or newer, no packages and no network. It ends with 0 where everything is as it was packed, with 1 where something was changed, and names the first line that does not hold.',
    '',
    'What that proves, and what not',
    `  ${standing(report)}`,
    '  Each line carries the chain value of the line before it, so a changed, moved or removed line shows. Where entries of other sessions were left out, their place is bridged by two values that were noted when this was made; only the record itself proves what stood there.',
    '  Somebody who changes files and makes all hashes anew cannot be found out by this folder alone. Therefore note the seal that verify.mjs prints (it was shown when the pack was made) and keep it elsewhere.',
    '  Secrets were replaced by placeholders before anything was recorded, and here again.',
    ...(missing.length > 0
      ? [
          '',
          `No transcript is kept of: ${missing.join(', ')}. It was removed, or it ran in a terminal.`,
        ]
      : []),
    '',
  ]
  return lines.join('\n')
}
