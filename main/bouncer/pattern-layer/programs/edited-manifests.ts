import { type Scene, signal } from '../scene.ts'
import { isUsualSource } from '../tools/package-sources.ts'
import { noteSource } from './package-sources.ts'
import { noteName } from './packages-names.ts'
import type { Invocation } from './program.ts'

/** Programs that change lines or values of files in place, and managers that write into their manifest. */
export const EDITING: readonly string[] = ['sed', 'gsed', 'perl', 'jq', 'yq', 'npm', 'pnpm']

/** Files that say nothing but where packages come from, or that say it where only code is named. */
const SOURCES =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|\.npmrc|\.yarnrc(?:\.yml)?|bunfig\.toml|requirements[\w.-]*\.txt|constraints[\w.-]*\.txt|poetry\.lock|uv\.lock|Pipfile(?:\.lock)?|pip\.(?:conf|ini)|Cargo\.lock|\.cargo\/config(?:\.toml)?|Gemfile(?:\.lock)?|composer\.lock|go\.(?:mod|sum|work)|[\w.-]*\.gradle(?:\.kts)?|(?:gradle|maven)-wrapper\.properties|nuget\.config|Podfile|Package\.swift|\.pre-commit-config\.ya?ml|sources\.list|flake\.nix)$/i
/** Files that also hold addresses for readers. */
const MANIFEST =
  /(?:^|\/)(?:package\.json|pyproject\.toml|Cargo\.toml|composer\.json|pubspec\.yaml|mix\.exs|pom\.xml|settings\.xml|environment\.ya?ml)$/i
const CODE_ADDRESS = /^git\+|\.(?:git|tgz|tar\.gz|whl|zip)$/i
const ADDRESS = /(?:git\+)?https?:\/\/[^\s"'|#,{}()<>;\\]{3,200}/gi
const HOST = /(?:^|[|#,/{}@])((?:[\w-]{1,60}\.){1,5}[a-z]{2,24})(?=[|#,/{}@]|$)/gi
const REGISTRY =
  /(?:npmjs\.(?:org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org|crates\.io|rubygems\.org|golang\.org|packagist\.org|gradle\.org|maven\.org|nuget\.org)/i
const MAX_SCRIPT = 2000

/** Notes places of packages that are edited into a manifest, where no tool that writes files shows the text. */
export function noteEditedManifest(scene: Scene, { name, args }: Invocation): void {
  if (/^p?npm$/.test(name)) {
    if (args[0]?.text === 'pkg' && args[1]?.text === 'set') noteSet(scene, args.slice(2))
  } else if (/^[jy]q$/.test(name)) {
    for (const { text } of args) noteAssigned(scene, text.slice(0, MAX_SCRIPT))
  } else if (/^(?:g?sed|perl)$/.test(name)) noteEditedLines(scene, args)
}

function noteEditedLines(scene: Scene, args: Invocation['args']): void {
  if (!args.some(({ text }) => /^(?:-[a-zA-Z]*i|--in-place)/.test(text))) return
  const files = args.filter(({ text }) => SOURCES.test(text) || MANIFEST.test(text))
  if (files.length === 0) return
  const isManifest = files.every(({ text }) => !SOURCES.test(text))
  for (const field of args) {
    if (!files.includes(field)) noteScript(scene, field.text.slice(0, MAX_SCRIPT), isManifest)
  }
}

/** What a script puts in stands last in it; an address that it takes out stands before. */
function noteScript(scene: Scene, script: string, isManifest: boolean): void {
  const plain = script.replace(/\\([/.:-])/g, '$1')
  const address = plain.match(ADDRESS)?.at(-1)
  const host = REGISTRY.test(plain) ? [...plain.matchAll(HOST)].at(-1)?.[1] : undefined
  const place = address ?? (host === undefined ? undefined : `https://${host}`)
  if (place === undefined || isUsualSource(place)) return
  if (isManifest && !CODE_ADDRESS.test(place)) return
  signal(scene, 'foreign-source', place.slice(0, 120))
}

const ASSIGNED =
  /(?:ependencies|\brepos\b|\brepositories\b|\bregistry\b|\boverrides\b|\bresolutions\b)[^=\n]{0,120}\|?=\s{0,4}\\?"((?:git\+)?https?:\/\/[^"\\\s]{1,300})/

function noteAssigned(scene: Scene, text: string): void {
  const place = ASSIGNED.exec(text)?.[1]
  if (place !== undefined && !isUsualSource(place))
    signal(scene, 'foreign-source', place.slice(0, 120))
}

const SET =
  /^(?:dev|peer|optional)?[dD]ependencies(?:\.|\[["']?)(@?[\w./-]{1,100}?)(?:["']?\])?=(.{0,300})$/

/** `npm pkg set dependencies.x=1.0.0`. */
function noteSet(scene: Scene, given: Invocation['args']): void {
  for (const { text } of given) {
    const found = SET.exec(text)
    if (!found) continue
    const [, package_ = '', value = ''] = found
    noteName(scene, 'npm', { name: package_, version: value.replace(/^[\^~=v]+/, '') })
    if (/^(?:git\+)?https?:\/\//.test(value)) noteSource(scene, value)
    else if (/^(?:github|gitlab|bitbucket|gist):|^git[+:@]|^ssh:/.test(value))
      signal(scene, 'foreign-source', `${value.slice(0, 100)}, from no registry`)
  }
}
