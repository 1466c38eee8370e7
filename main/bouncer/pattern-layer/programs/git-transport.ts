import { TAINT } from '../findings.ts'
import { EMPTY, emit, type Field, fork, plain, type Scene, signal } from '../scene.ts'
import { download } from '../urls.ts'

const WELL_KNOWN_FORGES =
  /^(?:(?:[\w.-]+@)|(?:https?|ssh|git):\/\/(?:[\w.-]+(?::[^@/]*)?@)?)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht|gist\.github\.com|dev\.azure\.com|[\w-]+\.googlesource\.com|git\.kernel\.org|salsa\.debian\.org|[\w.-]*example\.(?:com|org|net)|gitlab\.[\w.-]+|git\.[\w.-]+)[:/]/i

/** Judges the address of a repository: some name a command, the others a host. */
export function noteTransport(scene: Scene, remote: Field): void {
  const { text } = remote
  const helper = /^(ext|fd|[a-z][\w+.-]*)::(.*)$/s.exec(text)
  if (helper) {
    runHelper(scene, helper[1] ?? '', helper[2] ?? '')
  } else if (/^-|^ssh:\/\/-|@-|^[^/]*::/.test(text)) signal(scene, 'inline-opaque', text)
  else if (/^(?:https?|git|ssh|ftp):\/\//.test(text)) {
    download(scene, text)
    if (remote.taint & TAINT.secret) {
      emit(scene, { kind: 'network', host: text, direction: 'upload' })
    }
  } else if (/^[\w.-]+@[\w.-]+:/.test(text)) {
    const host = text.split('@')[1]?.split(':')[0] ?? ''
    emit(scene, { kind: 'network', host, direction: 'download' })
  }
}

/** `ext::` runs words; in them `% ` is a space and `%S`, `%s`, `%G` and `%V` are filled in. */
function runHelper(scene: Scene, name: string, rest: string): void {
  emit(scene, { kind: 'execute', source: 'inline', program: 'git transport' })
  if (name !== 'ext') return
  const words = rest
    .replaceAll('% ', '\0')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => plain(word.replaceAll('\0', ' ').replace(/%%/g, '%')))
  const inner = fork(scene)
  inner.runner.argv(inner, words, EMPTY)
  // Other spellings of a blank, and quotes, are not taken apart by git as meant, but say what was.
  const meant = rest.replace(/%20|% /g, ' ').replace(/%(?=\s|$)/g, '')
  inner.runner.text(fork(scene), meant, EMPTY)
}

/** Whether a repository comes from a place that is neither this machine nor a forge everybody uses. */
export function isForeignRepository(text: string): boolean {
  const hasScheme = /^[\w+.-]+:\/\/|@[\w.-]+:/.test(text)
  if (hasScheme) return !WELL_KNOWN_FORGES.test(text) && !/localhost|127\.0\.0\.1|^file:/.test(text)
  return /^[\w-]+(?:\.[\w-]+)+\//.test(text)
}
