import { type Field, flow, type Scene, signal } from '../scene.ts'
import { hostKind, judgeHost, readAddress } from '../urls.ts'

const KNOWN_SOURCES =
  /(?:^|\.)(?:npmjs\.(?:org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org|github\.com|githubusercontent\.com|gitlab\.com|crates\.io|rubygems\.org|golang\.org|docker\.io|ghcr\.io|quay\.io|gcr\.io|k8s\.io|public\.ecr\.aws|mcr\.microsoft\.com|registry\.redhat\.io|nvcr\.io|pytorch\.org|npm\.pkg\.github\.com|pkg\.dev|debian\.org|ubuntu\.com|jsr\.io|packagist\.org|maven\.org|lscr\.io|bitnami\.com|helm\.sh|jetstack\.io|nuget\.org|flathub\.org|anaconda\.org|conda\.io|nixos\.org|hex\.pm|cpan\.org|r-project\.org)$|^(?:localhost$|127\.)/

/** Notes a package or image that comes from somewhere else than the registries everybody uses. */
export function noteSource(scene: Scene, text: string): void {
  const address = readAddress(text.replace(/^(?:git|tarball)\+/, ''))
  judgeHost(scene, text.replace(/^git\+/, ''))
  if (address.scheme === 'http' && hostKind(address.host) === 'public')
    signal(scene, 'insecure-transport', text.slice(0, 120))
  if (!KNOWN_SOURCES.test(address.host)) signal(scene, 'foreign-source', text.slice(0, 120))
}

/** Notes a package of an address that runs at once: from a stranger it is a download that runs unread. */
export function noteRunSource(scene: Scene, text: string): void {
  noteSource(scene, text)
  const { host } = readAddress(text.replace(/^(?:git|tarball)\+/, ''))
  if (!KNOWN_SOURCES.test(host)) flow(scene, 'download-to-execute', text.slice(0, 120))
}

const BARE_ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$/

/** What a machine without a name hands out runs its own set-up. */
function noteBareSource(scene: Scene, text: string): void {
  const { host } = readAddress(text.replace(/^(?:git|tarball)\+/, ''))
  if (BARE_ADDRESS.test(host) && hostKind(host) === 'public')
    flow(scene, 'download-to-execute', text.slice(0, 120))
}

/** A name that puts a registry's own name and ending before another domain. */
const IMITATES =
  /(?:npmjs|pypi|pythonhosted|yarnpkg|rubygems|crates|packagist|golang|goproxy|docker|github|gitlab|nuget|maven)[.-](?:org|com|io|dev|net)[.-][a-z\d]/

/** Notes a place that code is taken from to run: of a machine without a name, or with a false one, it runs unread. */
export function noteCodeSource(scene: Scene, text: string): void {
  noteSource(scene, text)
  noteBareSource(scene, text)
  const { host } = readAddress(text.replace(/^(?:git|tarball|sparse)\+/, ''))
  if (!KNOWN_SOURCES.test(host) && IMITATES.test(host))
    flow(scene, 'download-to-execute', text.slice(0, 120))
}

/** Notes packages that are named by an address rather than by a name in a registry. */
export function noteInstall(scene: Scene, packages: readonly Field[]): void {
  for (const { text: whole } of packages) {
    const text = whole.slice(0, 500)
    const remote = /:\/\/|@.*:/.test(
      text.replace(/^(?:npm|workspace|file|link|portal|patch|catalog):/, ''),
    )
    const shaped =
      /^(?:[\w.-]+@)?(?:git\+|https?:|git:|ssh:|git@)|\.(?:tgz|whl|tar\.gz|zip)$|@\s*(?:git\+|https?:)/.test(
        text,
      )
    if (!shaped || !remote) continue
    const address = text.replace(/^.*@\s*(?=(?:git\+|https?:))/, '')
    noteSource(scene, address)
    noteBareSource(scene, address)
  }
}
