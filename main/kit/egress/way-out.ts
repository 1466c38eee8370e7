import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** The proxy of the person's own environment that leads to a host. */
export interface UpstreamProxy {
  readonly url: URL
  /** Headers that it wants of every request. */
  readonly headers: Readonly<Record<string, string>>
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i

/** True for names of this machine, to which no proxy is ever asked. */
export function isLoopback(host: string): boolean {
  return loopback.test(host)
}

/** The proxy that the environment names for an address, as curl reads it; null for the direct way, `unusable` for one that cannot be spoken to: nothing goes past what the person set. */
export function upstreamFor(
  url: URL,
  environment: NodeJS.ProcessEnv | undefined,
): UpstreamProxy | null | 'unusable' {
  if (environment === undefined || isLoopback(url.hostname)) return null
  const { NO_PROXY, no_proxy, HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = environment
  if (isExcepted(url, no_proxy ?? NO_PROXY ?? '')) return null
  const named =
    url.protocol === 'https:' ? (https_proxy ?? HTTPS_PROXY) : (http_proxy ?? HTTP_PROXY)
  return named ? (proxyNamed(named) ?? 'unusable') : null
}

/** The proxies of an environment as Node's own agents take them: with their scheme, without those that cannot be used. */
export function usableProxies(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).flatMap(([name, value]) => {
    if (/^no_proxy$/i.test(name)) return [[name, value]]
    const proxy = /^https?_proxy$/i.test(name) && value ? proxyNamed(value) : null
    return proxy ? [[name, proxy.url.href]] : []
  })
  return Object.fromEntries(kept)
}

function proxyNamed(named: string): UpstreamProxy | null {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(named) ? named : `http://${named}`
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const isSpoken = url.protocol === 'http:' || url.protocol === 'https:'
  return isSpoken && url.hostname !== '' ? proxyAt(url) : null
}

function proxyAt(given: URL): UpstreamProxy {
  const url = new URL(given)
  const [user, password] = [decoded(given.username), decoded(given.password)]
  // What was typed with a bare % is written as others can read it.
  url.username = encodeURIComponent(user)
  url.password = encodeURIComponent(password)
  const pair = Buffer.from(`${user}:${password}`).toString('base64')
  return { url, headers: user === '' ? {} : { 'proxy-authorization': `Basic ${pair}` } }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A bare % stands for itself.
    return text
  }
}

function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.toLowerCase()
  const at = port || (protocol === 'https:' ? '443' : '80')
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true
      const [, name = entry, onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
      const bare = name.replace(/^\*?\./, '')
      const isSame = host === bare || host === `[${bare}]` || host.endsWith(`.${bare}`)
      return isSame && (onlyPort === undefined || onlyPort === at)
    })
}

/** Opens a connection to the first machine of a way: the proxy, or the host itself. */
export function connectTo(first: URL): Socket {
  const isTls = first.protocol === 'https:'
  const host = first.hostname.replace(/^\[|\]$/g, '')
  const port = Number(first.port) || (isTls ? 443 : 80)
  return isTls ? connectTls({ host, port, servername: host }) : connectPlain({ host, port })
}
