import { TAINT } from '../findings.ts'
import { isWithin, resolvePath } from '../paths.ts'
import { emit, type Field, type Ground, type Scene, signal, UNKNOWN } from '../scene.ts'
import { guardTarget, holdsSecrets } from '../sensitive-paths.ts'
import { isAgentSetting } from './agent-files.ts'

const ENCODED = /%(?:2e|2f|5c|7e|00|25)/i
const ODD_CLIMB = /(?:^|[\\/])(?:\.{3,}[\\/]|\.\.;)|[\u2024-\u2026\u2044\u2215\u29F8\uFF0E\uFF0F]/
const VARIABLE_HOME = /^(?:\$HOME|\$\{HOME\}|%USERPROFILE%|%HOME%|\$env:USERPROFILE)(?=\/|$)/i

/** Longest path that systems take, in UTF-16 units. */
const MAX_PATH = 4096

/** A path field of a tool, read in the most dangerous way that some program would read it. */
export function spelledPath(scene: Scene, text: string): Field {
  if (text.includes('\0')) signal(scene, 'nul', 'null character in a path')
  if (text.length > MAX_PATH) {
    signal(scene, 'unparsed', 'a path longer than any')
    return { text: UNKNOWN, glob: false, taint: TAINT.none }
  }
  if (ODD_CLIMB.test(text)) emit(scene, { kind: 'unknown', what: 'a path in an odd spelling' })
  const plain = expandHome(slashes(decode(text.trim())), scene)
  const resolved = resolvePath(plain, scene.cwd, scene.ground.home)
  return { text: telling(resolved, scene.ground), glob: false, taint: TAINT.none }
}

/** Undoes percent encoding, also when it was applied more than once. */
function decode(text: string): string {
  let plain = text
  if (/^file:/i.test(plain))
    plain = decodeOnce(plain.replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/i, ''))
  for (let round = 0; round < 3 && ENCODED.test(plain); round++) plain = decodeOnce(plain)
  return plain
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/%([0-7][\da-f])/gi, (_whole, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  }
}

/** Windows spellings with the slashes of everybody else; a drive keeps its letter as a folder. */
function slashes(text: string): string {
  if (!text.includes('\\') && !/^[A-Za-z]:\//.test(text)) return text
  return text.replaceAll('\\', '/').replace(/^([A-Za-z]):(?=\/|$)/, '/$1:')
}

function expandHome(text: string, scene: Scene): string {
  const { home } = scene.ground
  if (VARIABLE_HOME.test(text)) return text.replace(VARIABLE_HOME, () => home)
  const named = /^~([A-Za-z_][\w.-]*)(?=\/|$)/.exec(text)
  if (!named) return text
  const user = named[1] ?? ''
  if (home.endsWith(`/${user}`)) return home + text.slice(named[0].length)
  const folder = user === 'root' ? '/root' : `${home.slice(0, home.lastIndexOf('/'))}/${user}`
  return folder + text.slice(named[0].length)
}

/** The spelling under which disks that ignore case and trailing dots would find a guarded file. */
function telling(path: string, ground: Ground): string {
  if (isTelling(path, ground.home)) return path
  const root = [ground.workspace, ground.home].find((folder) => isWithin(path, folder)) ?? ''
  const folded =
    root +
    path
      .slice(root.length)
      .toLowerCase()
      .replace(/::\$data$/, '')
      .replace(/[. ]+(?=\/|$)/g, '')
  return folded !== path && isTelling(folded, ground.home) ? folded : path
}

function isTelling(path: string, home: string): boolean {
  return holdsSecrets(path, home) || guardTarget(path) !== null || isAgentSetting(path)
}
