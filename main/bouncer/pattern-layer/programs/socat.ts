import { TAINT } from '../findings.ts'
import { baseName } from '../paths.ts'
import {
  emit,
  flow,
  fork,
  isKnown,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
} from '../scene.ts'
import { DOWNLOADED, noteSentSecrets } from './http-clients.ts'
import { languageOf } from './interpreters.ts'
import type { Program } from './program.ts'
import { noteSentSources } from './project-data.ts'
import { isShell } from './shell-names.ts'

/** Whether a command that gets its input from the network would run it; plain filters do not. */
export function givesShell(command: string): boolean {
  const words = command.replace(/["']/g, '').split(/[\s,]+/)
  if (!isKnown(command)) return true
  return words.some((word) => {
    const name = baseName(word)
    return (
      isShell(name) || languageOf(name) !== null || /^(?:cmd|powershell)(?:\.exe)?$/i.test(name)
    )
  })
}

/** Sockets of services of this machine that take orders. */
const CONTROL_SOCKET = /^(?:unix\S*:)?\/(?:var\/)?run\/|\.sock(?:et)?(?:,|$)/i
const NETWORK_END = /(?:tcp|udp|ssl|openssl|socks|sctp|vsock|proxy|dccp|quic)\S*:/i

/** socat joins two ends: what one gives, the other gets. */
export const socat: Program = (scene, call) => {
  const ends = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const network = ends.find((end) => NETWORK_END.test(end)) ?? outletOf(scene, ends)
  const commands = ends.filter((end) => /^(?:exec|system|shell):/i.test(end))
  let taint = call.stdin.taint | fileEnds(scene, ends)
  for (const command of commands) {
    const fed = taint === TAINT.none ? OPAQUE : { text: null, taint }
    taint |= runSocatCommand(scene, command, fed)
  }
  const socket = ends.find((end) => CONTROL_SOCKET.test(end))
  if (socket && !network) signal(scene, 'other-tool', `talks to ${socket}`)
  if (!network) return OPAQUE
  const listens = ends.some((end) => /listen/i.test(end))
  const host = network.split(':')[1] ?? network
  emit(scene, { kind: 'network', host, direction: listens ? 'listen' : 'both' })
  noteSentSecrets(scene, taint, host)
  noteSentSources(scene, taint, host)
  if (commands.some((command) => givesShell(command.replace(/^\w+:/, '')))) {
    flow(scene, 'network-to-shell', network)
  }
  return DOWNLOADED
}

/** What the files among the ends hold. */
function fileEnds(scene: Scene, ends: readonly string[]): number {
  let taint: number = TAINT.none
  for (const end of ends) {
    const match = /^(?:open|file|gopen|rdonly|create?|creat):([^,!]+)(?:.*\bchdir=([^,!]+))?/i.exec(
      end,
    )
    const file = match?.[2] ? `${match[2]}/${match[1]}` : match?.[1]
    if (file) taint |= readPaths(scene, [plain(file)]).taint
  }
  return taint
}

/** The host that a descriptor opened before leads to. */
function outletOf(scene: Scene, ends: readonly string[]): string | undefined {
  for (const end of ends) {
    const number = /^fd:(\d+)|^(\d+)$/i.exec(end)
    const host = number ? scene.outlets.get(Number(number[1] ?? number[2])) : undefined
    if (host !== undefined) return host
  }
  return undefined
}

/** socat takes a backslash away before the command is run. */
function unescaped(text: string): string {
  return text.replace(/^['"]|['"]$/g, '').replace(/\\(.)/g, '$1')
}

function runSocatCommand(scene: Scene, command: string, stdin: Stream): number {
  const [text = ''] = command
    .slice(command.indexOf(':') + 1)
    .split(/,(?:pty|stderr|setsid|sigint|sane|raw|echo|fork)/)
  return scene.runner.text(fork(scene), unescaped(text), stdin).taint
}
