import { EventEmitter } from 'node:events'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { flagValue } from './chromium.ts'
import { takeInstanceLock } from './instance-lock.ts'
import { type Call, hostEvent, recorded } from './recording.ts'

/** The flags before the app on the command line, the app's folder and its package.json. */
export interface Launch {
  readonly flags: readonly string[]
  readonly appPath: string
  readonly manifest: { name?: string; productName?: string; version?: string }
}

interface AppDeps {
  readonly calls: Call[]
  readonly windows: () => readonly { close(): void; destroy(): void }[]
  /** Ends Chromium, then this process. */
  readonly leave: (code: number) => void
}

/** `app`: lifecycle in Electron's order, paths, single instance; and the host's levers on it. */
export function createApp(launch: Launch, { calls, windows, leave }: AppDeps) {
  const flags = [...launch.flags]
  const { name, productName = name ?? 'Electron', version = '0.0.0' } = launch.manifest
  const appData = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
  const paths: Record<string, string> = { appData, home: homedir(), temp: tmpdir() }
  paths.userData = join(appData, productName)
  const ready = Promise.withResolvers<void>()
  let phase: 'starting' | 'ready' | 'quitting' | 'gone' = 'starting'
  let lock: ReturnType<typeof takeInstanceLock> | undefined

  const isPrevented = (type: string): boolean => {
    const event = hostEvent()
    app.emit(type, event)
    return event.defaultPrevented
  }
  const areWindowsClosed = (): boolean => {
    for (const window of [...windows()]) window.close()
    return windows().length === 0
  }
  const finish = async (code: number): Promise<void> => {
    phase = 'gone'
    app.emit('quit', hostEvent(), code)
    await lock?.told
    leave(code)
  }
  const onSecond = (other: { argv: readonly string[]; cwd: string; data: unknown }) =>
    app.emit('second-instance', hostEvent(), other.argv, other.cwd, other.data)
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    commandLine: {
      appendSwitch: (key: string, value = '') => void flags.push(`--${key}${value && `=${value}`}`),
      hasSwitch: (key: string) => flagValue(flags, key) !== undefined,
      getSwitchValue: (key: string) => flagValue(flags, key) ?? '',
    },
    getName: () => productName,
    getVersion: () => version,
    getAppPath: () => launch.appPath,
    isReady: () => phase !== 'starting',
    whenReady: () => ready.promise,
    getPath: (key: string): string => {
      if (!paths[key]) throw new Error(`stand-in host: app.getPath('${key}') is not offered`)
      return paths[key]
    },
    setPath: (key: string, path: string) => void Object.assign(paths, { [key]: path }),
    requestSingleInstanceLock: (data: unknown = {}): boolean => {
      const us = { argv: process.argv, cwd: process.cwd(), data }
      if (!lock?.isOurs) lock = takeInstanceLock(app.getPath('userData'), us, onSecond)
      return lock.isOurs
    },
    hasSingleInstanceLock: () => lock?.isOurs === true,
    releaseSingleInstanceLock: (): void => {
      lock?.release()
      lock = undefined
    },
    quit: (): void => {
      if (phase === 'quitting' || phase === 'gone') return
      const before = phase
      phase = 'quitting'
      const isOver = !isPrevented('before-quit') && areWindowsClosed() && !isPrevented('will-quit')
      if (isOver) void finish(0)
      else phase = before
    },
    exit: (code = 0): void => {
      phase = 'quitting'
      for (const window of [...windows()]) window.destroy()
      void finish(code)
    },
    ...recorded(calls, ['app', 'setAsDefaultProtocolClient'], true),
    ...recorded(calls, ['app', 'enableSandbox', 'focus', 'relaunch', 'setAppUserModelId']),
  })
  const start = (): void => {
    if (phase !== 'starting') return
    phase = 'ready'
    app.emit('ready', hostEvent(), {})
    ready.resolve()
  }
  const allClosed = (): void => {
    if (phase !== 'ready') return
    if (!app.emit('window-all-closed')) app.quit()
  }
  return { app, flags, start, allClosed, isEnding: () => phase === 'gone' }
}
