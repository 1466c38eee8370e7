import type { Redirection, Word } from 'unbash'
import { TAINT } from '../findings.ts'
import { isHarmlessDevice } from '../paths.ts'
import { ordersService } from '../programs/loopback-orders.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  isKnown,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { hostKind } from '../urls.ts'
import { noteForeignRedirects } from './foreign-syntax.ts'
import { cutShort } from './substitutions.ts'
import { setVariable } from './variables.ts'
import { expandText } from './word-parts.ts'
import { expandParts } from './words.ts'

/** What a command's redirections set up before it runs. */
export interface Redirected {
  readonly stdin: Stream
  /** Files that receive standard output. */
  readonly outputs: readonly { readonly target: Field; readonly append: boolean }[]
  /** Standard output leaves the pipeline. */
  readonly captured: boolean
  /** One of them may fail, so that the command does not run at all. */
  readonly fails: boolean
  /** It is not known where standard output goes. */
  readonly unsure: boolean
  /** Standard error goes where standard output went before it was captured. */
  readonly errorsFollow: boolean
  /** Host that receives standard output, when a network device is written. */
  readonly host: string | null
}

/** Reads the redirections of a command; input is known afterwards, output is settled when it ran. */
export function applyRedirects(
  scene: Scene,
  redirects: readonly Redirection[],
  stdin: Stream,
): Redirected {
  const fails = mayFail(redirects)
  const state: State = {
    stdin,
    outputs: [],
    captured: false,
    unsure: false,
    errorsFollow: false,
    host: null,
    fails,
  }
  if (redirects.length > 1) noteForeignRedirects(scene, redirects)
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') {
      state.stdin = place(scene, redirect, {
        data: hereDocument(scene, redirect),
        input: state.stdin,
      })
    } else if (redirect.type === 'HereString') {
      const target = redirect.target ? expandText(scene, redirect.target) : NO_FIELD
      const data = { text: `${target.text}\n`, taint: target.taint }
      state.stdin = place(scene, redirect, { data, input: state.stdin })
    } else if (redirect.target) applyFile(scene, state, redirect)
  }
  return state
}

function mayFail(redirects: readonly Redirection[]): boolean {
  return redirects.some(
    ({ type, target }: { type: string; target?: Word | undefined }) =>
      type === 'Redirect' && !/^(?:\/dev\/null|[012-]|[<>]\([\s\S]*)$/.test(target?.text ?? ''),
  )
}

interface State {
  stdin: Stream
  readonly outputs: { target: Field; append: boolean }[]
  captured: boolean
  unsure: boolean
  errorsFollow: boolean
  host: string | null
  readonly fails: boolean
}

const NO_FIELD: Field = { text: '', glob: false, taint: TAINT.none }

type FileRedirect = Extract<Redirection, { type: 'Redirect' }>

/** A redirection to or from a file, a descriptor or a network device. */
function applyFile(scene: Scene, state: State, redirect: FileRedirect): void {
  const target = redirect.target ? expandText(scene, redirect.target) : NO_FIELD
  const { operator } = redirect
  const socket = networkDevice(target.text)
  const outlet = operator === '>&' ? scene.outlets.get(Number(target.text)) : undefined
  if (socket !== null) connect(scene, state, { redirect, socket })
  else if (operator === '<' || operator === '<&') {
    state.stdin = place(scene, redirect, {
      data: inputFrom(scene, operator, target),
      input: state.stdin,
    })
  } else if (outlet !== undefined) {
    state.host = outlet
    state.captured = true
  } else noteOutput(scene, state, { redirect, target })
}

/** Output to a file, or to what a descriptor was opened for. */
function noteOutput(
  scene: Scene,
  state: State,
  at: { readonly redirect: FileRedirect; readonly target: Field },
): void {
  const { redirect, target } = at
  const { operator } = redirect
  noteErrors(scene, at)
  const opened = operator === '>&' ? scene.targets.get(Number(target.text)) : undefined
  if (opened) state.outputs.push({ target: opened, append: true })
  else if (!isFile(operator, target.text)) {
    noteDuplicate(scene, state, at)
    return
  } else {
    state.outputs.push({ target, append: operator.includes('>>') })
    const number = descriptorNumber(scene, redirect)
    if (number !== null && number > 2) scene.targets.set(number, target)
  }
  if (writesOutput(redirect)) state.captured = true
}

/** Standard error that goes to a file or along with the output may be read there. */
function noteErrors(
  scene: Scene,
  { redirect, target }: { readonly redirect: FileRedirect; readonly target: Field },
): void {
  const { descriptor, operator } = redirect
  const isErrors = descriptor?.type === 'FileDescriptor' && descriptor.value === 2
  const both = operator.startsWith('&') || (operator === '>&' && !/^\d+-?$|^-$/.test(target.text))
  if ((isErrors || both) && !isHarmlessDevice(target.text)) scene.errorsRead = true
}

/** Output that goes to a device, or where another descriptor goes. */
function noteDuplicate(
  scene: Scene,
  state: State,
  { redirect, target }: { readonly redirect: FileRedirect; readonly target: Field },
): void {
  const { descriptor, operator } = redirect
  const number = descriptor?.type === 'FileDescriptor' ? descriptor.value : null
  if (operator !== '>&') {
    if (writesOutput(redirect)) noteDevice(scene, state, target.text)
  } else if (number === 2) {
    if (target.text === '1' && !state.captured) state.errorsFollow = true
  } else if (number === 1 || !descriptor) noteCopied(scene, state, target.text)
}

/** Standard output that goes where another descriptor goes: to standard error, or nobody knows where. */
function noteCopied(scene: Scene, state: State, target: string): void {
  if (/^1-?$/.test(target)) return
  if (target === '-' || (/^2-?$/.test(target) && !scene.errorsRead)) state.captured = true
  else state.unsure = true
}

/** What is written to the null device or a terminal is gone; some devices are the output itself. */
function noteDevice(scene: Scene, state: State, path: string): void {
  if (/^\/dev\/(?:stdout|fd\/1)$/.test(path)) return
  if (/^\/dev\/(?:pts\/|tty)\d/.test(path)) signal(scene, 'other-tool', `writes to ${path}`)
  const gone = /^\/dev\/(?:null|full|zero|tty)$/.test(path)
  const isErrors = /^\/dev\/(?:stderr|fd\/2)$/.test(path)
  if (gone || (isErrors && !scene.errorsRead)) state.captured = true
  else state.unsure = true
}

function connect(
  scene: Scene,
  state: State,
  at: { readonly redirect: FileRedirect; readonly socket: Socket },
): void {
  const { redirect } = at
  const socket = at.socket.host
  state.host = socket
  state.captured = true
  const isOwn = scene.ground.ownPorts.includes(Number(at.socket.port))
  const local = hostKind(socket) === 'local' && isKnown(at.socket.port)
  if (local && isOwn) signal(scene, 'own-port', at.socket.port)
  emit(scene, { kind: 'network', host: socket, direction: local ? 'download' : 'both' })
  if (redirect.operator === '<' || redirect.operator === '<>') state.stdin = DOWNLOADED
  const number = descriptorNumber(scene, redirect)
  if (number === null) return
  scene.descriptors.set(number, DOWNLOADED)
  scene.outlets.set(number, socket)
}

const DOWNLOADED: Stream = { text: null, taint: TAINT.download }

/** Data for a descriptor of its own is kept for later reads; else it is standard input. */
function place(
  scene: Scene,
  redirect: Redirection,
  at: { readonly data: Stream; readonly input: Stream },
): Stream {
  const number = descriptorNumber(scene, redirect)
  if (number === null || number === 0) return at.data
  scene.descriptors.set(number, at.data)
  return at.input
}

/** The descriptor a redirection names; `{name}` gets the next free number, as bash gives it. */
function descriptorNumber(scene: Scene, redirect: Redirection): number | null {
  const { descriptor } = redirect
  if (!descriptor) return null
  if (descriptor.type === 'FileDescriptor') return descriptor.value
  const number = 10 + scene.descriptors.size
  setVariable(scene, descriptor.name, plain(String(number)))
  return number
}

function hereDocument(scene: Scene, redirect: Extract<Redirection, { type: 'HereDoc' }>): Stream {
  const { body, delimiter } = redirect
  if (delimiter?.quoted && delimiter.text.includes('\n')) {
    signal(scene, 'parse-error', 'a quote left open in the delimiter of a here-document')
  }
  if (delimiter?.quoted || !body.parts) {
    const text = redirect.operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text
    const read = delimiter?.quoted ? text : text.replace(/\\([\\$`\n])/g, unescaped)
    return { text: read, taint: TAINT.none }
  }
  const field = expandParts(scene, body.parts)
  return { text: field.text, taint: field.taint }
}

function unescaped(_whole: string, char: string): string {
  return char === '\n' ? '' : char
}

function inputFrom(scene: Scene, operator: string, target: Field): Stream {
  if (operator === '<&') return scene.descriptors.get(Number(target.text)) ?? OPAQUE
  const held = scene.files.get(target.text)
  // A copy: each opening of a file reads it from its start.
  if (held) return { ...held }
  if (isHarmlessDevice(target.text)) return EMPTY
  const { path, place } = touch(scene, target)
  const written = scene.files.get(path)
  const read = readPaths(scene, [target])
  const own = written ? written.own === true : place === 'project'
  return own ? { ...read, own } : read
}

function writesOutput(redirect: Extract<Redirection, { type: 'Redirect' }>): boolean {
  const { descriptor, operator } = redirect
  if (operator.startsWith('&')) return true
  return descriptor?.type === 'FileDescriptor' ? descriptor.value === 1 : descriptor === undefined
}

function isFile(operator: string, target: string): boolean {
  if (operator === '>&' && /^(?:\d+-?|-)$/.test(target)) return false
  return !isHarmlessDevice(target)
}

interface Socket {
  readonly host: string
  readonly port: string
}

function networkDevice(target: string): Socket | null {
  const found = /^\/dev\/(?:tcp|udp)\/([^/]+)(?:\/(.*))?$/s.exec(target)
  return found ? { host: found[1] ?? '', port: found[2] ?? '' } : null
}

/** Settles where output went: files remember it, a network device sends it away. */
export function settleRedirects(scene: Scene, redirected: Redirected, out: Stream): Stream {
  for (const { target, append } of redirected.outputs) {
    writePaths(scene, [target], append ? { ...out, append } : out)
    if (out.text === null) markPrinted(scene, target)
  }
  if (redirected.host !== null) noteSent(scene, redirected.host, out)
  if (redirected.captured) {
    return redirected.errorsFollow ? { text: null, taint: out.taint } : EMPTY
  }
  if (redirected.unsure && out.text !== '') return { text: null, taint: out.taint }
  return redirected.fails ? cutShort(out) : out
}

/** Makes the files unknown that a group writes while it runs; answers how to take that back. */
export function inFlux(scene: Scene, redirected: Redirected): () => void {
  const held = redirected.outputs
    .map(({ target }) => touch(scene, target).path)
    .map((path) => ({ path, before: scene.files.get(path) }))
  const flux: Stream = { text: null, taint: TAINT.none, printed: true }
  for (const { path } of held) scene.files.set(path, flux)
  return () => {
    for (const { path, before } of held) {
      if (scene.files.get(path) !== flux) continue
      if (before) scene.files.set(path, before)
      else scene.files.delete(path)
    }
  }
}

function markPrinted(scene: Scene, target: Field): void {
  const { path } = touch(scene, target)
  const held = scene.files.get(path)
  if (held) scene.files.set(path, { ...held, printed: true })
}

function noteSent(scene: Scene, host: string, out: Stream): void {
  if (hostKind(host) === 'local' && ordersService('', out)) {
    emit(scene, { kind: 'network', host, direction: 'both' })
  }
  if (out.taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  else if (out.taint & TAINT.outside) flow(scene, 'outside-to-network', host)
  else if (out.taint & TAINT.environment) flow(scene, 'environment-to-network', host)
}
