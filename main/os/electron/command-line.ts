/** What the desktop window is told on its command line; everything else there is Chromium's. */
export interface DesktopArguments {
  readonly home: string | undefined
  /** Set when the local server shall run beside the window. */
  readonly port: number | undefined
}

function flagValue(argv: readonly string[], flag: string): string | undefined {
  const at = argv.findIndex((word) => word === flag || word.startsWith(`${flag}=`))
  const word = argv[at]
  if (word === undefined) return undefined
  return word === flag ? argv[at + 1] : word.slice(flag.length + 1)
}

/** Reads `--home DIR` and `--port N` among the switches of Chromium and Electron. */
export function readDesktopArguments(argv: readonly string[]): DesktopArguments {
  const port = flagValue(argv, '--port')
  const isPort = port !== undefined && /^\d{1,5}$/.test(port) && Number(port) <= 65_535
  return { home: flagValue(argv, '--home'), port: isPort ? Number(port) : undefined }
}

const outsideControl = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'js-flags',
  'load-extension',
]

/** A switch by which another program would steer the installed window; null when there is none. */
export function switchFromOutside(hasSwitch: (name: string) => boolean): string | null {
  return outsideControl.find(hasSwitch) ?? null
}
