import type { ProgramRequest } from '../../kit/spawn.ts'
import type { Layout } from './layout.ts'

/** The arguments of a start that does nothing, by which it is found out whether a ring can be had. */
export const seatbeltProbe: readonly string[] = [
  '-p',
  '(version 1)(allow default)',
  '/usr/bin/true',
]

/**
 * The profile of Seatbelt for a layout: everything may be read but what is hidden, nothing may be
 * written but what is writable, and other processes, the keychain, the clipboard and automation
 * cannot be reached. Later rules win (Apple's own profiles in /System/Library/Sandbox/Profiles).
 */
export function seatbeltProfile(layout: Layout): string {
  const writable = layout.mounts.filter(({ kind }) => kind === 'write').map(({ path }) => path)
  const changed = layout.letThrough.flatMap(({ path, access }) =>
    access === 'write' ? [path] : [],
  )
  const hidden = layout.hidden.map(({ path }) => path)
  const shown = layout.mounts.filter(({ kind }) => kind === 'read').map(({ path }) => path)
  // What is hidden as a whole and shown in a part: the app's hook, and what was let through.
  const hooks = shown.filter((path) => isIn(path, hidden))
  return [
    '(version 1)',
    '(allow default)',
    ...services.map((name) => `(deny mach-lookup (global-name ${quoted(name)}))`),
    '(deny appleevent-send)',
    '(deny process-info* (target others))',
    '(deny signal (target others))',
    '(allow signal (target same-sandbox))',
    '(deny mach-priv-task-port)',
    '(deny file-write*)',
    '(allow file-write* (subpath "/dev") (subpath "/private/tmp") (subpath "/private/var/folders"))',
    ...rules('allow file-write*', [...writable, ...layout.own]),
    ...rules('deny file-write*', layout.readOnly),
    // Renaming what lies above a read-only file would lead around it.
    ...literals('deny file-write-unlink', parentsOf(layout.readOnly)),
    ...rules('deny file-read* file-write*', hidden),
    ...rules('allow file-write*', changed),
    ...rules('allow file-read*', [...hooks, ...changed]),
    ...hidden.map((path) => denied(`subpath ${quoted(path)}`)),
    ...listeners.map((path) => denied(`regex #"${path}"`)),
    ...hooks.map(
      (path) => `(allow network-outbound (remote unix-socket (subpath ${quoted(path)})))`,
    ),
    '',
  ].join('\n')
}

/** The program in the ring. */
export function seatbelted(
  sandboxExec: string,
  layout: Layout,
  inner: ProgramRequest,
): ProgramRequest {
  const args = ['-p', seatbeltProfile(layout), inner.command, ...inner.args]
  return { ...inner, command: sandboxExec, args, cwd: layout.project }
}

/** Sockets that answer for the person: agents of ssh under launchd, and daemons of containers. */
const listeners = [
  '^/private/tmp/com\\.apple\\.launchd\\.',
  '^/private/var/run/docker\\.sock$',
  '^/private/tmp/ssh-',
]

function denied(socket: string): string {
  return `(deny network-outbound (remote unix-socket (${socket})))`
}

const services = [
  'com.apple.SecurityServer',
  'com.apple.securityd.xpc',
  'com.apple.secd',
  'com.apple.pasteboard.1',
  'com.apple.coreservices.appleevents',
  'com.apple.coreservices.launchservicesd',
]

function rules(what: string, paths: readonly string[]): string[] {
  return paths.map((path) => `(${what} (subpath ${quoted(path)}))`)
}

function literals(what: string, paths: readonly string[]): string[] {
  return paths.map((path) => `(${what} (literal ${quoted(path)}))`)
}

function parentsOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))))]
}

function isIn(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
}

/** As a string of the profile's language: quotes and backslashes are escaped, nothing else is special. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
