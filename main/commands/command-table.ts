import { partNamed, partNames } from '../../shared/privacy/part-names.ts'
import { auditCommands } from './audit-commands.ts'
import { bouncerCommands } from './bouncer-commands.ts'
import type { Command, Flag } from './command.ts'
import { completionScript, type Shell, shells } from './completion.ts'
import { home, json } from './flags-of-many.ts'
import { tell } from './tell.ts'

const out = (does: string): Flag => ({
  ...{ name: 'out', placeholder: 'FILE', completes: 'file' },
  does,
})
const telemetry = (action: 'on' | 'off' | 'status', does: string): Command => ({
  words: ['telemetry', action],
  flags: [json, home],
  does,
  gives:
    '{"ok":true,"operator":{"name":TEXT|null,"source":"running-app"|"last-run"|"this-command"|"unsaid"},"policyVersion":TEXT,"errors":KIND,"usage":KIND,"answers":[…],"variable":{"name":TEXT,"heedsIt":BOOL}|null} with KIND {"on":BOOL,"why":TEXT|null,"receiver":HOST|null,"queued":NUMBER}',
  async run(call) {
    const { telemetryCommand } = await import('../telemetry-command.ts')
    const { home: folder, isJson, write } = call
    const { refuse } = await import('./tell.ts')
    return telemetryCommand({
      ...{ home: folder, action, isJson, write, refuse: (failed) => refuse(call, failed) },
    })
  },
})

const serve: Command = {
  words: ['serve'],
  flags: [
    { name: 'port', placeholder: 'N', does: 'Listens there; any free port without it.' },
    { name: 'no-open', does: 'Does not open the browser.' },
    home,
    json,
  ],
  does: 'Serves the app to the browser on this machine and prints its address.',
  more: 'It listens on 127.0.0.1 only and runs until Ctrl-C or a signal. The address is good once, for a minute; Enter prints a new one.',
  gives: '{"ok":true,"address":URL,"port":NUMBER,"home":DIR} once it listens',
  refuse({ text }) {
    const port = text('port')
    const isPort = port === undefined || (/^\d{1,5}$/.test(port) && Number(port) <= 65_535)
    return isPort ? null : `--port takes a number from 0 to 65535, not “${port}”.`
  },
  async run({ home: folder, has, text, isJson }) {
    const { serve: start } = await import('../serve.ts')
    const port = Number(text('port') ?? 0)
    return start({ home: folder, port, opensBrowser: !has('no-open'), isJson })
  },
}

const status: Command = {
  words: ['status'],
  flags: [json, home],
  does: 'Says whether the app runs on a home, what its sessions do and wait for, and how the record, the settings and telemetry stand. Changes nothing.',
  gives:
    '{"ok":true,"version":TEXT,"home":DIR,"exists":BOOL,"running":{"pid":NUMBER,"host":"desktop"|"browser","startedAt":MS}|null,"endedBadly":BOOL,"sessions":{"total":N,"waiting":N,"questions":N,"unreadable":N,"byState":{STATE:N}},"record":{"state":"ok"|"empty"|"torn"|"short"|"unreadable","lastEntry":N|null,"at":MS|null,"seal":"signed"|"unchecked"|"unsigned"|"missing"|"forged"|"stripped"|null,"signedTo":N|null,"doubt":{"n":N,"at":MS,"detail":TEXT}|null},"erasure":{"at":MS,"scope":PART|"everything","state":"unfinished"|"finished-unseen"|"damaged","stays":[TEXT,…]}|null,"settings":{"state":"ok"|"missing"|"damaged"|"foreign"|"newer"|"unreadable","problem":TEXT|null},"ring":{"newSessions":"ring"|"off"|null,"standing":{"state":"works","program":TEXT,"version":TEXT,"reachable":[TEXT,…]}|{"state":"missing"|"forbidden"|"broken"|"unsupported","reason":TEXT,"command":TEXT|null}},"telemetry":{"errors":KIND,"usage":KIND}} with KIND {"on":BOOL,"why":TEXT|null}',
  run: async (call) => (await import('./say-status.ts')).sayStatus(call),
}

const verify: Command = {
  words: ['audit', 'verify'],
  operands: [{ name: 'FILE', count: 'optional', completes: 'file' }],
  flags: [json, home],
  does: 'Checks the record of decisions, or one file of it, and names the first line that does not hold.',
  more: 'It ends with 0 where the record is intact, with 1 where a line does not hold, with 3 where every line holds and an entry of the app says that an end was found unconfirmed; that stays until `audit acknowledge`.',
  gives:
    '{"ok":BOOL,"report":REPORT} with REPORT {"status":"intact"|"unconfirmed"|"empty"|"broken"|"truncated","entries":N,"firstEntry":N,"lastEntry":N,"segments":N,"head":"signed"|"unchecked"|"unsigned"|"missing"|"forged"|"stripped","signedTo"?:N,"first"?:{"file","line","entry","problem"},"doubt"?:{"n":N,"at":MS,"detail":TEXT},"events":[…],"checkedAt":MS}; false with "code", and no "report" where nothing could be read',
  async run({ operands, home: folder, isJson, write }) {
    const { verifyRecord } = await import('../verify-record.ts')
    const [file] = operands
    const { withWholeFailure } = await import('./whole-failure.ts')
    const told = isJson ? withWholeFailure(write) : write
    const wanted = { home: folder, isJson, write: told }
    return verifyRecord({ ...(file === undefined ? {} : { file }), ...wanted })
  },
}

const acknowledge: Command = {
  words: ['audit', 'acknowledge'],
  flags: [
    {
      ...{ name: 'note', placeholder: 'TEXT', isNeeded: true },
      does: 'What you found out about it; it stands in the record.',
    },
    json,
    home,
  ],
  does: 'Writes into the record that you know of an end that was found unconfirmed, and why it was.',
  more: 'From then on `audit verify` says intact again and tells both entries. It needs the home for itself and refuses while the app runs on it.',
  gives: '{"ok":true,"acknowledged":{"n":N,"at":MS,"detail":TEXT}}',
  refuse: ({ text }) =>
    (text('note') ?? '').trim() === '' ? 'audit acknowledge needs --note TEXT.' : null,
  run: async (call) => (await import('./keep-or-erase.ts')).acknowledgeRecord(call),
}

const listSessions: Command = {
  words: ['sessions', 'list'],
  flags: [json, home],
  does: 'Lists the sessions, the one that changed last first: id, title, state, folder, last change.',
  gives:
    '{"ok":true,"sessions":[{"id","title","state","waiting":N,"agent","workspace","createdAt":MS,"lastAt":MS}],"unreadable":[{"id","problem"}]}',
  run: async (call) => (await import('./tell-sessions.ts')).tellSessions(call),
}

const exportSession: Command = {
  words: ['sessions', 'export'],
  operands: [{ name: 'ID', count: 'one', completes: 'sessions' }],
  flags: [
    {
      ...{ name: 'format', placeholder: 'FORMAT', values: ['jsonl', 'markdown'] },
      does: 'One JSON object an event (as without this flag), or a text to read.',
    },
    out('Writes into a new file instead of the output.'),
    json,
    home,
  ],
  does: 'Writes what happened in a session, secrets replaced. Its journal is only read, also while the app runs and when its end is torn.',
  gives: '{"ok":true,"id":ID,"format":"jsonl"|"markdown","out":FILE,"bytes":N}; needs --out',
  refuse: ({ has }) => (has('json') && !has('out') ? '--json needs --out FILE here.' : null),
  run: async (call) => (await import('./export-session.ts')).exportSession(call),
}

const exportAll: Command = {
  words: ['export'],
  flags: [
    { ...out('The archive to write (.zip), where nothing lies yet.'), isNeeded: true },
    json,
    home,
  ],
  does: 'Writes everything that is kept, except keys, into one archive with a description.',
  more: 'It needs the home for itself: while the app runs, export there in the settings under Privacy.',
  gives: '{"ok":true,"out":FILE,"files":N,"bytes":N,"leftOut":[{"path","why"}]}',
  run: async (call) => (await import('./keep-or-erase.ts')).exportEverything(call),
}

const erase: Command = {
  words: ['erase'],
  flags: [
    {
      ...{ name: 'owner', placeholder: 'NAME', completes: 'parts' },
      does: `Erases one part, by its name in the settings under Privacy: ${Object.values(partNames).join(', ')}.`,
    },
    { name: 'everything', does: 'Erases every part.' },
    { name: 'yes', isNeeded: true, does: 'What is erased cannot be brought back.' },
    json,
    home,
  ],
  does: 'Erases what is kept and prints a receipt: what went, what stayed and why, what others hold.',
  more: 'It needs the home for itself and refuses while the app runs on it.',
  gives:
    '{"ok":true,"receipt":{"id","at":MS,"version","home","scope","gone":[{"owner","files":[{"path","bytes":N}],"bytes":N}],"stays":[{"what","why","failed"?:true}],"others":[{"who","what","how"}]},"earlier":RECEIPT|null} with "earlier" of an erasure that was interrupted; {"ok":false,"code":"command.erase-incomplete","message","todo","receipt":RECEIPT,"earlier":RECEIPT|null} where a part should have gone and did not; it then ends with 1',
  refuse({ has, text }) {
    if (has('owner') === has('everything'))
      return 'erase needs either --owner NAME or --everything.'
    const owner = text('owner')
    if (owner !== undefined && partNamed(owner) === null)
      return `There is no part “${owner}”. There are ${Object.values(partNames).join(', ')}.`
    return null
  },
  run: async (call) => (await import('./keep-or-erase.ts')).erase(call),
}

const install: Command = {
  words: ['install'],
  flags: [
    {
      ...{ name: 'to', placeholder: 'DIR', completes: 'folder' },
      does: 'Links it there; without it into ~/.local/bin, ~/bin or what else of yours is on the search path.',
    },
    json,
  ],
  does: 'Links this command into a folder of your own, so that a terminal finds it; says which, and what to do where the search path lacks it.',
  gives:
    '{"ok":true,"executable":FILE,"links":[FILE,…],"folder":DIR,"isOnPath":BOOL,"found":FILE|null,"pathLine":{"line","file"}}',
  run: async (call) => (await import('./install.ts')).installCommand(call),
}

const uninstall: Command = {
  words: ['uninstall'],
  flags: [
    {
      ...{ name: 'to', placeholder: 'DIR', completes: 'folder' },
      does: 'Looks there as well, where `install --to DIR` put it in a folder that is not on the search path.',
    },
    json,
  ],
  does: 'Removes the links that lead to this executable from the search path and the usual folders. The app and what it keeps stay.',
  gives: '{"ok":true,"removed":[FILE,…]} and the standing as `install` prints it',
  run: async (call) => (await import('./install.ts')).uninstallCommand(call),
}

const completion: Command = {
  words: ['completion'],
  operands: [{ name: 'SHELL', count: 'one', values: shells }],
  flags: [json],
  does: 'Prints the script that completes this command in a shell.',
  more: 'bash: source it in ~/.bashrc. zsh: source it behind compinit, or save it as a function in fpath. fish: save it in ~/.config/fish/completions.',
  gives: '{"ok":true,"shell":SHELL,"script":TEXT}',
  async run(call) {
    const shell = shells.find((one) => one === call.operands[0]) ?? ('bash' satisfies Shell)
    const script = completionScript(commandTable, shell)
    return tell(call, { shell, script }, script)
  },
}

/** Every command, in the order of the help. */
export const commandTable: readonly Command[] = [
  serve,
  status,
  ...bouncerCommands,
  verify,
  acknowledge,
  ...auditCommands,
  listSessions,
  exportSession,
  exportAll,
  erase,
  telemetry('status', 'Says how the two telemetry questions stand and why.'),
  telemetry('on', 'Answers both telemetry questions with yes, also while the app runs.'),
  telemetry(
    'off',
    'Answers both with no and deletes what waits to be sent, also while the app runs.',
  ),
  install,
  uninstall,
  completion,
]
