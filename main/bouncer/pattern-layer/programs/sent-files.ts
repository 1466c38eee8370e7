import type { Effect } from '../../../../shared/bouncer/model.ts'
import { TAINT } from '../findings.ts'
import { type Field, flow, plain, type Scene, touch } from '../scene.ts'
import { hostKind } from '../urls.ts'
import type { Invocation } from './program.ts'

/** Programs that judge themselves what they send, or start others that do. */
const JUDGED_ELSEWHERE = new Set(
  'curl curlie wget wget2 http https xh xhs git ssh autossh mosh sudo doas env xargs find fd parallel timeout nohup time nice sh bash zsh dash ksh fish eval source . exec command'.split(
    ' ',
  ),
)

/** Options that say who calls rather than what is sent. */
export const CREDENTIAL_OPTION =
  /^-(?:i|k|-?[\w-]*(?:key|cert|identity|config|credential|token|password|passphrase|passfile|auth|login|account|profile|env|vault|netrc|cookie|ca|rc)[\w-]*)$/i

/**
 * Secrets among the arguments or in the input of a program that reaches another machine leave with it,
 * whatever the option is called that names them. `from` is where the program's own effects begin.
 */
export function noteSentFiles(scene: Scene, call: Invocation, from: number): void {
  const { effects } = scene.findings
  if (effects.length === from || JUDGED_ELSEWHERE.has(call.name)) return
  const remote = remoteOf(effects, from, call)
  if (remote === null || hostKind(remote.host) === 'local') return
  let taint = remote.keeps ? TAINT.none : call.stdin.taint
  if (!remote.keeps) for (const field of call.args) taint |= field.taint
  if (taint & TAINT.secret || holdsSent(scene, call, remote)) {
    flow(scene, 'secret-to-network', remote.host)
  }
}

/** Secrets that a program whose purpose is to send them on is given; another machine of this one gets nothing. */
export function noteSecretsSent(scene: Scene, call: Invocation): void {
  // Keys of it look like paths.
  if (call.name === 'etcdctl' && !call.args.some(({ text }) => text === 'put')) return
  const remote = remoteArgument(call.args) ?? { host: call.name }
  if (hostKind(remote.host) === 'local') return
  if (KEEPS_SECRETS.test(`${call.args[0]?.text} ${call.args[1]?.text}`)) return
  let { taint } = call.stdin
  for (const [at, field] of call.args.entries()) {
    const option = call.args[at - 1]?.text ?? ''
    if (!CREDENTIAL_OPTION.test(option) && !AUTHORIZES.test(field.text)) taint |= field.taint
  }
  if (taint & TAINT.secret || holdsSent(scene, call, remote)) {
    flow(scene, 'secret-to-network', remote.host)
  }
}

const AUTHORIZES = /^(?:-H)?(?:authorization|x-api-key|proxy-authorization|cookie)\s*:/i

/** A service that is not told to copy gets what a file holds, not all of a home. */
function holdsSent(scene: Scene, call: Invocation, remote: Remote): boolean {
  const whole = !remote.keeps || remote.copies === true
  return call.args.some((_field, at) => isSecret(scene, call.args, { at, whole }))
}

interface Remote {
  readonly host: string
  /** A service of the person's own, whose verbs are judged by themselves and which may keep secrets. */
  readonly keeps?: boolean
  /** Says that it copies something there. */
  readonly copies?: boolean
}

/** The machine or service that the program reaches; null when it reaches none. */
function remoteOf(effects: readonly Effect[], from: number, call: Invocation): Remote | null {
  let isUnknown = false
  for (let at = from; at < effects.length; at++) {
    const effect = effects[at] as Effect
    const found = reachedBy(effect, call)
    if (found !== undefined) return found
    isUnknown ||= effect.kind === 'execute' && effect.program === call.path
  }
  return isUnknown ? remoteArgument(call.args) : null
}

/** What one effect reaches: null when that is nothing outside, undefined when it does not say. */
function reachedBy(effect: Effect, call: Invocation): Remote | null | undefined {
  switch (effect.kind) {
    case 'network':
      if (effect.direction === 'download') return undefined
      return effect.direction === 'listen' ? null : { host: effect.host }
    case 'infrastructure':
      return KEEPS_SECRETS.test(`${call.args[0]?.text} ${call.args[1]?.text}`)
        ? null
        : {
            host: call.name,
            keeps: true,
            copies: call.args.some((field) => COPIES.test(field.text)),
          }
    case 'database':
      return remoteArgument(call.args)
    default:
      return undefined
  }
}

const COPIES =
  /^(?:cp|copy|copyto|sync|put|upload|push|backup|mirror|mv|move|moveto|rsync|scp|send|archive|snapshot|create)$/
const KEEPS_SECRETS =
  /\b(?:secrets?|login|auth|ssh-keys?|keys?|import|kms|vault|keyvault|certs?|credentials?|key-?pairs?)\b/

const HOST_OPTION = /^-(?:h|n|H|-(?:host|hostname|server|broker|url|uri|endpoint|remote))$/
const HOST = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/
const ADDRESS = /^(?:[a-z][\w+.-]*:\/\/|[\w.-]+@)[\w[]|^(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$/i

/** Another machine that the arguments name. */
function remoteArgument(args: readonly Field[]): Remote | null {
  for (const [at, { text }] of args.entries()) {
    const before = args[at - 1]?.text ?? ''
    const named = HOST_OPTION.test(before) && HOST.test(text)
    if (named || (ADDRESS.test(text) && !text.startsWith('file:'))) return { host: hostOf(text) }
  }
  return null
}

function hostOf(text: string): string {
  return (
    text
      .replace(/^[a-z][\w+.-]*:\/\//i, '')
      .replace(/^[^@/]*@/, '')
      .split(/[/:]/)[0] ?? text
  )
}

/** Whether an argument names a file of secrets outside the project, or everything of the person. */
function isSecret(
  scene: Scene,
  args: readonly Field[],
  { at, whole: countsWhole }: { readonly at: number; readonly whole: boolean },
): boolean {
  const field = args[at] as Field
  const { text } = field
  if (text.length > 300 || /\s/.test(text)) return false
  const equals = text.startsWith('-') ? text.indexOf('=') : -1
  const option = equals > 0 ? text.slice(0, equals) : (args[at - 1]?.text ?? '')
  if (CREDENTIAL_OPTION.test(option)) return false
  const name = /^(?:--?[\w-]+=)?(?:[\w.-]*=)?(?:@|fileb?:\/\/)?([~/.].*)$/.exec(text)?.[1]
  if (name === undefined) return false
  const { path, place, secret } = touch(scene, { ...plain(name), glob: field.glob })
  const { home } = scene.ground
  const bare = countsWhole && text === name
  const whole =
    bare && (path === home || path === '/' || home.startsWith(`${path}/`) || path === `${home}/*`)
  return whole || (secret === true && place !== 'project' && place !== 'temporary')
}
