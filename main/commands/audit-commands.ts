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
      ...{ name: 'out', placeholder: 'FILE', completes: 'file', isNeeded: true },
      does: 'The archive to write (.zip), where nothing lies yet.',
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
    if (has('session') && (has('since') || has('until'))) {
      return 'audit evidence takes either --session ID or a time.'
    }
    const isSome = has('session') || has('since') || has('until')
    return isSome ? null : 'audit evidence needs --session ID, --since WHEN or --until WHEN.'
  },
  run: async (call) => (await import('../audit-files.ts')).packEvidence(call),
}

const remove: Command = {
  words: ['audit', 'remove'],
  flags: [
    { ...{ name: 'entry', placeholder: 'N' }, does: 'Removes the text of this entry.' },
    { ...session, does: 'Removes the text of every entry of this session.' },
    {
      ...{ name: 'text-file', placeholder: 'FILE', completes: 'file' },
      does: 'Removes the text that stands in this file, wherever it stands in the record.',
    },
    {
      ...{ name: 'reason', placeholder: 'TEXT', isNeeded: true },
      does: 'Why; it stands in the record. Do not repeat what is to be removed.',
    },
    { name: 'yes', isNeeded: true, does: 'What is removed cannot be brought back.' },
    json,
    home,
  ],
  does: 'Removes text from the record for good; its numbers and times stay, and an entry says who removed what and why.',
  more: 'The record is chained anew from the first changed entry, so that it verifies; copies made before show other values. A record that does not verify is left as evidence. It needs the home for itself and refuses while the app runs on it.',
  gives: '{"ok":true,"entries":N}',
  refuse({ has, text }) {
    const named = ['entry', 'session', 'text-file'].filter((flag) => has(flag))
    if (named.length !== 1) {
      return 'audit remove needs one of --entry N, --session ID and --text-file FILE.'
    }
    if (has('entry') && !/^[1-9]\d{0,14}$/.test(text('entry') ?? '')) {
      return `--entry takes the number of an entry, not “${text('entry')}”.`
    }
    return has('reason') && text('reason')?.trim() === '' ? '--reason is empty.' : null
  },
  run: async (call) => (await import('./keep-or-erase.ts')).removeFromRecord(call),
}

/** The commands that take parts of the record elsewhere, or out of it. */
export const auditCommands: readonly Command[] = [exportRecord, evidence, remove]
