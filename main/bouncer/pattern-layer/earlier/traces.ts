import type { Marks } from '../findings.ts'
import { baseName, placeOf, resolvePath } from '../paths.ts'
import { readOptions, valued } from '../programs/options.ts'
import { type Field, isKnown, plain, type Scene, touch } from '../scene.ts'

/** Notes what a program leaves behind that is no text: copies, links, unpacked archives, settings of git. */
export function noteTraces(scene: Scene, name: string, args: readonly Field[]): void {
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  read?.(scene, args)
}

type Reader = (scene: Scene, args: readonly Field[]) => void

const COPIES = valued('t S target-directory suffix m o g mode owner group e rsh')

const copies: Reader = (scene, args) => {
  const options = readOptions(args, { valued: COPIES })
  const folder = options.value('t', 'target-directory')
  const sources = folder ? options.operands : options.operands.slice(0, -1)
  const target = folder ?? options.operands.at(-1)
  if (!target || sources.length === 0) return
  const to = touch(scene, target).path
  for (const source of sources) noteSource(scene, source, to)
}

/** Lets the links of the programs before count. */
export function settleLinks(marks: Marks): void {
  if (marks.newLinks.size === 0) return
  for (const [link, target] of marks.newLinks) marks.links.set(link, target)
  marks.newLinks.clear()
}

/** Programs that make links, and whether they do so without being told. */
const LINKS: Readonly<Record<string, boolean>> = {
  ln: true,
  gln: true,
  link: true,
  cp: false,
  gcp: false,
}
const LINK_OPTIONS = ['s', 'l', 'symbolic-link', 'link'] as const
const HERE = /(?:^|\/)\.{0,2}\/?$/

/**
 * Links in the project that lead out of it, or to what is hidden in it, so that what is done through
 * them is done there.
 */
export function noteLinks(scene: Scene, name: string, args: readonly Field[]): void {
  if (!Object.hasOwn(LINKS, name)) return
  const options = readOptions(args, { valued: COPIES })
  if (!LINKS[name] && !options.has(...LINK_OPTIONS)) return
  const folder = options.value('t', 'target-directory')
  const { operands } = options
  const into = folder ?? (operands.length > 2 ? operands.at(-1) : undefined)
  const sources = folder || operands.length < 2 ? operands : operands.slice(0, -1)
  for (const source of sources.slice(0, MOST_LINKS)) {
    const given = into ?? operands[1] ?? plain('.')
    noteLink(scene, { source, given, isFolder: into !== undefined })
  }
}

/** Notes a link that code makes; from here on what is done through its name is done where it leads. */
export function noteMadeLink(scene: Scene, source: Field, given: Field): void {
  noteLink(scene, { source, given, isFolder: false })
  settleLinks(scene.findings.marks)
}

const MOST_LINKS = 8

function noteLink(
  scene: Scene,
  made: { readonly source: Field; readonly given: Field; readonly isFolder: boolean },
): void {
  const { source, given } = made
  if (!isKnown(source.text) || !isKnown(given.text)) return
  const link = resolvePath(given.text, scene.cwd, scene.ground.home)
  const inside = `${link}/${baseName(source.text.replace(/\/+$/, ''))}`
  const isFolder = made.isFolder || HERE.test(given.text)
  const base = isFolder ? link : link.slice(0, link.lastIndexOf('/'))
  const isWhole = /^[~/]/.test(source.text)
  const target = touch(scene, isWhole ? source : plain(`${base}/${source.text}`)).path
  for (const path of isFolder ? [inside] : [link, inside]) {
    if (leadsAway(scene, path, target)) scene.findings.marks.newLinks.set(path, target)
  }
}

function leadsAway(scene: Scene, path: string, target: string): boolean {
  return isInside(scene, path) && (!isInside(scene, target) || isUncovered(target, path))
}

/** Whether a name that is not hidden leads to one that is. */
function isUncovered(target: string, link: string): boolean {
  return /\/\./.test(target) && !/\/\./.test(link)
}

function isInside(scene: Scene, path: string): boolean {
  const place = placeOf(path, scene.ground)
  return place === 'project' || place === 'temporary'
}

/** Where the target is a folder, the copy lies in it; which one it is cannot be known, so both lead back. */
function noteSource(scene: Scene, source: Field, to: string): void {
  const from = touch(scene, source)
  if (from.certainty !== 'exact' || !isKnown(to)) return
  const { sources } = scene.findings.marks
  const inside = `${to}/${baseName(from.path)}`
  for (const path of [to, inside]) if (path !== from.path) sources.set(path, from.path)
}

const UNPACKS = valued('C d o directory f file output one-top-level strip-components')

const unpacks: Reader = (scene, args) => {
  const options = readOptions(args, { valued: UNPACKS })
  const words = args.map(({ text }) => text)
  const archive = args.find(({ text }) => ARCHIVE.test(text))
  if (!archive || words.some((word) => /^-?[a-z]*[tc][a-z]*f?$/.test(word) && !/x/.test(word)))
    return
  const from = touch(scene, archive)
  if (from.certainty !== 'exact') return
  const given = options.value('C', 'd', 'o', 'directory')
  const folder = given ? touch(scene, given).path : scene.cwd
  const stem = baseName(from.path).replace(ARCHIVE, '')
  const { sources } = scene.findings.marks
  sources.set(`${folder}/${stem}`, from.path)
  sources.set(`${folder}/${stem.replace(/[-_.]v?\d.*$/, '')}`, from.path)
  if (folder !== scene.ground.workspace && folder !== scene.cwd) sources.set(folder, from.path)
}

const ARCHIVE = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|zip|7z|rar|whl|gz|bz2|xz|zst|br)$/

const GIT_OPTIONS = {
  valued: valued('C c git-dir work-tree namespace exec-path config-env'),
  stopAtOperand: true,
}
const CONFIG_OPTIONS = { valued: valued('f file blob type default comment value') }

const git: Reader = (scene, args) => {
  const [verb, ...rest] = readOptions(args, GIT_OPTIONS).operands
  if (verb?.text === 'config') setting(scene, rest)
  if (verb?.text === 'mv') copies(scene, rest)
}

const setting: Reader = (scene, args) => {
  const { operands } = readOptions(args, CONFIG_OPTIONS)
  const [name, value] = operands.filter(({ text }, at) => at > 0 || !/^(?:set|add)$/.test(text))
  if (!name || !value || !isKnown(value.text)) return
  scene.findings.marks.settings.set(name.text.toLowerCase(), value.text)
}

/** Something decompressed in place keeps its name without the ending. */
const decompresses: Reader = (scene, args) => {
  for (const { text } of args) {
    if (!ARCHIVE.test(text)) continue
    const from = touch(scene, plain(text)).path
    scene.findings.marks.sources.set(from.replace(/\.\w+$/, ''), from)
  }
}

const COPYING = 'mv cp ln install rsync gmv gcp ditto link rename.ul scp'.split(' ')

const READERS: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(COPYING.map((name) => [name, copies])),
  ...Object.fromEntries(
    'tar bsdtar gtar unzip 7z 7za unrar'.split(' ').map((name) => [name, unpacks]),
  ),
  ...Object.fromEntries(
    'gunzip bunzip2 unxz unzstd'.split(' ').map((name) => [name, decompresses]),
  ),
  git,
}

/** The hooks that a command of git runs. */
export function hooksOf(args: readonly Field[]): readonly string[] {
  const [verb, ...rest] = readOptions(args, GIT_OPTIONS).operands
  if (!verb || rest.some(({ text }) => text === '--no-verify')) return []
  return HOOKS.get(verb.text) ?? []
}

const HOOKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['commit', ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit']],
  ['merge', ['pre-merge-commit', 'post-merge', 'commit-msg']],
  ['pull', ['post-merge', 'pre-rebase', 'post-rewrite']],
  ['push', ['pre-push']],
  ['rebase', ['pre-rebase', 'post-rewrite', 'post-checkout']],
  ['checkout', ['post-checkout']],
  ['switch', ['post-checkout']],
  ['clone', ['post-checkout']],
  ['worktree', ['post-checkout']],
  ['am', ['applypatch-msg', 'pre-applypatch', 'post-applypatch']],
  ['cherry-pick', ['prepare-commit-msg', 'commit-msg', 'post-commit']],
  ['revert', ['prepare-commit-msg', 'commit-msg', 'post-commit']],
  ['gc', ['pre-auto-gc']],
])
