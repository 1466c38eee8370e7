import { brand } from '../../../../shared/brand.ts'
import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  OPAQUE,
  plain,
  readPaths,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { setVariable } from '../shell/variables.ts'
import { ADMINISTRATION_ROWS } from './administration-rows.ts'
import { REMEMBERED } from './builtins.ts'
import { migration } from './databases.ts'
import { type Options, readOptions, valued } from './options.ts'
import { findsOwnProgram } from './own-processes.ts'
import { ownProgram } from './own-program.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { HIDDEN_PLACE } from './start-rows.ts'
import { SYSTEM_ROWS, type SystemRow } from './system-rows.ts'
import { noteCarriedCommands, runUnknownProgram } from './unknown-program.ts'

const kill: Program = (scene, call) => {
  const options = readOptions(
    call.args.filter((field) => !/^-(?:\d+|[A-Z]+\d*)$/.test(field.text)),
    { valued: valued('s n signal') },
  )
  if (options.has('l', 'L', '0') || call.args[0]?.text === '-0') return OPAQUE
  const raw = call.args.map((field) => field.text)
  const everything = raw.some((text, at) => text === '-1' && at > 0) || raw.includes('1')
  const targets = options.operands.filter((field) => !/^%/.test(field.text) && !isOwn(field))
  if (everything) emit(scene, { kind: 'process', action: 'kill everything', target: '-1' })
  else if (targets.length > 0)
    emit(scene, {
      kind: 'process',
      action: 'kill',
      target: targets.map((field) => field.text).join(' '),
    })
  return OPAQUE
}

/** A job of this shell, what listens on a port here, or nothing yet, is the agent's own business. */
function isOwn(field: Field): boolean {
  return /^(?:\uFFFC|\$|$)/.test(field.text)
}

/** Whether only what a program of this call started is meant: `pkill -P $!`. */
function endsOwnChildren(options: Options): boolean {
  const parent = options.value('P', 'parent')
  const alone = options.operands.length === 0 && !options.has('u', 'U', 'user', 'g', 't')
  return parent !== undefined && alone && isOwn(parent) && parent.taint === TAINT.none
}

const killByName: Program = (scene, call) => {
  const options = readOptions(
    call.args.filter((field) => !/^-(?:\d+|[A-Z]{2,}\d*)$/.test(field.text)),
    { valued: valued('s n u U g P t o signal user parent') },
  )
  if (options.has('l') || (call.name === 'pkill' && endsOwnChildren(options))) return OPAQUE
  const target = options.operands[0]?.text ?? options.value('u', 'U', 'user')?.text ?? ''
  if (call.name === 'pkill' && options.has('f') && findsOwnProgram(scene, target)) return OPAQUE
  emit(scene, { kind: 'process', action: call.name, target })
  return OPAQUE
}

/** Changes the machine as its row says; looking passes. */
function systemChange(row: SystemRow): Program {
  return (scene, call) => {
    if (changesSystem(row, call)) {
      emit(scene, { kind: 'privilege', how: `${call.name} ${row.how}` })
    }
    return { text: null, taint: call.stdin.taint }
  }
}

function changesSystem(row: SystemRow, call: Invocation): boolean {
  if (call.args.length === 0) return row.always === true
  const some = (shape: RegExp | undefined): boolean =>
    shape !== undefined && call.args.some((field) => shape.test(field.text))
  if (some(row.looks)) return false
  if (row.changes) return some(row.changes)
  return !some(row.reads)
}

const crontab: Program = (scene, call) => {
  if (call.args.some((field) => field.text === '-l')) return OPAQUE
  const options = readOptions(call.args, { valued: valued('u') })
  const removes = options.has('r')
  if (removes) {
    emit(scene, { kind: 'persistence', target: 'removes the crontab' })
    return OPAQUE
  }
  emit(scene, { kind: 'persistence', target: 'crontab' })
  const file = options.operands.find((field) => field.text !== '-')
  const input = file ? readPaths(scene, [file]) : call.stdin
  if (input.taint & TAINT.download) flow(scene, 'download-to-execute', 'crontab')
  for (const line of (input.text ?? '').split('\n')) {
    const command = line.replace(/^\s*(?:@\w+|(?:\S+\s+){5})/, '')
    if (command === line) continue
    if (HIDDEN_PLACE.test(command)) signal(scene, 'hidden-start', command.slice(0, 120))
    scene.runner.text(fork(scene), command, EMPTY)
  }
  return OPAQUE
}

const services: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const [first] = words
  if (call.name === 'service' && first?.includes('/')) {
    return scene.runner.argv(scene, [plain(`/etc/init.d/${first}`), ...call.args.slice(1)], EMPTY)
  }
  const verb = call.name === 'service' ? (words[1] ?? '') : (words[0] ?? '')
  if (
    /^(?:status|list\S*|show|is-\S+|cat|get-default|help|print\S*|blame|plist|procinfo|hostinfo|runstats|getenv|manager\w+|error|variant|version|show-environment|dumpstate|critical-chain)?$/.test(
      verb,
    ) ||
    words.includes('--status-all')
  )
    return OPAQUE
  if (/^(?:poweroff|reboot|halt|kexec|suspend|hibernate|emergency|rescue|isolate)$/.test(verb))
    emit(scene, { kind: 'process', action: verb, target: 'the machine' })
  else if (
    /^(?:enable|link|edit|load|bootstrap|submit|set-default|reenable|unmask|kickstart)$/.test(verb)
  )
    emit(scene, { kind: 'persistence', target: `${call.name} ${verb} ${words[1] ?? ''}` })
  else emit(scene, { kind: 'process', action: `${verb} service`, target: words.join(' ') })
  return OPAQUE
}

const powerOff: Program = (scene, call) => {
  const level = call.args[0]?.text
  if (/^(?:init|telinit)$/.test(call.name) && !/^[06]$/.test(level ?? '')) {
    if (/^[1-5sSqQuUabc]$/.test(level ?? '')) {
      emit(scene, { kind: 'process', action: `runlevel ${level}`, target: 'services' })
    }
    return OPAQUE
  }
  emit(scene, { kind: 'process', action: 'shut down', target: 'the machine' })
  return OPAQUE
}

const history: Program = (scene, call) => {
  const [first, ...rest] = call.args
  if (first?.text === '-s') {
    setVariable(scene, REMEMBERED, plain(rest.map((field) => field.text).join(' ')))
    return EMPTY
  }
  if (/^-(?:c|cw|wc|d)$/.test(first?.text ?? '')) signal(scene, 'oversight-lost', 'the history')
  if (call.args.some((field) => /^-[cdw]/.test(field.text))) return OPAQUE
  return { text: null, taint: TAINT.environment }
}

const agentProgram: Program = (scene, call) => {
  const unguarded = call.args.some((field) =>
    /dangerously|bypass|skip-permissions|--yolo|^-y$|full-auto|auto-approve|never|danger/.test(
      field.text,
    ),
  )
  const configures =
    /^(?:mcp|config|plugin|hooks?|install|update)$/.test(call.args[0]?.text ?? '') &&
    !/^(?:list|get|ls)$/.test(call.args[1]?.text ?? '')
  const looks = AGENT_LOOKS.test(
    call.args
      .slice(0, 2)
      .map((field) => field.text)
      .join(' '),
  )
  if (unguarded) signal(scene, 'unguarded-agent', call.name)
  else if (looks) return OPAQUE
  else if (configures) emit(scene, { kind: 'guard', target: `${call.name} ${call.args[0]?.text}` })
  else if (!call.args.some((field) => /^(?:--version|-v|--help|doctor)$/.test(field.text)))
    signal(scene, 'other-tool', `starts another agent: ${call.name}`)
  return OPAQUE
}

/** Of two programs of this name one is an agent, the other brings a schema up or down. */
const goose: Program = (scene, call) => {
  const agent =
    /^(?:session|s|run|configure|project|projects|web|recipe|mcp|acp|bench|schedule|info|update|term|serve|$)$/
  return agent.test(call.args[0]?.text ?? '') ? agentProgram(scene, call) : migration(scene, call)
}

/** Says what an agent has set up, and starts none. */
const AGENT_LOOKS =
  /^(?:(?:mcp|plugins?|config|agents?|extensions?|models?|sessions?) (?:list|ls|get|show)|--list-\S+|features list|auth (?:status|list))(?: |$)/

const keys: Program = (scene, call) => {
  const exports = call.args.some((field) =>
    /^--(?:export-secret|delete|armor-secret)|find-(?:generic|internet)-password|dump-keychain|^lookup$|^show$|delete-/.test(
      field.text,
    ),
  )
  if (exports) {
    signal(scene, 'other-tool', `reads or removes keys with ${call.name}`)
    return { text: null, taint: TAINT.secret }
  }
  return OPAQUE
}

const keygen: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('t b C f N P D w') })
  const library = options.value('D', 'w')
  if (library) emit(scene, { kind: 'execute', source: 'file', program: library.text })
  if (call.name === 'ssh-add' && options.has('D', 'd', 'x'))
    signal(scene, 'other-tool', 'removes keys from the agent')
  const file = options.value('f')
  const onlyReads = options.has('l', 'y', 'B', 'F', 'e', 'L', 'R', 'A')
  if (call.name === 'ssh-keygen' && file && !onlyReads) writePaths(scene, [file], OPAQUE)
  if (call.name === 'ssh-keygen' && options.has('R')) {
    writePaths(scene, [file ?? plain('~/.ssh/known_hosts')], OPAQUE)
  }
  return OPAQUE
}

/** What lies in the clipboard may be anything that the person copied, passwords among it. */
const clipboard: Program = (_scene, call) => {
  const pastes =
    /paste$/.test(call.name) || call.args.some(({ text }) => /^-+(?:\w*o|out|output)$/.test(text))
  return pastes ? { text: null, taint: TAINT.environment } : OPAQUE
}

/** Certificates for this machine; only making it trust them changes more than files. */
const localCertificates: Program = (scene, call) => {
  const options = readOptions(call.args, {
    singleDash: true,
    valued: valued('cert-file key-file p12-file csr'),
  })
  if (options.has('install', 'uninstall')) {
    emit(scene, { kind: 'privilege', how: 'mkcert changes whom the machine trusts' })
  }
  const files = options
    .values('cert-file', 'key-file', 'p12-file')
    .filter((field) => touch(scene, field).place !== 'project')
  if (files.length > 0) writePaths(scene, files, OPAQUE)
  return OPAQUE
}

const endless: Program = (_scene, call): Stream => ({
  text: `${call.args[0]?.text ?? 'y'}\n`,
  taint: TAINT.outside,
})

/** Programs whose purpose is to give others a terminal or a desktop here. */
const sharedTerminal: Program = (scene, call) => {
  if (call.args.some((field) => /^(?:--help|-h|--version|-V|status|list)$/.test(field.text)))
    return OPAQUE
  flow(scene, 'network-to-shell', call.name)
  emit(scene, { kind: 'network', host: '', direction: 'listen' })
  return OPAQUE
}

/** Editors that are also a door: a tunnel or a server gives their terminal to others. */
const editorProgram: Program = (scene, call) => {
  const [verb] = call.args
  if (
    verb?.text === 'tunnel' &&
    !/^(?:status|kill|unregister|user|--help)$/.test(call.args[1]?.text ?? '')
  ) {
    return sharedTerminal(scene, call)
  }
  if (verb?.text === 'serve-web') emit(scene, { kind: 'network', host: '', direction: 'listen' })
  const installs = call.args.find((field) =>
    /^--(?:install-extension|uninstall-extension|user-data-dir|extensions-dir)/.test(field.text),
  )
  if (installs) emit(scene, { kind: 'persistence', target: `${call.name} ${installs.text}` })
  noteCarriedCommands(scene, call.args)
  return OPAQUE
}

/** `ip netns exec` and `ip vrf exec` run a program; most other verbs change the network. */
const ip: Program = (scene, call) => {
  const words = call.args.map((field) => field.text)
  const at = words.indexOf('exec')
  if (at > 0) {
    emit(scene, { kind: 'privilege', how: 'ip enters another network' })
    return scene.runner.argv(scene, call.args.slice(at + 2), call.stdin)
  }
  const batch = words.findIndex((word) => /^-b(?:atch)?$/.test(word))
  const changes = words.some((word) =>
    /^(?:add|del|delete|set|flush|change|replace|append|up|down|prepend|restore)$/.test(word),
  )
  if (changes || batch >= 0) emit(scene, { kind: 'privilege', how: 'ip changes the network' })
  return OPAQUE
}

/** Ports that servers of development take; services and databases have others. */
const DEVELOPMENT_PORT = /^(?:3[0-2]\d{2}|4[0-2]\d{2}|5[01]\d{2}|8[01]\d{2}|8888|9229)\/tcp$/

const killPort: Program = (scene, call) => {
  const kills = call.name === 'fuser' ? /^-\w*k|^--kill/ : /^-\w*K|^--kill/
  const ports = call.args.filter((field) => !field.text.startsWith('-'))
  const own = ports.length > 0 && ports.every((field) => DEVELOPMENT_PORT.test(field.text))
  if (call.args.some((field) => kills.test(field.text)) && !own) {
    emit(scene, { kind: 'process', action: 'kill', target: call.args.at(-1)?.text ?? '' })
  }
  return OPAQUE
}

const SUPERVISORS =
  /^(?:stop|restart|delete|del|kill|shutdown|remove|reload|update|reset|startup|unstartup|resurrect|flush|scale|cleardump)$/

/** Process managers of a project: starting is theirs, ending everything asks. */
const supervisor: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const [verb = '', target = ''] = words
  if (/^(?:startup|unstartup)$/.test(verb))
    emit(scene, { kind: 'persistence', target: `${call.name} ${verb}` })
  else if (SUPERVISORS.test(verb) && (verb === 'kill' || target === 'all' || target === '')) {
    emit(scene, { kind: 'process', action: verb, target: target || 'all' })
  }
  noteCarriedCommands(scene, call.args)
  return OPAQUE
}

function rowsOf(
  rows: Readonly<Record<string, SystemRow>>,
  programOf: (row: SystemRow) => Program = systemChange,
): ProgramTable {
  return Object.fromEntries(
    Object.entries(rows).flatMap(([names, row]) => Object.entries(named(names, programOf(row)))),
  )
}

/** A program of administration by its name; a file of the project may have the same one. */
function administration(row: SystemRow): Program {
  const change = systemChange(row)
  return (scene, call) => {
    const own = call.path.includes('/') && touch(scene, plain(call.path)).place !== 'system'
    return own ? runUnknownProgram(scene, call) : change(scene, call)
  }
}

/** Programs of administration that no other table knows. */
export const administrationPrograms: ProgramTable = rowsOf(ADMINISTRATION_ROWS, administration)

/** Programs that act on processes, services, accounts and the machine. */
export const systemPrograms: ProgramTable = {
  kill,
  ...named('pkill killall killall5 skill slay xkill fkill', killByName),
  crontab,
  ...named(
    'systemctl service launchctl rc-service rc-update update-rc.d chkconfig initctl supervisorctl sv',
    services,
  ),
  ...named('shutdown reboot poweroff halt init telinit', powerOff),
  ...rowsOf(SYSTEM_ROWS),
  ip,
  ...named('fuser ss', killPort),
  ...named(
    'tmate upterm sshx gotty ttyd wetty shellinabox shellinaboxd teleconsole warp-share gsocket gs-netcat tty-share',
    sharedTerminal,
  ),
  ...named('code code-insiders codium cursor windsurf subl atom', editorProgram),
  ...named('pm2 forever supervisord', supervisor),
  history,
  ...named('claude codex gemini aider opencode cursor-agent amp copilot cline', agentProgram),
  goose,
  [brand.command]: ownProgram,
  ...named('gpg gpg2 security secret-tool keyctl', keys),
  ...named('ssh-keygen ssh-add', keygen),
  mkcert: localCertificates,
  yes: endless,
  ...named('ulimit nice-level', () => OPAQUE),
  ...named('xclip xsel pbcopy wl-copy clip.exe pbpaste wl-paste', clipboard),
}
