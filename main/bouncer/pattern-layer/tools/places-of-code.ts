import { type Scene, signal } from '../scene.ts'
import { anyShape } from './any-shape.ts'
import { at } from './input.ts'
import { isUsualSource } from './package-sources.ts'
import type { Written } from './written.ts'

/** Where a kind of file says from which address code is taken; the address is in the first group. */
interface Place {
  readonly where: RegExp
  readonly what: RegExp
}

const PLACES: readonly Place[] = [
  {
    where: /\/(?:Gemfile|gems\.rb)$|\.gemspec$/,
    what: /^[^#\n]{0,160}\bgit(?::|["']?[ \t]{0,4}=>)[ \t]{0,4}["']([^"'\n]{1,300})["']/gm,
  },
  {
    where: /\/(?:pyproject\.toml|setup\.(?:py|cfg)|Pipfile)$/,
    what: /["'][\w.-]{1,80}(?:\[[\w, -]{0,80}\])?[ \t]{0,4}@[ \t]{0,4}([a-z+]{3,12}:\/\/[^"'\s;]{1,300})|\{[^}\n]{0,200}\b(?:git|url)[ \t]{0,4}=[ \t]{0,4}["']([^"'\n]{1,300})/g,
  },
  {
    where: /\/(?:environment|conda)[\w.-]*\.ya?ml$/,
    what: /^[ \t]{0,12}-[ \t]{1,4}((?:git\+)?https?:\/\/[^\s#]{1,300})/gm,
  },
  {
    where: /\/(?:Cargo\.toml|\.cargo\/config(?:\.toml)?)$/,
    what: /^[^#\n]{0,160}\b(?:git|registry-index|index)[ \t]{0,4}=[ \t]{0,4}"(?:sparse\+|registry\+)?([^"\n]{1,300})"/gm,
  },
  { where: /\/deps\.edn$/, what: /:(?:git\/)?url\s{1,10}"([^"\n]{1,300})"/g },
  {
    where: /\.sbt$|\/build\.sc$/,
    what: /\bat[ \t]{1,4}"(https?:[^"\n]{1,300})"|\bMavenRepository\("(https?:[^"\n]{1,300})"/g,
  },
  { where: /\/mix\.exs$/, what: /\bgit:[ \t]{0,4}"([^"\n]{1,300})"/g },
  {
    where: /\/pubspec(?:_overrides)?\.yaml$/,
    what: /^[ \t]{2,12}(?:git|hosted):[ \t]{0,4}["']?([a-z]{3,5}:\/\/[^\s"']{1,300})|^[ \t]{4,16}url:[ \t]{0,4}["']?([a-z]{3,5}:\/\/[^\s"']{1,300})/gm,
  },
  {
    where: /\/Package(?:@swift-[\d.]+)?\.swift$/,
    what: /\.(?:package|binaryTarget)\s{0,4}\([^)"]{0,80}(?:"[^"\n]{0,80}"[^)"]{0,40})?\burl:\s{0,10}"([^"\n]{1,300})"/g,
  },
  {
    where: /\/Podfile$|\.podspec$/,
    what: /^[ \t]{0,8}source[ \t(]{1,4}["']([^"'\n]{1,300})["']|:(?:git|podspec|http)[ \t]{0,4}=>[ \t]{0,4}["']([^"'\n]{1,300})["']/gm,
  },
  {
    where: /\/\.pre-commit-config\.ya?ml$/,
    what: /^[ \t]{0,8}-[ \t]{0,4}repo:[ \t]{0,4}["']?([^\s"']{1,300})/gm,
  },
  {
    where: /\.(?:tf|tofu)$|\/terragrunt\.hcl$/,
    what: /^[ \t]{0,12}source[ \t]{0,12}=[ \t]{0,4}"(?:git::|hg::)?((?:https?|ssh|git):\/\/[^"\n]{1,300})"/gm,
  },
  {
    where: /\/requirements\.ya?ml$/,
    what: /^[ \t]{0,12}-?[ \t]{0,4}(?:src|source|name):[ \t]{0,4}["']?((?:git\+)?https?:\/\/[^\s"']{1,300})/gm,
  },
  {
    where: /\/flake\.nix$/,
    what: /\burl[ \t]{0,4}=[ \t]{0,4}"((?:git\+|tarball\+)?(?:https?|ssh):\/\/[^"\n]{1,300})"/g,
  },
  {
    where: /\/(?:rebar\.config|dune-project|shard\.yml)$/,
    what: /\{git,\s{0,4}"([^"\n]{1,300})"|^[ \t]{2,12}git:[ \t]{0,4}([a-z]{3,5}:\/\/\S{1,300})/gm,
  },
  {
    where: /\/(?:WORKSPACE|MODULE)(?:\.bazel)?$/,
    what: /\bgit_(?:repository|override)\s{0,4}\([^)]{0,300}?\bremote\s{0,4}=\s{0,4}"([^"\n]{1,300})"/g,
  },
]

const ANY_PLACE = anyShape(PLACES.map(({ where }) => where))
const MAX_PLACES = 200
const REMOTE = /^(?:git\+|tarball\+)?(?:https?|ssh|git):\/\/|^[\w.-]{1,60}@[\w.-]{1,100}:/i

/** Notes an unusual address that a project begins to take code from. */
export function notePlacesOfCode(scene: Scene, { path, text, removed }: Written): void {
  if (!ANY_PLACE.test(path)) return
  for (const { where, what } of PLACES) {
    if (!where.test(path)) continue
    const found = [...text.matchAll(what)].slice(0, MAX_PLACES).find((match) => {
      const place = match[1] ?? match[2] ?? ''
      return REMOTE.test(place) && !isUsual(place) && !removed.includes(hostIn(place))
    })
    if (!found) continue
    at(scene, scene.span.field, { start: found.index, end: found.index + found[0].length })
    signal(scene, 'foreign-source', (found[1] ?? found[2] ?? '').slice(0, 120))
  }
}

/** An address in the form of a secure one: how a repository is reached says nothing of whose it is. */
function isUsual(place: string): boolean {
  const address = place
    .replace(/^(?:git\+|tarball\+)/i, '')
    .replace(/^[\w.-]{1,60}@([\w.-]{1,100}):(?!\/\/)/, 'https://$1/')
    .replace(/^(?:ssh|git):\/\/(?:\w{1,30}@)?/i, 'https://')
  return isUsualSource(address)
}

/** A change of path or version there takes nothing from a new place. */
function hostIn(place: string): string {
  return /(?:\/\/|@)(?:[^\s/@]{1,100}@)?([\w.-]{1,200})/.exec(place)?.[1] ?? place
}
