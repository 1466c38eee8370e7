import { delimiter, isAbsolute } from 'node:path'
import { isInside } from './find-cli.ts'

/**
 * What the agent's program may know of our environment. Left out on purpose: every key and token
 * (`ANTHROPIC_*`, `*_TOKEN`, `AWS_*` …), the session bus (DBUS_SESSION_BUS_ADDRESS,
 * XDG_RUNTIME_DIR: it opens the keychain), the display, SSH_AUTH_SOCK (it signs with the person's
 * keys for whatever a tool runs; a key file still works), NODE_OPTIONS and other loaders, and
 * CLAUDE_CODE_SIMPLE, which switches our callback off. The person's proxy is asked by our own door.
 */
const ALLOWED = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TERM',
  'TZ',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'CLAUDE_CONFIG_DIR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
])

const loopback = '127.0.0.1,localhost,::1'

/** Nothing leaves the machine but what the work itself needs; updates are the person's to make. */
const ALWAYS = {
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_AUTOUPDATER: '1',
}

/** Leads nowhere: for looks at the program, which need no network. */
export const noWayOut = 'http://127.0.0.1:9'

/**
 * The environment of the agent's program: an allow-list, with a PATH that leads into no project and
 * the one proxy through which it and its tools shall go out. The loopback needs none.
 */
export function agentEnvironment(
  base: NodeJS.ProcessEnv,
  workspace: string | null,
  wayOut: string,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && (ALLOWED.has(name) || name.startsWith('LC_'))) kept[name] = value
  }
  const path = { PATH: safePath(base.PATH ?? '', workspace) }
  return { ...kept, ...path, ...ALWAYS, ...proxied(wayOut) }
}

/** In both spellings, because programs read either. */
function proxied(wayOut: string): Record<string, string> {
  const named = { HTTP_PROXY: wayOut, HTTPS_PROXY: wayOut, ALL_PROXY: wayOut, NO_PROXY: loopback }
  const small = Object.entries(named).map(([name, value]) => [name.toLowerCase(), value])
  return { ...named, ...Object.fromEntries(small) }
}

/**
 * PATH without relative entries, without those inside the workspace and without `node_modules/.bin`:
 * the program runs `git` and others before any callback of ours, so a repository must not supply them.
 */
export function safePath(path: string, workspace: string | null): string {
  return pathEntries(path, workspace).join(delimiter)
}

/** The entries of a PATH that no project could have filled. */
export function pathEntries(path: string, workspace: string | null): string[] {
  return path
    .split(delimiter)
    .filter((entry) => isAbsolute(entry))
    .filter((entry) => !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(entry))
    .filter((entry) => workspace === null || !isInside(entry, workspace))
}
