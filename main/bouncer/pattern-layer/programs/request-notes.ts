import { emit, type Field, type Scene, signal, touch } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import type { Options } from './options.ts'

/** Protocols that nobody fetches pages with; raw ones reach services that were never meant to be asked. */
export function noteProtocol(scene: Scene, url: Field, host: string): void {
  const { scheme } = readAddress(url.text)
  if (!/^(?:gopher|dict|telnet|tftp|smtp|ldap|scp|sftp)$/.test(scheme)) return
  signal(scene, 'suspicious-url', `an unusual protocol: ${url.text.slice(0, 60)}`)
  const inside = /^(?:local|private)$/.test(hostKind(host))
  if (inside && /^(?:gopher|dict)$/.test(scheme)) signal(scene, 'internal-service', host)
}

const CREDENTIAL_HEADER =
  /^(?:authorization|cookie|x-api-key|x-auth-token|private-token|api-key)\s*:/i

/** Credentials over a connection that anybody on the way can read. */
export function noteOpenCredentials(scene: Scene, options: Options, urls: readonly Field[]): void {
  const named =
    options.value('u', 'user', 'oauth2-bearer', 'b', 'cookie') ??
    options.values('H', 'header').find((field) => CREDENTIAL_HEADER.test(field.text))
  if (!named) return
  const open = urls.find((url) => {
    const { scheme, host } = readAddress(url.text)
    return (
      scheme === 'http' &&
      hostKind(host) === 'public' &&
      /\w\.\w{2,}$/.test(host) &&
      !OWN_NAME.test(host)
    )
  })
  if (open)
    signal(scene, 'insecure-transport', `credentials in the open: ${open.text.slice(0, 80)}`)
}

const OWN_NAME = /\.(?:local|localhost|test|internal|lan|home|docker|svc|cluster)$/

/** A name in the head that is not the one in the address leads the request elsewhere. */
export function noteHostHeader(scene: Scene, options: Options, host: string): void {
  const named = options
    .values('H', 'header')
    .map((field) => /^host\s*:\s*([\w.-]+)/i.exec(field.text)?.[1])
    .find((name) => name !== undefined)
  if (named === undefined || hostKind(host) !== 'public' || host === '' || named === host) return
  signal(scene, 'suspicious-url', `another host in the head: ${named}`)
}

/** Orders to the daemon of containers, which acts as root; looking is another thing. */
export function noteSocket(
  scene: Scene,
  request: {
    readonly options: Options
    readonly host: string
    readonly bodies: readonly Field[]
  },
): void {
  const { options, host, bodies } = request
  const socket = options.value('unix-socket', 'abstract-unix-socket')
  if (!socket) return
  emit(scene, { kind: 'read', paths: [touch(scene, socket)] })
  if (!/docker|containerd|podman/.test(socket.text)) return
  const method = options.value('X', 'request')?.text.toUpperCase() ?? 'GET'
  if (bodies.length > 0 || method !== 'GET' || hostKind(host) !== 'local') {
    signal(scene, 'container-escape', socket.text)
  }
  if (bodies.some(({ text }) => TAKES_MACHINE.test(text)))
    signal(scene, 'machine-takeover', 'a container with the whole machine')
}

const TAKES_MACHINE =
  /"Privileged"\s*:\s*true|"(?:Binds|Mounts|Source)"\s*:\s*(?:\[\s*)?"\/(?::|"|(?:etc|root|home|var\/run\/docker\.sock)\b)|"(?:PidMode|NetworkMode|IpcMode)"\s*:\s*"host"|SYS_ADMIN/

const PROXIES = [
  'x',
  'proxy',
  'preproxy',
  'socks4',
  'socks4a',
  'socks5',
  'socks5-hostname',
  'proxy1.0',
  'haproxy-clientip',
  'doh-url',
] as const

/** Other machines that a request is sent through or to. */
export function noteDetours(scene: Scene, options: Options): void {
  for (const proxy of options.values(...PROXIES)) {
    const { host } = readAddress(proxy.text)
    if (host !== '' && hostKind(host) === 'public') signal(scene, 'insecure-transport', host)
  }
  for (const field of options.values('resolve', 'connect-to')) {
    const host = detourHost(field.text)
    const kind = hostKind(host)
    if (kind === 'metadata') signal(scene, 'metadata-service', host)
    else if (kind === 'public' && host !== '') {
      signal(scene, 'suspicious-url', `another machine answers: ${host}`)
    }
  }
}

/** The address in `name:port:address` and `name:port:other:port`. */
function detourHost(text: string): string {
  const rest = text.replace(/^\+?[^:]*:\d*:/, '')
  return rest.replace(/:\d*$/, '').replace(/^\[|\]$/g, '')
}
