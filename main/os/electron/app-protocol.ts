import { brand } from '../../../shared/brand.ts'
import type { PageFiles } from '../../kit/page-files.ts'
import { cacheControl, pageHeaders } from '../../kit/page-policy.ts'

/** What Electron must know of the page's scheme before it is ready. */
export const pageScheme = {
  scheme: brand.scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const

const refused = (status: number) => new Response(null, { status, headers: pageHeaders })

/** Answers the page's own addresses with its built files, and nothing else. */
export function createAppProtocol(pageFiles: PageFiles): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    if (method !== 'GET') return refused(405)
    if (!url.startsWith(`${brand.origin}/`)) return refused(403)
    const file = await pageFiles.find(new URL(url).pathname)
    if (!file) return refused(404)
    const headers = {
      ...pageHeaders,
      'content-type': file.contentType,
      'cache-control': cacheControl(file.isImmutable),
    }
    return new Response(Uint8Array.from(file.bytes), { status: 200, headers })
  }
}
