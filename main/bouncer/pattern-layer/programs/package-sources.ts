import { type Field, type Scene, signal } from '../scene.ts'
import { judgeHost, readAddress } from '../urls.ts'

const KNOWN_SOURCES =
  /(?:^|\.)(?:npmjs\.(?:org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org|github\.com|githubusercontent\.com|gitlab\.com|crates\.io|rubygems\.org|golang\.org|docker\.io|ghcr\.io|quay\.io|gcr\.io|k8s\.io|public\.ecr\.aws|mcr\.microsoft\.com|registry\.redhat\.io|nvcr\.io|pytorch\.org|npm\.pkg\.github\.com|pkg\.dev|debian\.org|ubuntu\.com|jsr\.io|packagist\.org|maven\.org|lscr\.io|bitnami\.com|helm\.sh|jetstack\.io|nuget\.org|flathub\.org|anaconda\.org|conda\.io|nixos\.org|hex\.pm|cpan\.org|r-project\.org)$|^(?:localhost|127\.|registry\.example\.)/

/** Notes a package or image that comes from somewhere else than the registries everybody uses. */
export function noteSource(scene: Scene, text: string): void {
  const address = readAddress(text.replace(/^(?:git|tarball)\+/, ''))
  judgeHost(scene, text.replace(/^git\+/, ''))
  if (!KNOWN_SOURCES.test(address.host)) signal(scene, 'foreign-source', text.slice(0, 120))
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
    if (shaped && remote) noteSource(scene, text.replace(/^.*@\s*(?=(?:git\+|https?:))/, ''))
  }
}
