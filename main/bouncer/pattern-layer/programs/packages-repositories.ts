import { type Scene, signal } from '../scene.ts'
import type { Invocation } from './program.ts'

/** Calls that take code from a repository where a registry would have it, with the repository in the first group. */
const ROWS: readonly { readonly names: string; readonly line: RegExp }[] = [
  {
    names: 'cargo bundle bundler flutter dart arduino-cli shards',
    line: /(?:^| )--(?:git|git-url|github|gitlab|hg|svn)[= ](\S+)/,
  },
  { names: 'pip pip3 uv pipenv', line: /(?:^| )(?:-r ?|--requirement[= ])(https?:\S+)/ },
  { names: 'gem', line: /^(?:specific|git)_install (.+)/ },
  {
    names: 'docker podman nerdctl',
    line: /^(?:buildx |image )?build (?:.* )?((?:https?:\/\/|git@|git:\/\/|ssh:\/\/)\S+)$/,
  },
  {
    names: 'R Rscript julia',
    line: /(\binstall_(?:github|git|gitlab|bitbucket|url|svn)\s?\(|\bPkg\.(?:add|develop|clone)\s?\([^)]{0,100}?(?:url\s?=|https?:)|\binstall\.packages\s?\([^)]{0,200}?repos\s?=\s?["']https?:\/\/(?!cloud\.r-project|cran\.|packagemanager\.))/,
  },
]

const BY_NAME = new Map(
  ROWS.flatMap(({ names, line }) => names.split(' ').map((name) => [name, line])),
)

/** Programs that may be told to take code from a repository. */
export const REPOSITORY_NAMES: readonly string[] = [...BY_NAME.keys()]

const MAX_LINE = 4000

/** Notes a repository that a call takes code from, where a registry would have it. */
export function noteRepository(scene: Scene, call: Invocation): void {
  const shape = BY_NAME.get(call.name)
  if (!shape) return
  const line = call.args.map(({ text }) => text).join(' ')
  const found = shape.exec(line.slice(0, MAX_LINE))?.[1]
  if (found !== undefined)
    signal(scene, 'foreign-source', `${found.slice(0, 100)}, from no registry`)
}
