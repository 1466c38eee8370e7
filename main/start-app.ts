import { homedir } from 'node:os'
import { startErrors } from '../shared/app/errors.ts'
import { type Failure, failure } from '../shared/kit/failure.ts'
import { err, ok, type Result } from '../shared/kit/result.ts'
import type { App } from './app/app.ts'
import { compose } from './app/compose.ts'
import type { Ports } from './app/ports.ts'
import { createDispatch, type Dispatch } from './gateway/dispatch.ts'
import type { ErrorSdkPort } from './kit/error-sdk.ts'
import { systemCode } from './kit/system-code.ts'
import { type HomeLock, leftoverSentence, lockHome } from './os/node/home-lock.ts'
import { createKeychain } from './os/node/keychain.ts'
import {
  commandFiles,
  hookProgram,
  operatorFile,
  programFolder,
  runsFromSource,
} from './os/node/places.ts'
import { createPtyPort } from './os/node/pty.ts'
import { shutInspector } from './os/node/shut-inspector.ts'

/** The app behind its lock, ready for the doors of either host. */
export interface StartedApp {
  readonly app: App
  readonly dispatch: Dispatch
  /** Stops the app, then lets the home go; takes `stopMs` at most. */
  stop(): Promise<void>
}

/** What a host chooses. */
export interface StartOptions {
  readonly host: Ports['host']
  readonly home: string
  readonly pickFolder: Ports['pickFolder']
  readonly emptyCaches?: () => Promise<void>
  readonly errorSdk: ErrorSdkPort
  /** True for a command that starts the app for one errand and ends it. */
  readonly isErrand?: boolean
  /** What is not done where the home cannot be written, for the sentence about it; “started” unless said. */
  readonly done?: string
}

/** Longer than an agent is given to end in order. */
const stopMs = 15_000

/** Locks the home and composes the app; fails with the sentence that the person needs. */
export async function startApp(options: StartOptions): Promise<Result<StartedApp, Failure>> {
  const { host, home } = options
  const { done = 'started' } = options
  const inspector = options.isErrand ? null : shutInspector(host === 'browser')
  const lock = await lockHome({ home, host, done })
  if (!lock.ok) return lock
  const app = await composeLocked(options, lock.value)
  if (!app.ok) return app
  const { logger, notify, handlers } = app.value
  inspector?.tell(notify)
  const { leftover } = lock.value
  if (leftover) notify({ level: 'info', source: 'app', message: leftoverSentence(leftover) })
  const log = logger.child('gateway')
  const dispatch = createDispatch({ handlers, logger: log, checksOutput: runsFromSource })
  return ok({ app: app.value, dispatch, stop: () => stop(app.value, lock.value) })
}

async function composeLocked(options: StartOptions, lock: HomeLock): Promise<Result<App, Failure>> {
  try {
    const keychain = createKeychain()
    const userHome = homedir()
    const environment = process.env
    const operator = operatorFile(environment)
    const own = { userHome, environment, keychain, operatorFile: operator, programFolder }
    const programs = {
      commandFiles: commandFiles(environment),
      hookProgram: hookProgram(environment),
      pty: createPtyPort(),
    }
    return ok(await compose({ ...options, ...own, ...programs }))
  } catch (error) {
    await lock.release()
    return err(whyNotStarted(error, options))
  }
}

/** What the system says when a folder takes nothing more. */
const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'])

/** A full or read-only disk shows itself at the start, and files that lie as this app never leaves them; anything else is a flaw of ours and is thrown. */
function whyNotStarted(error: unknown, { home, done = 'started' }: StartOptions): Failure {
  const cause = systemCode(error)
  if (!(error instanceof Error) || !/^E[A-Z]+$/.test(cause)) throw error
  if (unwritable.has(cause) || !('path' in error)) {
    return failure(startErrors, 'start.home-unwritable', { home, done, cause })
  }
  return failure(startErrors, 'start.home-odd', { path: String(error.path), done, cause })
}

async function stop(app: App, lock: HomeLock): Promise<void> {
  const timedOut = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => timedOut.resolve('late'), stopMs)
  const ended = await Promise.race([app.stop(), timedOut.promise])
  clearTimeout(timer)
  // What still runs may still write: the home stays ours until the process is gone.
  if (ended === 'late') app.logger.warn('the app did not stop in time', { stopMs })
  else await lock.release()
}
