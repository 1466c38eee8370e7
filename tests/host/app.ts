import { EventEmitter } from 'node:events'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeInstanceLock } from './instance-lock.ts'
import { type Call, hostEvent, recorded } from './recording.ts'

/** What was started: the flags before the app, its folder and its package.json. */
export interface Launch {
  readonly flags: readonly string[]
  readonly appPath: string
  readonly manifest: { name: string; productName?: string; version: string }
}
type Window = { close(): void; destroy(): void }

/** `app`: lifecycle in Electron's order, paths, single instance; and the host's levers on it. */
export function createApp(
  { manifest, appPath, ...launch }: Launch,
  calls: Call[],
  { windows, leave }: { windows: () => readonly Window[]; leave: (code: number) => void },
) {
  const flags = [...launch.flags]
  const appData = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
  const userData = join(appData, manifest.productName ?? manifest.name)
  const paths: Record<string, string> = { appData, userData, home: homedir(), temp: tmpdir() }
  const ready = Promise.withResolvers<void>()
  let phase: 'starting' | 'ready' | 'quitting' | 'gone' = 'starting'
  let lock: ReturnType<typeof takeInstanceLock> | undefined
  const isPrevented = (type: string): boolean => {
    const event = hostEvent()
    app.emit(type, event)
    return event.defaultPrevented
  }
  const areClosed = (): boolean => {
    for (const window of [...windows()]) window.close()
    return windows().length === 0
  }
  const finish = async (code: number): Promise<void> => {
    phase = 'gone'
    app.emit('quit', hostEvent(), code)
    await lock?.told
    leave(code)
  }
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    commandLine: {
      hasSwitch: (key: string) => flags.some((flag) => flag.split('=')[0] === `--${key}`),
      appendSwitch: (key: string, value = '') => void flags.push(`--${key}${value && `=${value}`}`),
    },
    getName: () => manifest.productName ?? manifest.name,
    getVersion: () => manifest.version,
    getAppPath: () => appPath,
    isReady: () => phase !== 'starting',
    whenReady: () => ready.promise,
    getPath: (key: string): string => {
      if (!paths[key]) throw new Error(`stand-in host: app.getPath('${key}') is not offered`)
      return paths[key]
    },
    setPath: (key: string, path: string) => void Object.assign(paths, { [key]: path }),
    requestSingleInstanceLock: (data: unknown = {}): boolean => {
      const us = [process.argv, process.cwd(), data]
      lock ??= takeInstanceLock(app.getPath('userData'), us, (theirs) =>
        app.emit('second-instance', hostEvent(), ...theirs),
      )
      return lock.isOurs
    },
    quit: (): void => {
      if (phase === 'quitting' || phase === 'gone') return
      const before = phase
      phase = 'quitting'
      const isOver = !isPrevented('before-quit') && areClosed() && !isPrevented('will-quit')
      if (isOver) void finish(0)
      else phase = before
    },
    exit: (code = 0): void => {
      phase = 'quitting'
      for (const window of [...windows()]) window.destroy()
      void finish(code)
    },
    ...recorded(calls, 'app enableSandbox focus relaunch setAppUserModelId'),
    ...recorded(calls, 'app setAsDefaultProtocolClient', true),
  })
  const start = (): void => {
    if (phase !== 'starting') return
    phase = 'ready'
    app.emit('ready', hostEvent(), {})
    ready.resolve()
  }
  const allClosed = (): void => {
    if (phase === 'ready' && !app.emit('window-all-closed')) app.quit()
  }
  return { app, flags, start, allClosed, isEnding: () => phase === 'gone' }
}
