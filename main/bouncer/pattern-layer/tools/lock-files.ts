import { type Scene, signal } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import { at } from './input.ts'
import { isUsualSource } from './package-sources.ts'
import type { Written } from './written.ts'

const LOCK_FILE =
  /\/(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lock|deno\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|pylock\.toml|Cargo\.lock|Gemfile\.lock|composer\.lock|go\.sum|mix\.lock|pubspec\.lock|Podfile\.lock|flake\.lock|gradle\.lockfile|packages\.lock\.json)$/
/** Where a package comes from; addresses for readers stand under other names. */
const ADDRESS =
  /(?:\bresolved"?\s{0,2}:?\s{0,2}"|\btarball"?:\s{0,2}"?|\b(?:source|url|registry)\s{0,2}=\s{0,2}"|\bremote:\s{0,2}|\b(?=git\+|registry\+|sparse\+))((?:git\+|registry\+|sparse\+)?(?:https?|git|ssh):\/\/[^\s"'<>)\\#]{1,300})|((?:https?|git|ssh):\/\/[^\s"'<>)\\#]{1,300}\.(?:tgz|tar\.gz|zip|whl|gem|crate|git|jar|phar))(?=["'\s#]|$)/gi
/** What says that a package is the one that was locked. */
const SEALED =
  /\b(?:sha(?:1|256|384|512)[-:][A-Za-z0-9+/=]{3,}|h1:[A-Za-z0-9+/=]{3,}|"?checksum"?\s*[:=])/g
const MAX_ADDRESSES = 2000

function hostsIn(text: string): Set<string> {
  const found = [...text.matchAll(ADDRESS)].slice(0, MAX_ADDRESSES)
  return new Set(
    found.map(([, named, packed]) =>
      (named ?? packed ?? '').replace(/^(?:git|registry|sparse)\+/i, ''),
    ),
  )
}

/** Notes that a package is to come from another place than before, or unsealed; package tools alone change that. */
export function noteLockedSources(scene: Scene, { path, text, removed, whole }: Written): void {
  if (!LOCK_FILE.test(path)) return
  const before = new Set([...hostsIn(removed)].map((address) => readAddress(address).host))
  const odd = [...hostsIn(text)].find((address) => isOdd(address, before, whole))
  if (odd !== undefined && isNameless(odd)) signal(scene, 'dangerous-content', odd.slice(0, 120))
  if (odd !== undefined) note(scene, Math.max(0, text.indexOf(odd)), odd)
  else if (!whole && breaksSeal(removed, text)) note(scene, 0, text.slice(0, 120))
}

/** A package without protection from a machine without a name: nobody publishes there. */
function isNameless(address: string): boolean {
  const { host, scheme } = readAddress(address)
  return scheme === 'http' && hostKind(host) === 'public' && /^[\d.]+$|:/.test(host)
}

function isOdd(address: string, before: ReadonlySet<string>, whole: boolean): boolean {
  const { host, scheme } = readAddress(address)
  if (host === '' || hostKind(host) === 'local') return false
  if (scheme === 'http') return true
  if (before.has(host)) return false
  return !(isUsualSource(address) || (whole && isOnlyHost(host)))
}

/** A house has its own mirror, by its name. */
function isOnlyHost(host: string): boolean {
  return /^(?:npm|pypi|registry|packages|artifacts?|artifactory|nexus|mirror|proxy|verdaccio)\b/.test(
    host,
  )
}

/** A seal that is taken off or changed while the version stays. */
function breaksSeal(removed: string, text: string): boolean {
  const before = removed.match(SEALED) ?? []
  if (before.length === 0) return false
  const after = text.match(SEALED) ?? []
  const versions = (part: string) => (part.match(/\d+\.\d+(?:\.\d+)?/g) ?? []).join(' ')
  return after.length < before.length || (removed !== text && versions(removed) === versions(text))
}

function note(scene: Scene, start: number, text: string): void {
  at(scene, scene.span.field, { start, end: start + text.length })
  signal(scene, 'foreign-source', text.slice(0, 120))
}
