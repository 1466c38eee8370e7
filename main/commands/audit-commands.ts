import { exportFormats } from '../../shared/audit/explorer.ts'
import type { Command, Flag } from './command.ts'
import { home, json } from './flags-of-many.ts'
import { readMoment } from './read-arguments.ts'

const since: Flag = {
  ...{ name: 'since', placeholder: 'WHEN' },
  does: 'Entries from then on only: 7d, 2026-11-01 or a time.',
}
const until: Flag = {
  ...{ name: 'until', placeholder: 'WHEN' },
  does: 'Entries up to then only: 1d, 2026-11-01 or a time.',
}
const session: Flag = {
  ...{ name: 'session', placeholder: 'ID', completes: 'sessions' },
  does: 'Entries of this session only.',
}

type Texts = { text(flag: string): string | undefined }

/** Why a time cannot be meant, as a sentence; null when all can. */
function unreadMoment({ text }: Texts): string | null {
  for (const flag of ['since', 'until']) {
    const given = text(flag)
    if (given !== undefined && readMoment(given, 0) === null) {
      return `--${flag} takes 7d, 2026-11-01 or a time, not “${given}”.`
    }
  }
  return null
}

const exportRecord: Command = {
  words: ['audit', 'export'],
  flags: [
    {
      ...{ name: 'format', placeholder: 'FORMAT', values: exportFormats },
      does: 'Lines as they stand in the record (as without this flag), or a table.',
    },
    since,
    until,
    session,
    {
      ...{ name: 'decision', placeholder: 'DECISION', values: ['allow', 'ask', 'deny'] },
      does: 'Calls decided so, and answers, only.',
    },
    { ...{ name: 'rule', placeholder: 'ID' }, does: 'Calls this rule had a part in only.' },
    { ...{ name: 'text', placeholder: 'TEXT' }, does: 'Entries that hold this text only.' },
    {
      ...{ name: 'out', placeholder: 'FILE', completes: 'file' },
      does: 'Writes into a new file instead of the output.',
    },
    json,
    home,
  ],
  does: 'Writes entries of the record, oldest first. The record is only read, also while the app runs.',
  more: 'A cell of the table that a program for tables would run has an apostrophe before it.',
  gives: '{"ok":true,"format":"jsonl"|"csv","out":FILE,"entries":N,"bytes":N}; needs --out',
  refuse: ({ has, text }) =>
    unreadMoment({ text }) ?? (has('json') && !has('out') ? '--json needs --out FILE here.' : null),
  run: async (call) => (await import('../audit-files.ts')).exportRecord(call),
}

const evidence: Command = {
  words: ['audit', 'evidence'],
  flags: [
    { ...session, does: 'What to pack: this session.' },
    { ...since, does: 'What to pack without a session: everything from then on.' },
    { ...until, does: 'What to pack without a session: everything up to then.' },
    {
      ...{ name: 'out', placeholder: 'FILE', completes: 'file' },
      does: 'The archive to write (.zip), where nothing lies yet. Needed.',
    },
    json,
    home,
  ],
  does: 'Packs the decisions, the transcript and the diffs of a session or a time into one archive, with a program that checks it anywhere.',
  more: 'Unpack it and run `node verify.mjs` there: it names the first line that was changed. The seal that is printed here lets others see that it is this pack.',
  gives: '{"ok":true,"out":FILE,"files":N,"entries":N,"bytes":N,"seal":HASH}',
  refuse({ has, text }) {
    const unread = unreadMoment({ text })
    if (unread) return unread
    if (!has('out')) return 'audit evidence needs --out FILE.'
    if (has('session') && (has('since') || has('until'))) {
      return 'audit evidence takes either --session ID or a time.'
    }
    const isSome = has('session') || has('since') || has('until')
    return isSome ? null : 'audit evidence needs --session ID, --since WHEN or --until WHEN.'
  },
  run: async (call) => (await import('../audit-files.ts')).packEvidence(call),
}

/** The commands that write parts of the record into files. */
export const auditCommands: readonly Command[] = [exportRecord, evidence]
