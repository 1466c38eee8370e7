import { brand } from '../../../../shared/brand.ts'
import { TAINT } from '../findings.ts'
import { emit, type Scene, signal } from '../scene.ts'
import type { Act, Printed } from './act.ts'
import { findsOwnProgram } from './own-processes.ts'
import { namesOwnPort } from './own-reach.ts'
import type { Invocation } from './program.ts'

const GUARD = new RegExp(`(?:^|[^\\w.-])(?:claude|codex|bouncer|${brand.command})(?![\\w/])`)
const KEEPERS =
  /(?:^|[^\w-])(?:ssh-agent|gpg-agent|gnome-keyring\S*|keyring|kwalletd?\d*|1password|op-daemon|bitwarden|keepassxc?|chrom(?:e|ium)|firefox|brave|sshd|loginwindow|securityd|lsass|polkitd|sudo)(?![\w])/i

/** Whose numbers a pattern of processes finds. */
function whose(text: string): number {
  const guard = GUARD.test(text) ? TAINT.guard : TAINT.none
  return KEEPERS.test(text) ? guard | TAINT.keepers : guard
}

/** Numbers of processes by a name: whose they are, and that they need not be one's own. */
export const listProcesses: Printed = (scene, call, line) => {
  if (/(?:^| )(?:-P|--ppid|--parent)(?:[ =]|$)/.test(line)) return TAINT.none
  const named = call.name === 'ps' ? TAINT.none : whose(line)
  if (call.name === 'pgrep' && named === TAINT.none && findsOwn(scene, call)) return TAINT.none
  return TAINT.processes | named
}

/** Whether a search by whole command lines finds only what the project started. */
function findsOwn(scene: Scene, call: Invocation): boolean {
  const [first, ...others] = call.args.filter(({ text }) => !text.startsWith('-'))
  const whole = call.args.some(({ text }) => /^(?:-\w*f\w*|--full)$/.test(text))
  return whole && first !== undefined && others.length === 0 && findsOwnProgram(scene, first.text)
}

/** Who uses a device or belongs to a name, as against who listens on a port of the project. */
export const listUsers: Printed = (scene, _call, line) => {
  if (namesOwnPort(scene, line)) return TAINT.guard | TAINT.processes
  return /(?:^| )(?:\/dev\/|-[acu](?: |$)|\+D \/)/.test(line) && !/(?:^| )-i/.test(line)
    ? TAINT.processes
    : TAINT.none
}

/** Whether a search in such a list leaves only what the project started. */
export function findsOwnOnly(scene: Scene, { name, args, stdin }: Invocation): boolean {
  if (!/^[ef]?grep$/.test(name) || !(stdin.taint & TAINT.processes)) return false
  if (stdin.taint & (TAINT.guard | TAINT.keepers)) return false
  const [first, ...others] = args.filter(({ text }) => !/^-[aiFE]+$/.test(text))
  return first !== undefined && others.length === 0 && findsOwnProgram(scene, first.text)
}

/** A search in such a list. */
export const findsProcess: Printed = (scene, call, line) => {
  const listener = namesOwnPort(scene, line) ? TAINT.guard : TAINT.none
  return listener | (call.stdin.taint & TAINT.processes ? whose(line) : TAINT.none)
}

/** Who listens on a port of ours. */
export const listListeners: Printed = (scene, _call, line) =>
  namesOwnPort(scene, line) ? TAINT.guard : TAINT.none

/** Ends the guard, or programs that somebody else may have started. */
export const endProcesses: Act = (scene, call) => {
  let taint = 0
  for (const field of call.args) taint |= field.taint
  if (call.args.some(({ text }) => /^(?:-0|-l|-L)$/.test(text))) return
  if (taint & TAINT.guard) emit(scene, { kind: 'guard', target: `${call.name} the guard` })
  else if (taint & TAINT.processes)
    emit(scene, { kind: 'process', action: 'kill', target: 'programs by their name' })
}

/** Programs that take a process by its name. */
const NAMED_PROCESS =
  /^(?:vmmap|sample|heap|leaks|malloc_history|spindump|footprint|fs_usage|dtruss)$/
const OWN_PROCESS = new RegExp(`^${brand.command}(?:-desktop)?$`, 'i')

/** Looks into the memory of a program that keeps keys, or slows the guard down. */
export const lookInside: Act = (scene, call) => {
  if (NAMED_PROCESS.test(call.name) && call.args.some(({ text }) => OWN_PROCESS.test(text)))
    emit(scene, { kind: 'guard', target: `${call.name} looks into the guard` })
  const inside = call.args.find(({ taint }) => taint & TAINT.keepers)
  if (call.args.some(({ taint }) => taint & TAINT.guard))
    emit(scene, { kind: 'guard', target: `${call.name} looks into the guard` })
  if (inside) signal(scene, 'capture', `${call.name} looks into a program that keeps keys`)
}

const SERVICE = new RegExp(`(?:^|[ ./_-])(?:${brand.command}|bouncer)(?:[ ._@-]|$)`)

/** Stops the guard where it runs as a service. */
export const stopService: Act = (scene, _call, line) => {
  if (!/(?:^| )(?:stop|disable|mask|kill|unload|bootout|remove|delete)(?: |$)/.test(line)) return
  if (SERVICE.test(line)) emit(scene, { kind: 'guard', target: line.slice(0, 80) })
}
