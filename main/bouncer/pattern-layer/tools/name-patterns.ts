import { isWithin, placeOf } from '../paths.ts'
import { emit, type Scene, signal } from '../scene.ts'
import { holdsSecrets, patternMayHoldSecrets } from '../sensitive-paths.ts'
import { malformed } from './input.ts'
import { isWideScope, privatePlace } from './private-places.ts'
import { spelledPath } from './spelled-path.ts'

const MAX_ALTERNATIVES = 32
/** Longest pattern that is looked at. */
export const MAX_PATTERN = 1000

/** The alternatives of `{a,b}` in a pattern; null when there are too many to look at. */
export function alternatives(pattern: string): string[] | null {
  if (pattern.length > MAX_PATTERN) return null
  let done: string[] = [pattern]
  for (let round = 0; round < 6; round++) {
    const next = done.flatMap((text) => {
      const match = /\{([^{}]*)\}/.exec(text)
      if (!match) return [text]
      const tail = text.slice(match.index + match[0].length)
      return (match[1] ?? '').split(',').map((part) => text.slice(0, match.index) + part + tail)
    })
    if (next.length > MAX_ALTERNATIVES) return null
    if (next.length === done.length && next.every((text, index) => text === done[index]))
      return done
    done = next
  }
  return null
}

/** A glob's absolute form: folders that are certain, and the part that is a pattern. */
export function rooted(scene: Scene, base: string, pattern: string) {
  const text = /^(?:[/~\\]|file:|[A-Za-z]:[\\/]|\$\{?HOME)/.test(pattern)
    ? pattern
    : `${base}/${pattern}`
  const parts = text.split('/')
  const first = parts.findIndex((part) => /[*?[\]]/.test(part))
  const folder = first < 0 ? text : parts.slice(0, first).join('/') || '/'
  const tail = first < 0 ? [] : parts.slice(first)
  const climbs = tail.includes('..')
  const path = spelledPath(scene, folder).text
  return {
    text,
    folder: path,
    climbs,
    tail,
    full: tail.length ? `${path}/${tail.join('/')}` : path,
  }
}

/** Records looking for names by a pattern below a folder. */
export function noteListing(scene: Scene, base: string, pattern: string): void {
  const { ground } = scene
  const { text, folder, climbs, tail, full } = rooted(scene, base, pattern)
  const place = placeOf(folder, ground)
  if (climbs) malformed(scene, 'a pattern that climbs')
  const outside = place !== 'project' && place !== 'temporary'
  const secret =
    outside &&
    (patternMayHoldSecrets(full, ground.home) || holdsSecrets(full, ground.home) || seeksKeys(tail))
  emit(scene, {
    kind: 'read',
    paths: [{ path: full, certainty: 'pattern', place, ...(secret ? { secret } : {}) }],
  })
  if (isWithin(folder, ground.workspace)) return
  const why = privatePlace(scene, folder, text)
  if (why !== null) signal(scene, 'private-reading', why)
  if (seeksKeyFiles(full, outside ? tail : [])) signal(scene, 'key-reading', full)
  if (tail.includes('**') && isWideScope(folder, ground)) signal(scene, 'wide-search', folder)
}

/** Whether names are sought that only keys have. */
function seeksKeyFiles(full: string, tail: readonly string[]): boolean {
  const name = tail.at(-1) ?? ''
  return OTHER_PROGRAMS.test(full) || SEEKS_WALLET.test(name) || LOGIN_FILE.test(name)
}

/** What all programs were started with; nobody lists it for another reason than to read it. */
const OTHER_PROGRAMS = /^\/proc\/[^/]*[*?[][^/]*\/(?:environ|mem|cmdline)$/

/** Names that nothing but a wallet has. */
const SEEKS_WALLET = /^\*?(?:utc--|wallet\.dat|.*\.wallet$|default_wallet)/i

/** Names that only the logins of browsers have. */
const LOGIN_FILE =
  /^\*{0,2}(?:login data(?: for account)?|cookies(?:\.sqlite|\.binarycookies)|key[34]\.db|logins\.json|signons\.sqlite|web data|local state)\*?$/i

const KEY_NAME =
  /^\*?[^/]*(?:\.pem|\.key|\.p12|\.pfx|\.kdbx|\.keystore|\.jks|\.ppk|id_rsa|id_ed25519|id_ecdsa|credential|secret|password|passwd|wallet|token|\.env|\.netrc|_history|\.gpg|\.asc|tfstate|kubeconfig|cookies|mnemonic|authinfo|passport|salar(?:y|ies)|\.sql\b|\.dump|\.mbox|\.eml|\.pst)|^(?:[^/]*[^a-z/])?(?:seed|tax|vault|backups?|dumps?)(?:[^a-z/][^/]*)?$/i

const CODE_NAME =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|cs?|h|cc|cpp|php|lua|vue|svelte|mdx?|html?|css|scss)$/i

/** Whether the last part of a pattern is made to find keys. */
function seeksKeys(tail: readonly string[]): boolean {
  const name = tail.at(-1) ?? ''
  return KEY_NAME.test(name) && !CODE_NAME.test(name)
}
