import { readdir, readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { isMissing } from './system-code.ts'

/** One file of the built page. */
export interface PageFile {
  readonly contentType: string
  /** True when its name holds a hash of its contents, so that it never changes. */
  readonly isImmutable: boolean
  readonly bytes: Uint8Array
}

/** The built page, looked up by the path of a URL. */
export interface PageFiles {
  /** The file at the path; the page itself for a path of the app such as `/session/1`; null when there is none. */
  find(urlPath: string): Promise<PageFile | null>
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
}
const page = '/index.html'
const relistAfterMs = 1_000

async function listFolder(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if (isMissing(error)) return []
      throw error
    },
  )
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const isServed = entry.isFile() && extname(entry.name) in contentTypes
    if (isServed) found.set(path.slice(folder.length).replaceAll(sep, '/'), path)
  }
  return found
}

/**
 * Answers only with what a listing of the folder holds, so that no path, however it is written,
 * leads out of it; links are not followed. A build meanwhile is noticed: a miss lists anew, at
 * most once a second.
 */
export async function openPageFiles(folder: string): Promise<PageFiles> {
  let paths = await listFolder(folder)
  let listedAt = performance.now()

  const look = async (key: string): Promise<string | undefined> => {
    const isFresh = performance.now() - listedAt < relistAfterMs
    if (paths.has(key) || isFresh) return paths.get(key)
    listedAt = performance.now()
    paths = await listFolder(folder)
    return paths.get(key)
  }

  return {
    async find(urlPath) {
      const isAppPath = !(extname(urlPath) in contentTypes)
      const key = isAppPath ? page : urlPath
      const path = await look(key)
      if (path === undefined) return null
      const isImmutable = key.startsWith('/assets/')
      const contentType = contentTypes[extname(path)] ?? 'application/octet-stream'
      return { contentType, isImmutable, bytes: await readFile(path) }
    },
  }
}
