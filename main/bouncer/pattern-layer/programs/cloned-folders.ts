import { TAINT } from '../findings.ts'
import { type Field, flow, plain, type Scene, signal, touch } from '../scene.ts'
import type { Act, Printed } from './act.ts'
import { readOptions, valued } from './options.ts'

/** What stands for "a repository was cloned here"; no file can have that name. */
const MARK = '\uFFFC cloned'

const CLONE = {
  valued: valued(
    'C c b o u j branch depth config origin upload-pack jobs reference reference-if-able shallow-since shallow-exclude separate-git-dir template filter server-option bundle-uri revision ref-format r rev',
  ),
}
const REMOTE = /^[a-z][\w+.-]*:\/\/|^(?:[\w.-]+@)?[\w.-]+:[^\\]|^[\w-]+\.[\w.-]+\//i

/** Remembers the folder that a repository of another machine is cloned to. */
export const noteCloned: Act = (scene, call, line) => {
  if (!/(?:^| )clone(?: |$)/.test(line)) return
  const { operands } = readOptions(call.args, CLONE)
  const at = operands.findIndex(({ text }) => text === 'clone')
  const [remote, folder] = operands.slice(at + 1)
  if (at < 0 || !remote || !(REMOTE.test(remote.text) || /^(?:gh|glab)$/.test(call.name))) return
  const own =
    remote.text
      .split(/[/:]/)
      .at(-1)
      ?.replace(/\.git$/, '') ?? ''
  const target: Field = folder ?? plain(own)
  if (target.text === '') return
  const text = `${touch(scene, target).path}/${MARK}`
  scene.files.set(text, { text: null, taint: TAINT.none })
}

/** Whether a path lies in a repository that this call cloned. */
function liesInCloned(scene: Scene, path: string): boolean {
  if (scene.files.size === 0) return false
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
    if (scene.files.has(`${path.slice(0, cut)}/${MARK}`)) return true
  }
  return false
}

/** A file of what this call cloned runs unread: that asks, and with more rights it is a download that runs. */
export function noteClonedRun(scene: Scene, path: string): void {
  if (!liesInCloned(scene, path)) return
  const raised = scene.findings.effects.some(
    ({ kind, spans }) => kind === 'privilege' && spans[0] === scene.span,
  )
  if (raised) flow(scene, 'download-to-execute', path)
  else signal(scene, 'foreign-source', `runs what it has just cloned: ${path}`)
}

/** What is printed of a repository that this call cloned. */
export const readsCloned: Printed = (scene, call) => {
  if (scene.files.size === 0) return TAINT.none
  const reads = call.args.some(({ text }) => {
    if (text.startsWith('-') || text.length > 300) return false
    return liesInCloned(scene, touch(scene, plain(text)).path)
  })
  return reads ? TAINT.cloned : TAINT.none
}
