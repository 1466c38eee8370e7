import { TAINT } from '../findings.ts'
import { isWithin, resolvePath } from '../paths.ts'
import { deletePaths, type Field, plain, type Scene, signal } from '../scene.ts'
import type { Act } from './act.ts'
import { noteCloned } from './cloned-folders.ts'
import type { Invocation } from './program.ts'

/** Notes what nobody wants of git, or what a person must see. */
export const gitActs: Act = (scene, call, line) => {
  noteCloned(scene, call, line)
  noteClean(scene, call, line)
  noteBranches(scene, call, line)
  noteRewritten(scene, line)
  noteMoved(scene, line)
}

/** A remote that leads elsewhere from now on; another spelling of the same place passes. */
function noteMoved(scene: Scene, line: string): void {
  const found = /(?:^| )remote set-url (?:--push )?([\w./-]+) (\S+)$/.exec(line)
  const [, name = '', address = ''] = found ?? []
  if (address === '' || !/[/:]/.test(address)) return
  const before = scene.ground.facts?.git?.remotes[name]
  if (before === undefined || placeOf(before) !== placeOf(address))
    signal(scene, 'other-tool', `${name} leads to ${address} from now on`)
}

function placeOf(address: string): string {
  return address
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(':', '/')
    .replace(/(?:\.git)?\/?$/, '')
    .toLowerCase()
}

/** `git clean` takes all that is not committed, which outside of repositories is everything. */
function noteClean(scene: Scene, call: Invocation, line: string): void {
  if (!/(?:^| )clean (?:\S+ )*?(?:-\w*f|--force)/.test(line) || DRY.test(line)) return
  const folder = folderOf(scene, call.args)
  const at = call.args.findIndex(({ text }) => text === 'clean')
  const named = call.args.slice(at + 1).filter(({ text }) => !text.startsWith('-'))
  const { home, workspace } = scene.ground
  const targets = named.length > 0 ? named : [plain('.')]
  for (const target of targets) {
    const path = resolvePath(target.text, folder, home)
    const covers = isWithin(home, path) || (path !== workspace && isWithin(workspace, path))
    if (covers) deletePaths({ ...scene, cwd: folder }, [target], true)
  }
}

const DRY = /clean (?:\S+ )*?(?:-\w*n|--dry-run)/

/** The folder that git works in. */
function folderOf(scene: Scene, args: readonly Field[]): string {
  let folder = scene.cwd
  for (const [at, { text }] of args.entries()) {
    const value = text === '-C' || text === '--work-tree' ? args[at + 1]?.text : undefined
    const own = /^--work-tree=(.+)$/.exec(text)?.[1] ?? value
    if (own !== undefined) folder = resolvePath(own, folder, scene.ground.home)
    else if (/^[a-z]/.test(text) && !/^-/.test(args[at - 1]?.text ?? '-')) break
  }
  return folder
}

/** The branches of everybody, from a list that nothing narrowed or as a mirror. */
function noteBranches(scene: Scene, call: Invocation, line: string): void {
  if (!/(?:^| )push(?: |$)/.test(line)) return
  if (/--dry-run|(?:^| )-n(?: |$)/.test(line)) return
  const deletes = /(?:^| )(?:--delete|-d)(?: |$)/.test(line)
  const at = call.args.findIndex(({ text }) => text === 'push')
  const [to] = call.args.slice(at + 1).filter(({ text }) => !text.startsWith('-'))
  const shared = !to || /^(?:origin|upstream)$/.test(to.text)
  if (/--mirror(?: |$)/.test(line) && (shared || /--force|(?:^| )-f(?: |$)/.test(line)))
    signal(scene, 'wholesale-loss', 'every branch of the remote that is not here')
  const all = call.args.some(
    ({ text, taint }) => taint & TAINT.everything && (deletes || /^:/.test(text)),
  )
  if (all) signal(scene, 'wholesale-loss', 'every branch of the remote')
}

const ADDRESS = /^url\.(.+)\.(?:push)?insteadof$/i

/** A rule of git that sends every clone and push of one host to another. */
function noteRewritten(scene: Scene, line: string): void {
  if (!/(?:^| )config /.test(line) || !/--(?:global|system)/.test(line)) return
  const words = line.split(' ')
  const at = words.findIndex((word) => ADDRESS.test(word))
  const to = hostOf(ADDRESS.exec(words[at] ?? '')?.[1] ?? '')
  const from = hostOf(words[at + 1] ?? '')
  if (at < 0 || to === from || to === '' || !PUBLIC_FORGE.test(from)) return
  signal(scene, 'hidden-start', `code of ${from} from ${to} for every project`)
}

const PUBLIC_FORGE = /(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|npmjs\.org)$/

function hostOf(address: string): string {
  return (
    /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([\w.-]+)/i
      .exec(address)?.[1]
      ?.toLowerCase()
      .replace(/^ssh\./, '') ?? ''
  )
}
