import { baseName } from '../paths.ts'
import { programFor } from '../programs/table.ts'
import { type Field, isKnown, plain, type Scene, touch, UNKNOWN } from '../scene.ts'
import { globMatches } from '../sensitive-paths.ts'

type Argv = readonly Field[]

/** Most programs that one pattern is tried as. */
const MAX_PROGRAMS = 6

/** Programs that do harm with ordinary arguments, the most harmful first. */
const WEIGHTY =
  'rm dd sh bash shred find mkfs mkfs.ext4 mkfs.xfs mkfs.vfat curl wget python3 python perl ruby node nc ncat chmod chown mv cp tee truncate unlink rmdir sudo su env xargs busybox kill pkill shutdown reboot halt wipefs zsh dash awk sed tar cat ssh scp rsync git docker crontab'.split(
    ' ',
  )

/** Folders of installed programs, as a pattern may name them. */
const FOLDERS = ['/bin', '/usr/bin', '/sbin', '/usr/sbin', '/usr/local/bin']

/** What a command whose program cannot be read may be at worst: each reading has a known program. */
export function programReadings(scene: Scene, argv: Argv): readonly Argv[] {
  const [first, ...rest] = argv
  if (!first) return []
  if (!isKnown(first.text)) return unknownReadings(first, rest)
  return first.glob ? programsOf(scene, first).map((name) => [{ ...plain(name) }, ...rest]) : []
}

/** What is not known may be empty; where nothing else is left, the arguments tell what it would be. */
function unknownReadings(first: Field, rest: Argv): readonly Argv[] {
  const left = first.text.replaceAll(UNKNOWN, '')
  if (left !== '') {
    const name = baseName(left)
    return programFor(name) ? [[{ ...first, text: name }, ...rest]] : []
  }
  const readings: Argv[] = []
  const [next] = rest
  if (next && isKnown(next.text) && !next.glob && programFor(baseName(next.text))) {
    readings.push(rest)
  }
  const words = rest.map((field) => field.text)
  if (removesTrees(words)) readings.push([plain('rm'), ...rest])
  if (words.includes('-delete')) readings.push([plain('find'), ...rest])
  if (words.some((word) => word.startsWith('of=/'))) readings.push([plain('dd'), ...rest])
  return readings
}

function removesTrees(words: readonly string[]): boolean {
  const letters = words.filter((word) => /^-[a-zA-Z]+$/.test(word)).join('')
  const recursive = /[rR]/.test(letters) || words.includes('--recursive')
  return recursive && (letters.includes('f') || words.includes('--force'))
}

/** Names of programs that a pattern may find; none for a pattern of the project's own files. */
function programsOf(scene: Scene, field: Field): readonly string[] {
  const { text } = field
  const name = baseName(text)
  if (!text.includes('/'))
    return WEIGHTY.filter((known) => globMatches(name, known)).slice(0, MAX_PROGRAMS)
  const { path } = touch(scene, field)
  const folder = path.slice(0, path.lastIndexOf('/'))
  if (!FOLDERS.some((known) => folderMatches(folder, known))) return []
  return WEIGHTY.filter((known) => globMatches(name, known)).slice(0, MAX_PROGRAMS)
}

function folderMatches(pattern: string, folder: string): boolean {
  const parts = pattern.split('/')
  const names = folder.split('/')
  return (
    parts.length === names.length && names.every((name, at) => globMatches(parts[at] ?? '', name))
  )
}
