import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  fork,
  OPAQUE,
  plain,
  type Scene,
  type Stream,
  signal,
  writePaths,
} from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import { HOSTED_ROWS } from './hosted-rows.ts'
import { areMadeHere, noteMade } from './made-here.ts'
import { readOptions, valued } from './options.ts'
import { isOwnServer } from './own-servers.ts'
import { PLATFORM_ROWS, type PlatformRow } from './platform-rows.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { runSubcommand } from './runners.ts'
import { noteCarriedCommands } from './unknown-program.ts'
import { changingVerb, isRehearsal } from './verbs.ts'

/** Command lines of clouds, platforms and services: reads pass, everything that changes is named. */
const platform: Program = (scene, call) => {
  const started = runSubcommand(scene, call)
  if (started) return started
  if (isOwnServer(scene, call)) return OPAQUE
  const row = ROWS[call.name] ?? {}
  const words = wordsOf(call, row)
  if (asksForHelp(call) || isRehearsal(call.args) || isLocalStack(scene, call)) return OPAQUE
  if (staysHere(call)) return OPAQUE
  noteTransfers(scene, call, words)
  noteCommands(scene, call)
  const line = words.join(' ')
  if (row.secrets?.test(line)) return handsOutSecret(scene, call.name, line)
  const verb = verbOf(call, row, words)
  if (verb !== null && !isOwnCluster(scene, call, words)) {
    const resource = `${call.name} ${words
      .filter((word) => word !== verb)
      .slice(0, 3)
      .join(' ')}`
    emit(scene, { kind: 'infrastructure', verb: verb.slice(0, 60), resource: resource.trim() })
  }
  return OPAQUE
}

const ROWS: Readonly<Record<string, PlatformRow>> = { ...PLATFORM_ROWS, ...HOSTED_ROWS }

const CLUSTER = { valued: valued('n name p profile image config wait') }

/** Clusters of this machine: making one is ordinary, and the call may end what it made itself. */
function isOwnCluster(scene: Scene, call: Invocation, words: readonly string[]): boolean {
  if (!/^(?:kind|k3d|minikube|ctlptl)$/.test(call.name)) return false
  const options = readOptions(call.args, CLUSTER)
  // `k3d cluster create` says what before it says which; an image that is loaded goes there too.
  const [first = '', second = '', third] = words
  const doing = first === 'cluster' ? second : first
  const own = options.value('n', 'name', 'p', 'profile') ?? options.operands[2]
  const name = own ?? plain(third ?? call.name)
  if (call.name === 'k3d' && `${first} ${second}` === 'image import') return true
  if (/^(?:create|start)$/.test(doing)) {
    noteMade(scene, 'cluster', name)
    return true
  }
  const ends = /^(?:delete|stop)$/.test(doing) && !options.has('all')
  return ends && areMadeHere(scene, 'cluster', [name])
}

function verbOf(call: Invocation, row: PlatformRow, words: readonly string[]): string | null {
  const shared = row.shared && call.args.find((field) => row.shared?.test(field.text))
  if (shared) return shared.text
  const asked = row.asks && call.args.find((field) => row.asks?.test(field.text))
  if (row.reads?.test(words.join(' '))) return asked?.text.startsWith('-') ? asked.text : null
  if (asked) return asked.text
  const verb = changingVerb(words)
  if (verb !== null) return verb
  const flag = call.args.find((field) => CHANGING_FLAG.test(field.text))
  if (flag) return flag.text
  return row.strict && words.length > 0 ? (words[0] ?? null) : null
}

const CHANGING_FLAG =
  /^--(?:delete|remove|destroy|purge|force-delete|unset|drop|rollback|revoke|wipe|reset|terminate)(?:-[\w-]+)?(?:=(?!false)|$)|^-X$/

/** The words of a command line that may be subcommands, without options and their values. */
function wordsOf(call: Invocation, row: PlatformRow): string[] {
  const spec = { valued: valued(row.valued ?? 'region profile project output format namespace') }
  const words: string[] = []
  for (const { text } of readOptions(call.args, spec).operands) {
    if (words.length >= MAX_WORDS) break
    if (/^[A-Za-z][\w:./-]*$/.test(text) && text.length < 60) words.push(text)
    else if (words.length > 1) break
  }
  return words
}

const MAX_WORDS = 6

/** Services of clouds that a program on this machine stands in for. */
function isLocalStack(scene: Scene, call: Invocation): boolean {
  if (!/^(?:aws|awslocal|s3cmd|s5cmd|gsutil|gcloud|az|mc)$/.test(call.name)) return false
  const at = call.args.findIndex(({ text }) =>
    /^--(?:endpoint-url|host|endpoint)(?:=|$)/.test(text),
  )
  const given = call.args[at]?.text.split('=')[1] ?? (at < 0 ? undefined : call.args[at + 1]?.text)
  const address = given ?? scene.variables.get('AWS_ENDPOINT_URL')?.values[0]
  return address !== undefined && hostKind(readAddress(address).host) === 'local'
}

/** Whether a call only gives a trial service of this machine something new, and takes nothing away. */
function staysHere({ name, args }: Invocation): boolean {
  const has = (shape: RegExp): boolean => args.some(({ text }) => shape.test(text))
  const first = args[0]?.text ?? ''
  if (name === 'wrangler' && /^(?:d1|kv|r2|dev)\b/.test(first))
    return has(/^--local$/) && !has(/^--remote$|^--env/)
  const after = (shape: RegExp): string | undefined => {
    const at = args.findIndex(({ text }) => shape.test(text))
    return at < 0 ? undefined : (args[at]?.text.split('=')[1] ?? args[at + 1]?.text ?? '')
  }
  if (/^(?:vault|consul|nomad)$/.test(name))
    return /^(?:server|agent)$/.test(first) && has(/^-dev$/)
  if (name === 'mosquitto_pub') return isLoopback(after(/^(?:-h|--host|-L)$/) ?? 'localhost')
  if (!/^kafka-topics(?:\.sh)?$/.test(name) || has(/^--(?:delete|alter)/)) return false
  return has(/^--create$/) && isLoopback(after(/^--bootstrap-server(?:=|$)/))
}

function isLoopback(address: string | undefined): boolean {
  if (address === undefined || address === '') return false
  return address.split(',').every((one) => hostKind(readAddress(one).host) === 'local')
}

/** `--help` counts where nobody could have meant it as a value. */
function asksForHelp(call: Invocation): boolean {
  const help = /^(?:--help|-h|--version|help)$/
  return (
    help.test(call.args.at(-1)?.text ?? '') || /^--(?:help|version)$/.test(call.args[0]?.text ?? '')
  )
}

function handsOutSecret(scene: Scene, name: string, line: string): Stream {
  signal(scene, 'other-tool', `reads a stored secret: ${name} ${line}`.slice(0, 120))
  return { text: null, taint: TAINT.secret }
}

const BUCKET = /^(?:s3|gs|az|b2|minio|oss|cos):\/\//

/** Copies from this machine to a bucket. */
function noteTransfers(scene: Scene, call: Invocation, words: readonly string[]): void {
  if (!/^(?:aws|gsutil|gcloud|s3cmd|s5cmd|b2|azcopy|mc)$/.test(call.name)) return
  if (!words.some((word) => /^(?:cp|mv|sync|rsync|put|upload|copy|mirror)$/.test(word))) return
  const target = call.args.filter((field) => !field.text.startsWith('-')).at(-1)?.text ?? ''
  if (BUCKET.test(target) || /^(?:put|upload)$/.test(words[0] ?? '')) {
    emit(scene, { kind: 'network', host: target.slice(0, 80), direction: 'upload' })
  } else if (/^[./~]/.test(target)) {
    writePaths(scene, [{ text: target, glob: false, taint: TAINT.none }], OPAQUE)
  }
}

/** Hooks and commands in options run on this machine. */
function noteCommands(scene: Scene, call: Invocation): void {
  if (!call.args.some((field) => /hook|script|command|exec|shell|ssh/.test(field.text))) return
  noteCarriedCommands(scene, call.args)
  for (const [at, field] of call.args.entries()) {
    if (!/^--(?:[\w-]+-)?(?:hook|command|exec|editor|pager)$/.test(field.text)) continue
    const value = call.args[at + 1]
    if (value) scene.runner.text(fork(scene), value.text, EMPTY)
  }
}

/** Services whose command lines follow the resource and verb pattern. */
export const platformPrograms: ProgramTable = named(Object.keys(ROWS).join(' '), platform)
