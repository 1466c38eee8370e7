import { accessSync, constants } from 'node:fs'
import { userInfo } from 'node:os'
import { delimiter, isAbsolute } from 'node:path'

/** A program with its arguments. */
export interface ShellProgram {
  readonly command: string
  readonly args: readonly string[]
}

/** The person's login shell: what their environment names, else what the system knows, else `/bin/sh`. */
export function loginShell(
  environment: NodeJS.ProcessEnv,
  canRun: (path: string) => boolean = isProgram,
): ShellProgram {
  if (process.platform === 'win32') {
    return { command: environment.ComSpec ?? 'cmd.exe', args: [] }
  }
  const named = [environment.SHELL, systemShell()].find(
    (path) => path !== undefined && isAbsolute(path) && canRun(path),
  )
  return { command: named ?? '/bin/sh', args: ['-l'] }
}

function systemShell(): string | undefined {
  try {
    return userInfo().shell ?? undefined
  } catch {
    // An account without an entry, as in containers.
    return undefined
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Named and not there: the next one is tried.
    return false
  }
}

/**
 * What a person's shell gets of our environment. Left out on purpose: everything of ours (`MSTRO_*`
 * holds addresses and passphrases), keys and tokens that the app was started with, loaders such as
 * NODE_OPTIONS and ELECTRON_RUN_AS_NODE, and the session bus, which opens the keychain our keys lie
 * in. What the person wants in every shell stands in their profile, which a login shell reads.
 */
const passed = new Set([
  ...['HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'HOSTNAME'],
  ...['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_DATA_DIRS'],
  ...['EDITOR', 'VISUAL', 'PAGER', 'BROWSER', 'DISPLAY', 'XAUTHORITY', 'SSH_AUTH_SOCK'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
  ...['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS', 'CLAUDE_CONFIG_DIR'],
  ...['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'USERPROFILE', 'APPDATA'],
  ...['LOCALAPPDATA', 'ProgramFiles', 'ProgramData', 'TEMP', 'TMP', 'USERNAME'],
])

/** The environment of a shell: an allow-list, and a PATH without what `npm start` puts in front. */
export function shellEnvironment(base: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && (passed.has(name) || name.startsWith('LC_'))) kept[name] = value
  }
  const path = (base.PATH ?? '')
    .split(delimiter)
    .filter((entry) => isAbsolute(entry) && !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(entry))
  return { ...kept, PATH: path.join(delimiter), COLORTERM: 'truecolor' }
}
