import { isHostile } from '../package-names/hostile-names.ts'
import type { Ecosystem } from '../package-names/popular-names.ts'
import { noteName } from '../programs/packages-names.ts'
import { type Scene, signal } from '../scene.ts'
import { anyShape } from './any-shape.ts'
import { at } from './input.ts'
import type { Written } from './written.ts'

/** A kind of file in which a project says what it is made of. */
interface Manifest {
  readonly where: RegExp
  readonly ecosystem: Ecosystem
  /** A package with its name in the first group and its version, if one is told, in the second. */
  readonly entry: RegExp
  /** A package that comes from a repository instead of a registry. */
  readonly repository?: RegExp
  /** A package that stands in for another one under its name. */
  readonly alias?: RegExp
}

const NODE_REPOSITORY =
  /"@?[\w./-]{1,100}"\s{0,4}:\s{0,4}"((?:git\+|git:|github:|gitlab:|bitbucket:|gist:)[^"\n]{1,300}|[A-Za-z\d][\w.-]{0,60}\/[\w.-]{1,80}#[^"\n]{1,100}|https?:\/\/(?:github|gitlab|codeload\.github)\.com\/[^"\n]{1,300})"(?=[^\n]{0,10}(?:\n|$))/g

const MANIFESTS: readonly Manifest[] = [
  {
    where: /\/package\.json$/,
    ecosystem: 'npm',
    entry:
      /"(@?[a-z\d][\w./-]{1,100})"\s{0,4}:\s{0,4}"[\^~>=v]{0,3}((?:\d[\w.-]{0,40}|\*|latest|next))"/g,
    repository: NODE_REPOSITORY,
    alias: /"npm:(@?[a-z\d][\w./-]{1,100})(?:@[\^~>=v]{0,3}(\d[\w.-]{0,40}|latest|next))?"/g,
  },
  {
    where: /\/(?:requirements|constraints)[\w.-]*\.(?:txt|in)$/,
    ecosystem: 'pypi',
    entry:
      /^([A-Za-z][\w.-]{1,100})(?:\[[\w, -]{0,80}\])?[ \t]{0,4}(?:===?[ \t]{0,4}([\w.]+)|[<>=!~;#@\\]|\r?$)/gm,
    repository: /^[^#\n]{0,120}((?:git|hg|svn)\+[a-z]{2,6}:\/\/[^\s;]{1,300})/gm,
  },
  {
    where: /\/pyproject\.toml$/,
    ecosystem: 'pypi',
    entry:
      /^[ \t]{0,8}["']([A-Za-z][\w.-]{1,100})(?:\[[\w, -]{0,80}\])?[ \t]{0,4}(?:===?[ \t]{0,4}([\w.]+))?[^"'\n]{0,80}["'],?[ \t]{0,4}$/gm,
    repository:
      /^[^#\n]{0,120}(\bgit\+[a-z]{2,6}:\/\/[^\s"';]{1,300}|\bgit[ \t]{0,4}=[ \t]{0,4}["'][^"'\n]{1,300})/gm,
  },
  {
    where: /\/Cargo\.toml$/,
    ecosystem: 'crates',
    entry: /^([A-Za-z][\w-]{1,100})[ \t]{0,4}=[ \t]{0,4}(?:"[\^~=]?([\d.]+)"|\{)/gm,
    repository: /^[^#\n]{0,120}\bgit[ \t]{0,4}=[ \t]{0,4}"([^"\n]{1,300})"/gm,
  },
  {
    where: /\/Gemfile$|\.gemspec$/,
    ecosystem: 'gems',
    entry:
      /^[ \t]{0,8}(?:gem|s\.add_(?:\w+_)?dependency)[ \t(]{1,4}["']([\w.-]{1,100})["'](?:,[ \t]{0,4}["'][~>= ]{0,4}([\d.]+)["'])?/gm,
    repository:
      /^[^#\n]{0,160}\b(?:git|github|gist|bitbucket)(?::|[ \t]{0,4}=>)[ \t]{0,4}["']([^"'\n]{1,300})["']/gm,
  },
  {
    where: /\/composer\.json$/,
    ecosystem: 'packagist',
    entry:
      /"([a-z\d][\w.-]{0,60}\/[\w.-]{1,80})"\s{0,4}:\s{0,4}"[\^~>=v]{0,3}(\d[\w.*|^ -]{0,40}|\*|dev-[\w-]+)"/g,
    repository:
      /"type"\s{0,4}:\s{0,4}"(?:vcs|git|github|package|composer)"\s{0,4},\s{0,10}"url"\s{0,4}:\s{0,4}"(https?:[^"\n]{1,300})"/g,
  },
  {
    where: /\/go\.mod$/,
    ecosystem: 'go',
    entry:
      /^[ \t]{0,8}(?:require[ \t]{1,4})?((?:[\w-]{1,60}\.){1,5}[\w-]{1,60}\/[\w./~-]{1,120})[ \t]{1,4}(v[\w.+-]{1,60})/gm,
    repository: /=>[ \t]{1,4}((?:[\w-]{1,60}\.){1,5}[\w-]{1,60}\/[\w./~-]{1,120})/gm,
  },
  {
    where: /\.(?:cs|fs|vb)proj$|\/Directory\.Packages\.props$/,
    ecosystem: 'nuget',
    entry:
      /<Package(?:Reference|Version)\s{1,4}Include="([\w.-]{1,100})"(?:\s{1,4}Version="([\w.-]{1,40})")?/g,
  },
  {
    where: /\/(?:[\w.-]+\.)?(?:Docker|Container)file[\w.-]*$|\/(?:docker-)?compose[\w.-]*\.ya?ml$/i,
    ecosystem: 'images',
    entry:
      /^[ \t]{0,12}(?:FROM[ \t]{1,4}(?:--platform=\S{1,40}[ \t]{1,4})?|image:[ \t]{0,4}["']?)((?:[a-z\d][\w-]{0,60}\/)?[a-z\d][\w-]{0,60})(?::([\w.-]{1,60}))?(?=["'\s@]|$)/gm,
  },
]

/** A tag or a commit that says which state of a repository is meant. */
const PINNED =
  /[#@]v?\d[\w.-]{0,40}|[#@](?:semver:)?[\^~]?v?\d|[#@][\da-f]{7,40}\b|\b(?:rev|tag|ref)\b["']?[ \t]{0,4}(?:=>|[=:])[ \t]{0,4}["']/

/** What stands behind a match on its line. */
function lineEnd(text: string, match: RegExpExecArray): string {
  const from = match.index + match[0].length
  const to = text.indexOf('\n', from)
  return text.slice(from, Math.min(to < 0 ? text.length : to, from + 200))
}

const ANY_MANIFEST = anyShape(MANIFESTS.map(({ where }) => where))
const MAX_ENTRIES = 400

/** Notes packages that a manifest begins to name: imitations, known harm, and what no registry hands out. */
export function noteManifest(scene: Scene, written: Written): void {
  if (!ANY_MANIFEST.test(written.path)) return
  const manifest = MANIFESTS.find(({ where }) => where.test(written.path))
  if (!manifest) return
  noteNames(scene, manifest, written)
  // Of a whole file nobody knows what stood there before.
  if (!written.whole) noteRepository(scene, manifest, written)
}

function noteNames(scene: Scene, manifest: Manifest, { text, removed }: Written): void {
  const { field } = scene.span
  const aliases = manifest.alias ? text.matchAll(manifest.alias) : []
  for (const match of [...text.matchAll(manifest.entry), ...aliases].slice(0, MAX_ENTRIES)) {
    const [entry, name = '', version = ''] = match
    if (removed.includes(name) && !isHostile(manifest.ecosystem, name, version)) continue
    at(scene, field, { start: match.index, end: match.index + entry.length })
    noteName(scene, manifest.ecosystem, { name, version })
  }
}

function noteRepository(scene: Scene, manifest: Manifest, { text, removed }: Written): void {
  if (!manifest.repository) return
  const found = [...text.matchAll(manifest.repository)].slice(0, MAX_ENTRIES).find((match) => {
    const isOld = removed.includes(match[1] ?? '')
    return !isOld && !PINNED.test(match[0]) && !PINNED.test(lineEnd(text, match))
  })
  if (!found) return
  at(scene, scene.span.field, { start: found.index, end: found.index + found[0].length })
  signal(scene, 'foreign-source', `${(found[1] ?? '').slice(0, 100)}, from no registry`)
}
