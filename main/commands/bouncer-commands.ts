import { brand } from '../../shared/brand.ts'
import type { Command, Flag, Operand } from './command.ts'
import { home, json } from './flags-of-many.ts'
import { readDecisions, readMoment } from './read-arguments.ts'

const judge: Command = {
  words: ['bouncer', 'judge'],
  flags: [
    { name: 'jsonl', does: 'Reads and prints JSON, one object a line.' },
    { name: 'json', does: 'Reads the same and prints one JSON object at the end.' },
  ],
  does: 'Reads calls from the input, one JSON object a line, and prints a verdict for each.',
  gives:
    '{"ok":BOOL,"verdicts":[{"id","decision":"allow"|"ask"|"deny","layer","rules":[ID,…],"reason","effects":[…]}|{"error":TEXT,"line":N},…]}, false with "code" where a line could not be read',
  refuse: ({ has }) =>
    has('jsonl') || has('json') ? null : 'bouncer judge needs --jsonl, or --json for one object.',
  run: async (call) => (await import('./judge.ts')).judgeInput(call),
}

const explain: Command = {
  words: ['bouncer', 'explain'],
  operands: [{ name: 'COMMAND', count: 'many', completes: 'nothing' }],
  flags: [
    { name: 'jsonl', does: 'Reads the calls from the input instead, one JSON object a line.' },
    {
      ...{ name: 'policy', placeholder: 'FILE', completes: 'file' },
      does: 'Adds rules of your own.',
    },
    home,
    json,
  ],
  does: 'Prints how a command, or each call read from the input, is judged in this folder: what is read, its effects, the rules of every layer and which one won.',
  gives:
    '{"ok":BOOL,"calls":[{"tool","input","cwd","decision":"allow"|"ask"|"deny","layer","rules":[{"id","layer","decision","why"}],"reason","explanation":[TEXT,…],"effects":[…],"spans":[…],"missingFacts":[TEXT,…],"rewrite":TEXT|null,"engineVersion","policyHash"}|{"line":N,"error":TEXT}],"policies":[{"path","layer","state","problems":[TEXT,…]}]}, false with "code" where a row or FILE could not be read',
  refuse: ({ has, operands }) =>
    has('jsonl') === operands.length > 0
      ? 'bouncer explain needs either -- COMMAND or --jsonl.'
      : null,
  async run({ operands, has, text, home: folder, isJson, write }) {
    const { explainCommand } = await import('../explain-command.ts')
    process.stdin.setEncoding('utf8')
    const policyFile = text('policy')
    return explainCommand({
      words: operands,
      input: has('jsonl') ? process.stdin : null,
      home: folder,
      ...(policyFile === undefined ? {} : { policyFile }),
      ...{ write, isJson },
    })
  },
}

const layer: Flag = {
  ...{ name: 'layer', placeholder: 'LAYER', values: ['user', 'project', 'organisation'] },
  does: `Whose rules they are. Without it the path says so: policy.yaml in a ${brand.homeFolder} folder is its project’s, the organisation’s file theirs, all others yours.`,
}

const policyFile: Operand = { name: 'FILE', count: 'optional', completes: 'file' }
const cases =
  '{"rule":ID,"number":N,"tool","input","expected":DECISION,"got":DECISION,"by":[ID,…],"isMet":BOOL}'

const testRules: Command = {
  words: ['bouncer', 'test'],
  operands: [policyFile],
  flags: [layer, json, home],
  does: 'Plays the expect cases of a policy file, in the place of the rules of its layer and among those of every other, in its project or this folder. Without FILE those of your own rules.',
  more: 'It ends with 1 where a case is not met or the file cannot be read.',
  gives: `{"ok":BOOL,"cases":[${cases},…]}, false with "code" where one is not met`,
  run: async (call) => (await import('../policy-commands.ts')).testPolicy(call),
}

const lintRules: Command = {
  words: ['bouncer', 'lint'],
  operands: [policyFile],
  flags: [layer, json, home],
  does: 'Says which rules of a policy file do not count in its layer and why, and which deserve a second look.',
  more: 'It ends with 1 where a rule does not count or the file cannot be read.',
  gives:
    '{"ok":BOOL,"rules":N,"problems":[TEXT,…],"hints":[{"rule":ID,"kind":"no-case"|"no-matching-case"|"same-condition","other"?:ID},…]}, false with "code" where something does not count',
  run: async (call) => (await import('../policy-commands.ts')).lintPolicy(call),
}

const replayRules: Command = {
  words: ['bouncer', 'replay'],
  flags: [
    {
      ...{ name: 'policy', placeholder: 'FILE', completes: 'file', isNeeded: true },
      does: 'The rules to try, in the place of those of their layer.',
    },
    layer,
    {
      ...{ name: 'since', placeholder: 'WHEN' },
      does: 'Looks at calls since then only: 7d, 12h, 30m, 2026-11-01 or a time.',
    },
    {
      ...{ name: 'fail-on', placeholder: 'KINDS' },
      does: 'Ends with 1 where calls would newly be decided so: deny, ask, allow, or several with commas.',
    },
    json,
    home,
  ],
  does: 'Judges the calls on record by other rules, beside the grants in force, and says which would newly be denied, asked about or allowed. Changes nothing.',
  more: 'It ends with 1 where there is no call to judge, and where --fail-on found some.',
  gives:
    '{"ok":BOOL,"calls":N,"newly":{"deny":N,"ask":N,"allow":N},"answered":{"grant":N,"ai":N},"examples":[{"entry":N,"at":MS,"tool","call","from":DECISION,"by":"rules"|"grant"|"ai","to":DECISION,"rule":ID},…]}, false with "code" where --fail-on found some or no call was there; "answered" counts changed calls that a grant or the AI review answers by now',
  refuse({ text }) {
    const [since, failOn] = [text('since'), text('fail-on')]
    if (since !== undefined && readMoment(since, 0) === null) {
      return `--since takes 7d, 12h, 30m, 2026-11-01 or a time, not “${since}”.`
    }
    return failOn === undefined || readDecisions(failOn)
      ? null
      : `--fail-on takes deny, ask, allow or several with commas, not “${failOn}”.`
  },
  run: async (call) => (await import('../policy-commands.ts')).replayPolicyFile(call),
}

const standing =
  '"standing":{"inForce":BOOL,"settingsPath":FILE,"installs":[{"path":FILE,"leadsTo":FILE|null,"state":"in-force"|"changed"|"gone"|"off"|"unreadable","version":TEXT,"at":MS}],"hook":{"path":FILE,"state":"intact"|"changed"|"missing"},"program":{"path":FILE|null,"isThere":BOOL},"agent":{"path":FILE|null,"version":TEXT|null,"state":"ready"|"old"|"missing"|"unknown"},"app":"reachable"|"away","away":"ask"|"deny","lastCall":{"at":MS,"tool","decision","cwd"}|null,"remarks":[TEXT,…]}'

const guardInstall: Command = {
  words: ['bouncer', 'install'],
  flags: [
    {
      ...{ name: 'when-away', placeholder: 'CHOICE', values: ['ask', 'deny'] },
      does: 'What becomes of calls while the app does not run: Claude Code asks (as at first), or each is denied.',
    },
    json,
    home,
  ],
  does: 'Guards Claude Code in terminals: puts a hook into its settings that has the app judge every call. All else in that file stays as it is.',
  more: 'It changes ~/.claude/settings.json, or the one in CLAUDE_CONFIG_DIR, and keeps a copy.',
  gives: `{"ok":true,${standing}}`,
  run: async (call) => (await import('./terminal-guard.ts')).installGuard(call),
}

const guardUninstall: Command = {
  words: ['bouncer', 'uninstall'],
  flags: [json, home],
  does: 'Takes that hook out again, byte for byte where nobody else changed the file since.',
  gives: '{"ok":true,"files":[{"path":FILE,"how":"restored"|"removed"|"edited"|"gone"}]}',
  run: async (call) => (await import('./terminal-guard.ts')).uninstallGuard(call),
}

const guardStatus: Command = {
  words: ['bouncer', 'status'],
  flags: [json, home],
  does: 'Says whether Claude Code is guarded in terminals, where, by which version, whether the app answers, and what is wrong; and how the outer ring and the AI review of the app’s sessions are set. Ends with 1 where it is not guarded.',
  gives: `{"ok":BOOL,${standing},"ring":RING,"ai":{"provider":"off"|"anthropic"|"claude"|"local"|"unknown","models":[TEXT,…],"address":URL|null,"heldOffline":BOOL}}, false with "code" where it is not in force; RING as in \`status\``,
  run: async (call) => (await import('./terminal-guard.ts')).sayGuard(call),
}

/** The commands about the Bouncer, in the order of the help. */
export const bouncerCommands: readonly Command[] = [
  judge,
  explain,
  testRules,
  lintRules,
  replayRules,
  guardInstall,
  guardUninstall,
  guardStatus,
]
