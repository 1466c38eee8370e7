import { baseName } from '../paths.ts'
import { type Scene, signal } from '../scene.ts'
import { hostKind, judgeHost, readAddress } from '../urls.ts'
import { at } from './input.ts'
import { leavesOf, readJson } from './json-text.ts'
import type { Written } from './written.ts'

/** Hosts that packages, tools and code usually come from. */
const USUAL =
  /(?:^|\.)(?:npmjs\.(?:org|com)|yarnpkg\.com|npmmirror\.com|jsr\.io|pypi\.org|pythonhosted\.org|pytorch\.org|anaconda\.(?:org|com)|conda\.anaconda\.org|github\.com|githubusercontent\.com|githubassets\.com|ghcr\.io|gitlab\.com|bitbucket\.org|codeberg\.org|crates\.io|rubygems\.org|golang\.org|goproxy\.io|docker\.io|quay\.io|gcr\.io|k8s\.io|mcr\.microsoft\.com|pkg\.dev|azure\.com|amazonaws\.com|cloudsmith\.io|jfrog\.io|maven\.org|apache\.org|gradle\.org|google\.com|googleapis\.com|jitpack\.io|sonatype\.org|jcenter\.bintray\.com|packagist\.org|nuget\.org|hex\.pm|nodejs\.org|cocoapods\.org|spring\.io|fontawesome\.com|buf\.build|vercel\.sh|fury\.io|unpkg\.com|jsdelivr\.net|deno\.land|esm\.sh)$/

const PACKAGE_SETTINGS =
  /\/(?:\.npmrc|\.?bunfig\.toml|\.yarnrc(?:\.yml)?|\.pnpmrc|pip\.(?:conf|ini)|\.pip\/pip\.conf|\.pypirc|uv\.toml|pyproject\.toml|Pipfile|\.condarc|environment\.ya?ml|\.cargo\/config(?:\.toml)?|Gemfile|\.bundle\/config|nuget\.config|settings\.xml|pom\.xml|[\w.-]*\.gradle(?:\.kts)?|gradle-wrapper\.properties|maven-wrapper\.properties|init\.d\/[^/]+\.gradle(?:\.kts)?|auth\.json|composer\.json|requirements[\w.-]*\.txt|constraints[\w.-]*\.txt)$/i
/** Settings that name a source or switch off the check of one. */
const SOURCE_SETTING =
  /^[ \t]*(?:[@\w./:"'-]{0,60}registry(?:server)?|(?:extra-)?index-url|(?:extra-)?index_url|find-links|trusted-host|-i|--index-url|--extra-index-url|--find-links|--trusted-host|url|default-index|index|source|mirror|distributionUrl|wrapperUrl|repository|uri|maven|channel_alias|proxy|https?-proxy|replace-with|<url>|<add [^\n]{0,80}value)[ \t]*(?:[=:({ ]|set\s)?[^\n]{0,200}$/gim
const UNCHECKED =
  /^[ \t]*(?:strict-ssl[ \t]*=[ \t]*false|enableStrictSsl:[ \t]*false|--?trusted-host|trusted-host[ \t]*=|ssl_verify:[ \t]*false|verify_ssl[ \t]*=[ \t]*false|script-shell[ \t]*=|node-options[ \t]*=|ignore-scripts[ \t]*=[ \t]*false|unsafe-perm[ \t]*=[ \t]*true|cafile[ \t]*=|onload-script[ \t]*=|globalconfig[ \t]*=|git[ \t]*=|enableScripts:[ \t]*true|unsafeHttpWhitelist|allowInsecureProtocol|checksum-algorithm|enableImmutableInstalls:[ \t]*false|rustc(?:-workspace)?-wrapper[ \t]*=[^\n]*|preload[ \t]*=)/im

/** Notes that a settings or manifest file makes package tools take code from an unusual place. */
export function noteSources(scene: Scene, { path, text }: Written): void {
  if (/\/(?:package|composer)\.json$/.test(path)) noteDependencies(scene, text)
  else if (/\.(?:lock|lock\.json)$|-lock\.(?:json|ya?ml)$/.test(path)) return
  else if (/\/go\.(?:mod|work)$/.test(path)) noteReplacements(scene, text)
  else if (PACKAGE_SETTINGS.test(path)) noteSettings(scene, path, text)
}

const REPLACEMENT =
  /^[ \t]*(?:replace[ \t]+)?[\w./~-]{1,200}(?:[ \t]+v[\w.+-]{1,60})?[ \t]*=>[ \t]*([\w-]{1,60}(?:\.[\w-]{1,60}){1,6})\/[^\n]{0,200}/gm

/** Modules that are taken from another host than their name says. */
function noteReplacements(scene: Scene, text: string): void {
  for (const match of text.matchAll(REPLACEMENT)) {
    if (USUAL.test(match[1] ?? '')) continue
    note(scene, match.index, match[0])
    return
  }
}

/** Files that hold nothing but how packages are fetched. */
const SOURCES_ONLY =
  /\/(?:\.npmrc|\.pnpmrc|\.?bunfig\.toml|\.yarnrc(?:\.yml)?|pip\.(?:conf|ini)|\.pypirc|uv\.toml|\.condarc|\.cargo\/config(?:\.toml)?|\.bundle\/config|requirements[\w.-]*\.txt)$/i

/** A login for packages. */
const TOKEN =
  /(?:_authToken|_auth|_password|:_password|token|api-?key)["']?[ \t]*[=:][ \t]*["']?\S|https?:\/\/[^\s:@/]{1,80}:[^\s@/]{1,200}@/i
const PLAIN_ADDRESS = /\bhttp:\/\/[^\s"'<>)\\]{1,300}/gi

/** A login that is handed to strangers in the clear, or packages from a machine without a name. */
function leadsToStrangers(text: string): boolean {
  return (text.match(PLAIN_ADDRESS) ?? []).some((address) => {
    const { host } = readAddress(address)
    if (hostKind(host) !== 'public') return false
    return /^[\d.]+$/.test(host) || TOKEN.test(text)
  })
}

const HOLDS_CHECKS =
  /\.(?:npmrc|pnpmrc|condarc|conf|ini|toml|yml|gradle|kts|txt)$|\/(?:\.yarnrc|config|Pipfile)$/

function noteSettings(scene: Scene, path: string, text: string): void {
  if (SOURCES_ONLY.test(path) && leadsToStrangers(text))
    signal(scene, 'dangerous-content', 'packages or logins in the clear')
  const unchecked = HOLDS_CHECKS.test(path) ? UNCHECKED.exec(text) : null
  if (unchecked) {
    if (!isUsualWrapper(unchecked[0])) note(scene, unchecked.index, unchecked[0])
    return
  }
  const found = foreignSetting(path, text)
  if (found !== undefined) note(scene, Math.max(0, text.indexOf(found)), found)
}

/** The first line that takes packages from an unusual address. */
function foreignSetting(path: string, text: string): string | undefined {
  const isList = /requirements|constraints/.test(baseName(path))
  const part = /\/pyproject\.toml$/.test(path) ? sourceSections(text) : text
  const lines = part.match(isList ? /^[^#\n]*$/gm : settingOf(path)) ?? []
  return lines.find((line) => {
    const address = ADDRESS.exec(line.replaceAll('\\:', ':'))?.[0]
    return address !== undefined && !isUsualSource(address)
  })
}

const XML_SETTING =
  /<(?:repository|pluginRepository|mirror|snapshotRepository|add)\b[^<]{0,300}(?:<(?!url)[^<]{0,200}){0,8}(?:<url>[^<]{0,300})?/g
const GRADLE_SETTING =
  /\b(?:url|maven|ivy|artifactUrls?|setUrl)\s{0,4}[=({]?\s{0,4}(?:uri\s{0,2}\(\s{0,2})?["'][^"'\n]{1,300}["']/g

function settingOf(path: string): RegExp {
  if (/\.xml$|nuget\.config$/i.test(path)) return XML_SETTING
  return /\.gradle(?:\.kts)?$/.test(path) ? GRADLE_SETTING : SOURCE_SETTING
}

const ADDRESS = /\b(?:git\+)?https?:\/\/[^\s"'<>)\\]{1,300}/i

/** The tables of a project file that name where packages come from; others hold links for readers. */
function sourceSections(text: string): string {
  return text
    .split(/^(?=\[)/m)
    .filter((section) =>
      /^\[+[^\]\n]*(?:index|source|sources|registries|repositories)/.test(section),
    )
    .join('')
}

/** Build caches stand in front of a compiler every day. */
function isUsualWrapper(setting: string): boolean {
  return /^\s*rustc[\w-]*\s*=\s*["']?[\w/.-]*s?ccache["']?/.test(setting)
}

function note(scene: Scene, start: number, text: string): void {
  at(scene, scene.span.field, { start, end: start + text.length })
  signal(scene, 'foreign-source', text.trim().slice(0, 120))
}

/** Whether packages usually come from the address, or it is on this machine. */
export function isUsualSource(address: string): boolean {
  const { host, scheme, userinfo } = readAddress(address.replace(/^git\+/i, ''))
  if (hostKind(host) === 'local') return true
  return scheme === 'https' && USUAL.test(host) && !userinfo.includes('.')
}

const DEPENDENCY_KEY =
  /^(?:(?:dev|peer|optional|bundled?)?[dD]ependencies|overrides|resolutions|pnpm|publishConfig|require(?:-dev)?|repositories)$/

/** Dependencies that are addresses instead of versions. */
function noteDependencies(scene: Scene, text: string): void {
  const source = dependenciesOf(text).find(isForeign)
  if (source === undefined) return
  if (/^(?:git\+)?https?:/i.test(source)) judgeHost(scene, source.replace(/^git\+/i, ''))
  note(scene, Math.max(0, text.indexOf(source)), source)
}

const LOOSE_DEPENDENCY =
  /"@?[\w./-]{1,80}"\s{0,4}:\s{0,4}"((?:git\+|http)[^"\n]{1,300}\.t(?:ar\.)?gz[^"\n]{0,80}|git\+[^"\n]{1,300})"/g

function dependenciesOf(text: string): string[] {
  const value = readJson(text)
  if (typeof value !== 'object' || value === null) {
    return [...text.matchAll(LOOSE_DEPENDENCY)].map((match) => match[1] ?? '')
  }
  return leavesOf(value)
    .filter(({ keys }) => keys.some((key) => DEPENDENCY_KEY.test(key)))
    .map((leaf) => leaf.text)
}

function isForeign(source: string): boolean {
  if (/^(?:git\+)?https?:\/\//i.test(source)) return !isUsualSource(source)
  if (!/^(?:git\+)?(?:ssh|git|file):\/\//i.test(source)) return false
  const { host } = readAddress(source)
  return host !== '' && !USUAL.test(host)
}
