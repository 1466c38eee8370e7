import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type LocalServer,
  type LocalServerDeps,
  startLocalServer,
} from '../../../main/gateway/local-server/start-local-server.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { openPageFiles } from '../../../main/kit/page-files.ts'
import { createSmallApp, type SmallApp } from './small-app.ts'

/** A running server with a small app behind it. */
export interface OpenedServer extends LocalServer {
  readonly app: SmallApp
  readonly origin: string
  ticket(): string
  /** Buys the token of this start. */
  token(): Promise<string>
}

/** A folder like the built page's, with something secret beside it. */
export async function makePage(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'gateway-page-'))
  const folder = join(root, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(folder, 'assets', 'index-abc123.js'), 'export {}')
  await writeFile(join(folder, 'assets', 'font-abc123.woff2'), 'font')
  await writeFile(join(root, 'secret.txt'), 'outside the page')
  return folder
}

/** Starts a server on a free port; whoever opens it stops it. */
export async function openServer(
  options: Partial<LocalServerDeps> & { readonly app?: SmallApp } = {},
): Promise<OpenedServer> {
  const app = options.app ?? createSmallApp()
  const pageFiles = await openPageFiles(await makePage())
  const { dispatch, feeds, logger } = app
  const started = await startLocalServer({
    ...{ dispatch, feeds, logger, clock: systemClock, pageFiles },
    ...options,
  })
  if (!started.ok) throw new Error(started.error.message)
  const server = started.value
  const origin = `http://127.0.0.1:${server.port}`
  const ticket = () =>
    server
      .mintAddress()
      .expose()
      .replace(/^.*#ticket=/, '')
  return {
    ...server,
    app,
    origin,
    ticket,
    async token() {
      const response = await fetch(`${origin}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ ticket: ticket() }),
      })
      const body = (await response.json()) as { token: string }
      return body.token
    },
  }
}
