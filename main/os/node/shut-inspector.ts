import { close, url } from 'node:inspector'
import { brand } from '../../../shared/brand.ts'
import type { Notify } from '../../kit/announce.ts'

/** What is known of the debugger of this process. */
export interface ShutInspector {
  /** Tells the person of every try to open it, those before included. */
  tell(notify: Notify): void
}

/**
 * Keeps the debugger of this process shut: through it any program of the account could answer in the
 * person's place. Node opens it at SIGUSR1 unless somebody listens for that signal. One that was open
 * from the start (NODE_OPTIONS, --inspect) is closed where `closesOpen`; the packaged window's Electron
 * is built without those options.
 */
export function shutInspector(closesOpen: boolean): ShutInspector {
  const before: string[] = []
  let take = (message: string): void => {
    before.push(message)
  }
  const wasOpen = closesOpen && url() !== undefined
  if (wasOpen) close()
  if (wasOpen) take(openAtStart)
  if (process.platform !== 'win32') process.on('SIGUSR1', () => take(asked))
  return {
    tell(notify) {
      take = (message) => notify({ level: 'warning', source: 'app', message })
      for (const message of before.splice(0)) take(message)
    },
  }
}

const asked = `A program of your account asked ${brand.name} to open its debugger (signal SIGUSR1). It stays shut. Look at what else runs under your account.`
const openAtStart = `${brand.name} was started with its debugger open (--inspect or NODE_OPTIONS), through which other programs can steer it. It was closed. Look at what starts ${brand.name}.`
