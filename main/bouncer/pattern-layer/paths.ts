import type { Place } from '../../../shared/bouncer/model.ts'

const UNKNOWN = '\uFFFC'
const SYSTEM_ROOTS = new Set([
  '',
  'bin',
  'boot',
  'dev',
  'etc',
  'lib',
  'lib32',
  'lib64',
  'libx32',
  'nix',
  'opt',
  'proc',
  'root',
  'run',
  'sbin',
  'sys',
  'usr',
  'var',
  'home',
  'Users',
  'System',
  'Library',
  'Applications',
  'Volumes',
  'cores',
  'private',
])
const TEMPORARY = /^\/(?:tmp|var\/tmp|var\/folders|dev\/shm)(?:\/|$)/
const SLASH = 47
const NEEDS_COLLAPSE = /\/\/|\/\.(?:\/|$)|\/\.\.(?:\/|$)|.\/$/
const ALIASED_ROOT = /^\/(?:private(?=\/(?:etc|tmp|var)(?:\/|$))|proc\/(?:self|\d+)\/root(?=\/|$))/

/** The absolute, collapsed path that `text` names in `cwd`; never touches the disk. */
export function resolvePath(text: string, cwd: string, home: string): string {
  let path = text
  if (path.startsWith('file://')) path = path.slice(7)
  if (path === '~' || path.startsWith('~/')) path = home + path.slice(1)
  if (path.charCodeAt(0) !== SLASH && path[0] !== UNKNOWN && !startsAtDrive(path)) {
    path = `${cwd}/${path}`
  }
  if (mayNeedCollapse(path) && NEEDS_COLLAPSE.test(path)) path = collapse(path)
  if (path.startsWith('/pr')) path = path.replace(ALIASED_ROOT, '') || '/'
  return path
}

const COLON = 58

/** Whether a path begins with a drive of Windows. */
function startsAtDrive(path: string): boolean {
  return path.charCodeAt(1) === COLON && /^[A-Za-z]:[\\/]/.test(path)
}

function mayNeedCollapse(path: string): boolean {
  return path.includes('/.') || path.includes('//') || path.charCodeAt(path.length - 1) === SLASH
}

function collapse(path: string): string {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') kept.push(segment)
    else if (kept.at(-1)?.includes(UNKNOWN)) return UNKNOWN
    else kept.pop()
  }
  const joined = kept.join('/')
  return joined.startsWith(UNKNOWN) ? joined : `/${joined}`
}

/** Whether `path` is `folder` or lies under it. */
export function isWithin(path: string, folder: string): boolean {
  if (folder === '/') return path.startsWith('/')
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === '/')
}

/** Where a resolved path lies; an unknown tail keeps the place of its known folder. */
export function placeOf(
  path: string,
  ground: { readonly workspace: string; readonly home: string },
): Place {
  const hole = path.indexOf(UNKNOWN)
  if (hole === 0) return 'unknown'
  const known = hole < 0 ? path : path.slice(0, hole)
  if (hole > 0 && known.lastIndexOf('/') === 0) return 'unknown'
  if (isWithin(known, ground.workspace)) return 'project'
  if (TEMPORARY.test(known)) return 'temporary'
  if (isWithin(known, ground.home)) return 'home'
  return placeOfForeign(known)
}

function placeOfForeign(path: string): Place {
  if (path[0] !== '/') return startsAtDrive(path) ? 'elsewhere' : 'unknown'
  const end = path.indexOf('/', 1)
  const root = path.slice(1, end < 0 ? undefined : end)
  if ((root === 'home' || root === 'Users') && end > 0 && path.length > end + 1) {
    return path.includes('*', end) || path.includes('?', end) ? 'system' : 'elsewhere'
  }
  if (SYSTEM_ROOTS.has(root)) return 'system'
  return /[*?[{]/.test(root) ? 'system' : 'elsewhere'
}

/** The last segment of a path. */
export function baseName(path: string): string {
  const cut = path.lastIndexOf('/')
  return cut < 0 ? path : path.slice(cut + 1)
}

const DEVICE =
  /^\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|disk|rdisk|mapper\/|loop|md|dm-|mem|kmem|port|ram|zvol\/|mtd|ubi|sg\d|bsg\/|bcache|drbd|nbd|rbd|dasd|pmem|zram|zd\d|cciss\/|ploop|nst?\d|st\d|sr\d|fd\d|vg[\w-]*\/[\w-])/
const HARMLESS_DEVICE =
  /^\/dev\/(?:null|zero|full|tty\w*|stdin|stdout|stderr|fd\/\d+|u?random|pts\/\d+|console|ptmx)$/

/** Whether writing the path would overwrite a disk or memory. */
export function isRawDevice(path: string): boolean {
  return path.startsWith('/dev/') && DEVICE.test(path)
}

/** Whether the path is a device that reads and writes of every day go to. */
export function isHarmlessDevice(path: string): boolean {
  return path.startsWith('/dev/') && HARMLESS_DEVICE.test(path)
}
