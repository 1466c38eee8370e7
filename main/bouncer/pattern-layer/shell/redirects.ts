import type { Redirection } from 'unbash'
import { TAINT } from '../findings.ts'
import { isHarmlessDevice } from '../paths.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  writePaths,
} from '../scene.ts'
import { expandParts, expandText } from './words.ts'

/** What a command's redirections set up before it runs. */
export interface Redirected {
  readonly stdin: Stream
  /** Files that receive standard output. */
  readonly outputs: readonly { readonly target: Field; readonly append: boolean }[]
  /** Standard output leaves the pipeline. */
  readonly captured: boolean
  /** Host that receives standard output, when a network device is written. */
  readonly host: string | null
}

/** Reads the redirections of a command; input is known afterwards, output is settled when it ran. */
export function applyRedirects(
  scene: Scene,
  redirects: readonly Redirection[],
  stdin: Stream,
): Redirected {
  if (redirects.length === 0) return { stdin, outputs: [], captured: false, host: null }
  const outputs: { target: Field; append: boolean }[] = []
  let input = stdin
  let captured = false
  let host: string | null = null
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') {
      input = hereDocument(scene, redirect)
      continue
    }
    if (!redirect.target) continue
    const target = expandText(scene, redirect.target)
    if (redirect.type === 'HereString') {
      input = { text: `${target.text}\n`, taint: target.taint }
      continue
    }
    const socket = networkDevice(target.text)
    if (socket) {
      host = socket
      captured = true
      emit(scene, { kind: 'network', host: socket, direction: 'both' })
      if (redirect.operator === '<' || redirect.operator === '<>') input = DOWNLOADED
      if (redirect.descriptor?.type === 'FileDescriptor') {
        scene.descriptors.set(redirect.descriptor.value, DOWNLOADED)
      }
      continue
    }
    if (redirect.operator === '<' || redirect.operator === '<&') {
      input = inputFrom(scene, redirect.operator, target)
    } else if (isFile(redirect.operator, target.text)) {
      outputs.push({ target, append: redirect.operator.includes('>>') })
      if (writesOutput(redirect)) captured = true
    }
  }
  return { stdin: input, outputs, captured, host }
}

const DOWNLOADED: Stream = { text: null, taint: TAINT.download }

function hereDocument(scene: Scene, redirect: Extract<Redirection, { type: 'HereDoc' }>): Stream {
  const { body, delimiter } = redirect
  if (delimiter?.quoted || !body.parts) {
    const text = redirect.operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text
    return { text, taint: TAINT.none }
  }
  const field = expandParts(scene, body.parts)
  return { text: field.text, taint: field.taint }
}

function inputFrom(scene: Scene, operator: string, target: Field): Stream {
  if (operator === '<&') return scene.descriptors.get(Number(target.text)) ?? OPAQUE
  const held = scene.files.get(target.text)
  if (held) return held
  return isHarmlessDevice(target.text) ? EMPTY : readPaths(scene, [target])
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

function networkDevice(target: string): string | null {
  return /^\/dev\/(?:tcp|udp)\/([^/]+)/.exec(target)?.[1] ?? null
}

/** Settles where output went: files remember it, a network device sends it away. */
export function settleRedirects(scene: Scene, redirected: Redirected, out: Stream): Stream {
  for (const { target, append } of redirected.outputs) {
    writePaths(scene, [target], append ? { ...out, append } : out)
  }
  if (redirected.host !== null && (out.taint & TAINT.secret) !== 0) {
    flow(scene, 'secret-to-network', redirected.host)
  }
  return redirected.captured ? EMPTY : out
}
