import { brand } from '../../../../shared/brand.ts'
import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  writePaths,
} from '../scene.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'

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

/** A job of this shell, or what listens on a port here, is the agent's own business. */
function isOwn(field: Field): boolean {
  return /^(?:\uFFFC|\$)/.test(field.text)
}

const killByName: Program = (scene, call) => {
  const options = readOptions(
    call.args.filter((field) => !/^-(?:\d+|[A-Z]+\d*)$/.test(field.text)),
    { valued: valued('s n u U g P t o signal user') },
  )
  if (options.has('l')) return OPAQUE
  const target = options.operands[0]?.text ?? options.value('u', 'U', 'user')?.text ?? ''
  emit(scene, { kind: 'process', action: call.name, target })
  return OPAQUE
}

function privileged(how: (call: Invocation) => string | null): Program {
  return (scene, call) => {
    const what = how(call)
    if (what) emit(scene, { kind: 'privilege', how: what })
    return OPAQUE
  }
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
  for (const line of (input.text ?? '').split('\n')) {
    const command = line.replace(/^\s*(?:@\w+|(?:\S+\s+){5})/, '')
    if (command !== line) scene.runner.text(fork(scene), command, EMPTY)
  }
  return OPAQUE
}

const services: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const verb = call.name === 'service' ? (words[1] ?? '') : (words[0] ?? '')
  if (
    /^(?:status|list\S*|show|is-\w+|cat|get-default|help|print\w*|list)?$/.test(verb) ||
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
  if (/^(?:init|telinit)$/.test(call.name) && !/^[06]$/.test(level ?? '')) return OPAQUE
  emit(scene, { kind: 'process', action: 'shut down', target: 'the machine' })
  return OPAQUE
}

const mount: Program = (scene, call) => {
  if (call.args.length === 0 || call.args.some((field) => /^-[lV]$/.test(field.text))) return OPAQUE
  emit(scene, { kind: 'privilege', how: call.name })
  return OPAQUE
}

const firewall: Program = (scene, call) => {
  const lists =
    call.args.length === 0 ||
    call.args.every((field) =>
      /^(?:-[LSnvtx]+|status|list|show|ls|filter|nat|--list|--line-numbers|verbose|numbered|ruleset|a|addr|link|route|r)$/.test(
        field.text,
      ),
    )
  if (!lists) emit(scene, { kind: 'privilege', how: `${call.name} changes the network rules` })
  return OPAQUE
}

const history: Program = (_scene, call) => {
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
  if (unguarded) signal(scene, 'unguarded-agent', call.name)
  else if (configures) emit(scene, { kind: 'guard', target: `${call.name} ${call.args[0]?.text}` })
  else if (!call.args.some((field) => /^(?:--version|-v|--help|doctor)$/.test(field.text)))
    signal(scene, 'other-tool', `starts another agent: ${call.name}`)
  return OPAQUE
}

const ownProgram: Program = (scene, call) => {
  const verb = call.args[0]?.text ?? ''
  if (!/^(?:--version|--help|audit|status)$/.test(verb))
    emit(scene, { kind: 'guard', target: `${brand.command} ${verb}` })
  return OPAQUE
}

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
  if (file && options.has('N', 't')) writePaths(scene, [file], OPAQUE)
  return OPAQUE
}

const endless: Program = (_scene, call): Stream => ({
  text: `${call.args[0]?.text ?? 'y'}\n`,
  taint: TAINT.outside,
})

const account: Program = privileged((call) =>
  call.args.some((field) => /^(?:--help|-S|--status)$/.test(field.text))
    ? null
    : `${call.name} changes accounts`,
)

function destroysOnly(pattern: RegExp, how: string): Program {
  return (scene: Scene, call: Invocation): Stream => {
    const found = call.args.find((field) => pattern.test(field.text))
    if (found) emit(scene, { kind: 'privilege', how: `${call.name} ${how}` })
    return OPAQUE
  }
}

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
  ...named('mount umount swapon swapoff losetup', mount),
  ...named('iptables ip6tables nft ufw firewall-cmd pfctl ebtables tc', firewall),
  ...named(
    'useradd userdel usermod groupadd groupdel groupmod adduser deluser passwd chpasswd chage gpasswd newusers visudo vipw chsh chfn',
    account,
  ),
  ...named(
    'insmod rmmod modprobe kexec depmod',
    privileged((call) => `${call.name} changes the kernel`),
  ),
  ...named(
    'setenforce apparmor_parser aa-disable aa-teardown auditctl',
    privileged((call) => `${call.name} weakens the system's protection`),
  ),
  setcap: privileged(() => 'gives a program capabilities'),
  sysctl: destroysOnly(/^-w$|=/, 'changes the kernel'),
  ...named(
    'update-alternatives ldconfig update-grub grub-install efibootmgr dpkg-reconfigure hostnamectl timedatectl localectl',
    destroysOnly(/./, 'changes the system'),
  ),
  history,
  ...named('claude codex gemini aider opencode cursor-agent goose amp copilot cline', agentProgram),
  [brand.command]: ownProgram,
  ...named('gpg gpg2 security secret-tool keyctl', keys),
  ...named('ssh-keygen ssh-add', keygen),
  yes: endless,
  ...named('ulimit nice-level', () => OPAQUE),
  ...named('xclip xsel pbcopy wl-copy clip.exe', () => OPAQUE),
}
