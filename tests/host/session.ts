import { EventEmitter } from 'node:events'
import { type Call, recorded } from './recording.ts'

type Handler = (request: Request) => Response | Promise<Response>
type Headers = Record<string, string | string[]>
type Received = { url: string; statusCode: number; responseHeaders: Headers }
type OnHeaders = (details: Received, callback: (reply: Partial<Received>) => void) => void
type Paused = { url: string; method: string; headers: HeadersInit; postData?: string }

/** `session.defaultSession` with its `protocol`, and what the host asks of both. */
export function createSession(calls: Call[]) {
  const schemes = new Set<string>()
  const handlers = new Map<string, Handler>()
  const hooks: { onHeaders: OnHeaders | null } = { onHeaders: null }
  const session = Object.assign(new EventEmitter(), {
    protocol: {
      registerSchemesAsPrivileged: (list: { scheme: string }[]): void => {
        for (const { scheme } of list) schemes.add(scheme)
      },
      handle: (scheme: string, handler: Handler) => void handlers.set(scheme, handler),
      unhandle: (scheme: string) => void handlers.delete(scheme),
      isProtocolHandled: (scheme: string) => handlers.has(scheme),
    },
    webRequest: {
      onHeadersReceived: (onHeaders: OnHeaders | null) => void Object.assign(hooks, { onHeaders }),
    },
    ...recorded(calls, ['session', 'setPermissionCheckHandler', 'setPermissionRequestHandler']),
  })
  /** `app://name/x` is `https://name.app.localhost/x` there, because Chromium cannot add schemes. */
  const toChromium = (url: string): string => {
    const [, scheme = '', host, rest] = /^([a-z][\w+.-]*):\/\/([^/?#]+)(.*)$/s.exec(url) ?? []
    return schemes.has(scheme) ? `https://${host}.${scheme}.localhost${rest || '/'}` : url
  }
  const fromChromium = (url: string): string => {
    const mapped = /^https:\/\/([^/?#]+)\.([\w+-]+)\.localhost(.*)$/s.exec(url) ?? []
    const [, host, scheme = '', rest] = mapped
    return schemes.has(scheme) ? `${scheme}://${host}${rest}` : url
  }
  /** The answer of the scheme's handler, with the headers the app makes of it; none without one. */
  const respond = async ({ url, method, headers, postData }: Paused) => {
    const handler = handlers.get(url.slice(0, url.indexOf(':')))
    if (!handler) return undefined
    const response = await handler(new Request(url, { method, headers, body: postData ?? null }))
    const responseHeaders = Object.fromEntries(response.headers)
    const details = { url, statusCode: response.status, responseHeaders }
    const reply = await new Promise<Partial<Received>>((resolve) =>
      hooks.onHeaders ? hooks.onHeaders(details, resolve) : resolve(details),
    )
    const pairs = Object.entries(reply.responseHeaders ?? responseHeaders)
    return {
      responseCode: response.status,
      responseHeaders: pairs.flatMap(([name, list]) =>
        [list].flat().map((value) => ({ name, value })),
      ),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    }
  }
  return { session, toChromium, fromChromium, respond }
}
