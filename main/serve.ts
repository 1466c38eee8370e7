import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startErrors } from '../shared/app/errors.ts'
import { brand } from '../shared/brand.ts'
import { type Failure, failure } from '../shared/kit/failure.ts'
import { catchStopSignals, lateStart, type StopSignals } from './commands/stop-signals.ts'
import { type LocalServer, startLocalServer } from './gateway/local-server/start-local-server.ts'
import { systemClock } from './kit/clock.ts'
import { failureJson } from './kit/failure-json.ts'
import { openPageFiles, type PageFiles } from './kit/page-files.ts'
import { nodeErrorSdk } from './os/node/error-sdk.ts'
import { openUrl } from './os/node/open-url.ts'
import { isSingleFile, keychainFile, pageFolder } from './os/node/places.ts'
import { type StartedApp, startApp } from './start-app.ts'

/** How browser mode was asked for. */
export interface ServeOptions {
  readonly home: string
  /** 0: any free one. */
  readonly port: number
  readonly opensBrowser: boolean
  /** Prints one JSON object once it listens, or why it does not. */
  readonly isJson: boolean
}

const say = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

function refuse({ isJson }: ServeOptions, { code, message }: Failure): 1 {
  if (isJson) say(JSON.stringify(failureJson({ code, message })))
  else complain(message)
  return 1
}

function sayStart({ isJson, home }: ServeOptions, server: LocalServer): void {
  if (!isJson) {
    sayAddress(server)
    return
  }
  const address = server.mintAddress().expose()
  say(JSON.stringify({ ok: true, address, port: server.port, home }))
}

function sayAddress(server: LocalServer): void {
  say(`${brand.name} is at ${server.mintAddress().expose()} (good once, for a minute)`)
}

/** An unexpected throw anywhere ends the app in order, so that agents and locks do not outlive it. */
function untilFlaw(started: StartedApp): Promise<'flaw'> {
  return new Promise((resolve) => {
    process.on('uncaughtException', (error) => {
      const incidentId = started.app.logger.incident(error)
      complain(
        `${brand.name} has to stop because of a flaw of its own (${incidentId} in the log). What was written is kept. Start it again.`,
      )
      resolve('flaw')
    })
  })
}

/** Prints a fresh address for each line typed, for a second window or a late one. */
function mintOnEnter(server: LocalServer): () => void {
  if (!process.stdin.isTTY) return () => undefined
  say('Press Enter for a new address, Ctrl-C to stop.')
  process.stdin.on('data', () => sayAddress(server))
  return () => process.stdin.pause()
}

async function openPage(): Promise<PageFiles> {
  const folder = pageFolder(import.meta.dirname)
  const pageFiles = await openPageFiles(folder)
  if ((await pageFiles.find('/')) === null) {
    const code = isSingleFile ? 'start.page-missing-installed' : 'start.page-missing'
    complain(failure(startErrors, code, { path: folder }).message)
  }
  return pageFiles
}

/** A file that an installation lacks is told at the start, not when a key is needed. */
function tellOfLackingKeychain(): void {
  if (keychainFile === null || existsSync(keychainFile)) return
  complain(failure(startErrors, 'start.keychain-missing-installed', { path: keychainFile }).message)
}

/** Runs browser mode until a signal; resolves with the exit code: 0 after an orderly end, that of the signal where a start did not heed it, 1 otherwise. */
export async function serve(options: ServeOptions): Promise<number> {
  const signals = catchStopSignals()
  try {
    return await serveUntil(options, signals)
  } finally {
    // What may still hang is ended by the next signal like any program.
    signals.release()
  }
}

async function serveUntil(options: ServeOptions, signals: StopSignals): Promise<number> {
  const { home } = options
  const starting = startApp({
    ...{ host: 'browser', home, errorSdk: nodeErrorSdk },
    pickFolder: async () => null,
  })
  const started = await Promise.race([starting, lateStart(signals)])
  if (typeof started === 'number') return started
  return started.ok ? serveStarted(options, started.value, signals) : refuse(options, started.error)
}

async function serveStarted(
  options: ServeOptions,
  started: StartedApp,
  signals: StopSignals,
): Promise<0 | 1> {
  const { home, port } = options
  const { app, dispatch, stop } = started
  const flaw = untilFlaw(started)
  tellOfLackingKeychain()
  const server = await startLocalServer({
    ...{ dispatch, feeds: app.feeds, clock: systemClock, port },
    logger: app.logger.child('local-server'),
    pageFiles: await openPage(),
  })
  if (!server.ok) {
    await stop()
    return refuse(options, server.error)
  }
  app.guardPort(server.value.port)
  sayStart(options, server.value)
  if (options.opensBrowser) {
    await openUrl(server.value.mintAddress(), { folder: join(home, 'desktop') })
  }
  const stopMinting = options.isJson ? () => undefined : mintOnEnter(server.value)
  const ended = await Promise.race([signals.came, flaw])
  stopMinting()
  await server.value.stop()
  await stop()
  return ended === 'flaw' ? 1 : 0
}
