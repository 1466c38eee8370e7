import { EventEmitter } from 'node:events'
import { type Call, recorded } from './recording.ts'

type Handler = (request: Request) => Response | Promise<Response>
type Received = { responseHeaders: Record<string, string | string[]> }
type OnHeaders = (details: object, callback: (reply: Partial<Received>) => void) => void
type Asked = { url: string; method: string; headers: HeadersInit; postData?: string }
const PERMISSIONS = ['session', 'setPermissionCheckHandler', 'setPermissionRequestHandler']

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
    },
    webRequest: {
      onHeadersReceived: (onHeaders: OnHeaders | null) => void Object.assign(hooks, { onHeaders }),
    },
    ...recorded(calls, PERMISSIONS),
  })
  /** `app://name/x` is `https://name.app.localhost/x` there, because Chromium cannot add schemes. */
  const toChromium = (url: string): string => {
    const [, scheme = '', host, rest] = /^([a-z][\w+.-]*):\/\/([^/?#]+)(.*)$/s.exec(url) ?? []
    return schemes.has(scheme) ? `https://${host}.${scheme}.localhost${rest || '/'}` : url
  }
  const fromChromium = (url: string): string => {
    const parts = /^https:\/\/([^/?#]+)\.([\w+-]+)\.localhost(.*)$/s.exec(url) ?? []
    const [, host, scheme = '', rest] = parts
    return schemes.has(scheme) ? `${scheme}://${host}${rest}` : url
  }
  /** The answer of the scheme's handler, with the headers the app makes of it; none without one. */
  const respond = async ({ url, method, headers, postData }: Asked) => {
    const handler = handlers.get(url.slice(0, url.indexOf(':')))
    if (!handler) return undefined
    const response = await handler(new Request(url, { method, headers, body: postData ?? null }))
    const details = { url, responseHeaders: Object.fromEntries(response.headers) }
    const { responseHeaders = details.responseHeaders }: Partial<Received> = await new Promise(
      (resolve) => (hooks.onHeaders ? hooks.onHeaders(details, resolve) : resolve(details)),
    )
    return {
      responseCode: response.status,
      responseHeaders: Object.entries(responseHeaders).flatMap(([name, values]) =>
        [values].flat().map((value) => ({ name, value })),
      ),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    }
  }
  return { session, toChromium, fromChromium, respond }
}
