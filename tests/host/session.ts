import { EventEmitter } from 'node:events'
import { type Call, recorded } from './recording.ts'

type Handler = (request: Request) => Response | Promise<Response>
type Headers = Record<string, string | string[]>
type Reply = { responseHeaders?: Headers }
type OnHeaders = (details: object, callback: (reply: Reply) => void) => void
type Asked = { url: string; method: string; headers: HeadersInit; postData?: string }

/** `session.defaultSession` with its `protocol`, and what the host asks of both. */
export function createSession(calls: Call[]) {
  const schemes = new Set<string>()
  const handlers = new Map<string, Handler>()
  const hooks: { onHeaders?: OnHeaders } = {}
  const session = Object.assign(new EventEmitter(), {
    protocol: {
      registerSchemesAsPrivileged: (list: { scheme: string }[]) =>
        list.forEach(({ scheme }) => void schemes.add(scheme)),
      handle: (scheme: string, handler: Handler) => void handlers.set(scheme, handler),
    },
    webRequest: {
      onHeadersReceived: (onHeaders: OnHeaders) => void Object.assign(hooks, { onHeaders }),
    },
    ...recorded(calls, 'session setPermissionCheckHandler setPermissionRequestHandler'),
    ...recorded(calls, 'session clearCache clearCodeCaches', Promise.resolve()),
  })
  /** `app://name/x` is `https://name.app.localhost/x` there, because Chromium cannot add schemes. */
  const toChromium = (url: string): string => {
    const [, scheme = '', host, rest] = /^(\w+):\/\/([^/?#]+)(.*)$/s.exec(url) ?? []
    return schemes.has(scheme) ? `https://${host}.${scheme}.localhost${rest || '/'}` : url
  }
  const fromChromium = (url: string): string => {
    const mapped = /^https:\/\/([^/?#]+)\.(\w+)\.localhost(.*)$/s
    const [, host, scheme = '', rest] = mapped.exec(url) ?? []
    return schemes.has(scheme) ? `${scheme}://${host}${rest}` : url
  }
  /** The answer of the scheme's handler, with the headers the app makes of it; none without one. */
  const respond = async ({ url, method, headers, postData }: Asked) => {
    const handler = handlers.get(url.slice(0, url.indexOf(':')))
    if (!handler) return undefined
    const response = await handler(new Request(url, { method, headers, body: postData ?? null }))
    const given: Headers = Object.fromEntries(response.headers)
    const { onHeaders = (_, reply) => reply({}) } = hooks
    const { responseHeaders = given } = await new Promise<Reply>((resolve) =>
      onHeaders({ url, responseHeaders: given }, resolve),
    )
    return {
      responseCode: response.status,
      responseHeaders: Object.entries(responseHeaders).map(([name, of]) => ({
        name,
        value: `${of}`,
      })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    }
  }
  const originOf = (url: string) => /^\w+:\/\/[^/?#]+/.exec(url)?.[0] ?? 'null'
  return { session, toChromium, fromChromium, originOf, respond }
}
