import { baseName, isWithin } from '../paths.ts'
import { emit, type Field, plain, type Scene, signal, touch } from '../scene.ts'
import { globMatches } from '../sensitive-paths.ts'
import { readOptions, valued } from './options.ts'
import type { Invocation } from './program.ts'

/** How a program is told to read everything below a folder, what is hidden included. */
interface Reader {
  /** The line must say so; without it the program does so anyway, or is given what a search found. */
  readonly when?: RegExp
  readonly valued?: string
  /** Operands before the places: a pattern, a script, an archive. */
  readonly skip?: number
  /** The last operand is where it goes. */
  readonly target?: true
  /** Options whose value is the folder that the others are relative to. */
  readonly from?: string
  /** Places may come over the standard input. */
  readonly fed?: true
}

const GREP: Reader = {
  skip: 1,
  valued:
    'e f A B C m d D max-count context after-context before-context regexp file include exclude exclude-dir exclude-from label binary-files directories devices color colour',
}
const HIDDEN = /(?:^| )(?:--hidden|--unrestricted|-\w*\.|-\w*uu\w*|-\w*u\w* (?:.* )?-\w*u)/
const SEEKER =
  'e f A B C m d D g t T r max-count context after-context before-context regexp file glob iglob type type-not color replace max-depth sort threads encoding pre ignore-file path-separator max-filesize'
const COPIES =
  't S target-directory suffix e rsh f filter exclude include exclude-from include-from'
const FLAT: Reader = {}

function rows(names: string, reader: Reader): [string, Reader][] {
  return names.split(' ').map((name) => [name, reader])
}

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...rows('grep egrep fgrep rgrep ggrep zgrep ack ack-grep pcregrep pcre2grep', GREP),
  ...rows('rg ripgrep', { when: HIDDEN, skip: 1, valued: SEEKER }),
  ...rows('ag', { when: /(?:^| )(?:--hidden|--unrestricted|-\w*u)/, skip: 1, valued: 'A B C G m' }),
  ...rows('ugrep ug', { when: HIDDEN, skip: 1, valued: SEEKER }),
  ...rows(
    'cat bat batcat tac nl head tail less more most strings xxd od hexdump hd base64 base32 gzip zstd xz bzip2',
    FLAT,
  ),
  ...rows('cp gcp', {
    when: /(?:^| )(?:-\w*[rRa]|--recursive|--archive)/,
    valued: 't S target-directory suffix',
    target: true,
  }),
  ...rows('rsync scp', {
    when: /(?:^| )(?:-\w*[ra]|--recursive|--archive|--files-from)/,
    valued: `${COPIES} i P F o l c J`,
    target: true,
    fed: true,
  }),
  ...rows('ditto', { target: true }),
  ...rows('tar gtar bsdtar', {
    when: /^-?\w*[cru]|(?:^| )(?:-\w*[cru]|--create|--append|--update)/,
    valued: 'f C directory file exclude T files-from transform X exclude-from g I',
    from: 'C directory',
    fed: true,
  }),
  ...rows('zip', { when: /(?:^| )(?:-\w*[rR]|--recurse-\S+|-@)/, skip: 1, fed: true }),
  ...rows('7z 7za 7zz 7zr rar', { when: /^(?:a|u|m)(?: |$)/, skip: 2 }),
  ...rows('cpio pax', { when: /(?:^| )-\w*[ow]/, fed: true }),
  ...rows('mksquashfs genisoimage mkisofs', FLAT),
  ...rows('restic borg kopia duplicity bupstash', {
    when: /(?:^| )(?:backup|create|full|put|incr)/,
  }),
  ...rows('git', { when: /(?:^| )grep (?:.* )?--no-index/, skip: 2 }),
])

const MOST_PLACES = 32
/** What leaves hidden files and folders out. */
const WITHOUT_HIDDEN =
  /^(?:--?[\w-]+[= ]?)?['"]?!?(?:\*\*?\/)?\.(?:\*|\[\^\.\]\*|\?\?\*|\?\*)(?:\/\*\*?)?['"]?$/
/** The file that holds the key of the guard. */
export const KEY = 'running.json'

/** Notes a program that reads all of the home, and so what the guard and the person keep there. */
export function noteHomeReading(scene: Scene, call: Invocation): void {
  const reader = READERS.get(call.name)
  if (!reader || (call.args.length === 0 && !reader.fed)) return
  const places = placesOf(scene, call, reader)
  if (!places.some((path) => isWithin(scene.ground.ownHome, path))) return
  const line = call.args
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 2000)
  if (reader.when && !reader.when.test(line)) return
  if (leavesOut(call.args)) return
  if (isNamed(call.args))
    emit(scene, { kind: 'read', paths: [touch(scene, plain(scene.ground.ownHome))] })
  else if (places.some((path) => isAbove(scene, path)))
    signal(scene, 'private-reading', 'all of the home, what is hidden included')
}

/** A project that is or holds the home was chosen by the person, with all that lies around. */
function isAbove({ ground }: Scene, path: string): boolean {
  return isWithin(ground.ownHome, path) && !isWithin(ground.home, ground.workspace)
}

function placesOf(scene: Scene, call: Invocation, reader: Reader): string[] {
  const options = readOptions(call.args, { valued: valued(reader.valued ?? '') })
  const hasPattern = options.value('e', 'regexp', 'f', 'file', 'expression') !== undefined
  const given = options.operands.slice(hasPattern && reader.skip === 1 ? 0 : (reader.skip ?? 0))
  const operands =
    reader.target && !options.has('t', 'target-directory') ? given.slice(0, -1) : given
  const from = reader.from ? options.value(...reader.from.split(' ')) : undefined
  const fed = reader.fed ? fedPlaces(call) : []
  return [...operands.slice(0, MOST_PLACES), ...fed]
    .filter((field) => mayBeFolder(field))
    .map((field) => touch(scene, from && isRelative(field) ? under(from, field) : field).path)
}

/** Folders above others have names that are short, and no address before them. */
function mayBeFolder({ text, glob }: Field): boolean {
  return !glob && text !== '' && text.length < 200 && !/[\n:]/.test(text)
}

function isRelative({ text }: Field): boolean {
  return !/^[~/]/.test(text)
}

function under(folder: Field, field: Field): Field {
  return { ...field, text: `${folder.text}/${field.text}` }
}

function fedPlaces({ stdin }: Invocation): Field[] {
  const lines = stdin.text?.slice(0, 2000).split(/[\n\0]/, MOST_PLACES) ?? []
  return lines.filter((line) => /^[~/.]/.test(line)).map(plain)
}

/** Whether files of other names only are read, or none that are hidden. */
function leavesOut(args: readonly Field[]): boolean {
  const chosen = args.flatMap(({ text }, at) => chosenName(text, args[at - 1]?.text ?? ''))
  if (chosen.length > 0) return !chosen.some((name) => globMatches(baseName(name), KEY))
  return args.some(
    ({ text }, at) =>
      WITHOUT_HIDDEN.test(text) &&
      /^-|^!/.test(text.startsWith('-') ? text : (args[at - 1]?.text ?? '')),
  )
}

function chosenName(text: string, before: string): string[] {
  const joined = /^--(?:include|glob|iglob)=(.+)$/.exec(text)?.[1]
  const name = joined ?? (/^(?:--include|--glob|--iglob|-g)$/.test(before) ? text : undefined)
  return name === undefined || name.startsWith('!') ? [] : [name]
}

function isNamed(args: readonly Field[]): boolean {
  return args.some(({ text }) => text.includes(KEY))
}
