import type { Scene, Stream } from '../scene.ts'
import type { Invocation } from './program.ts'

/** Where something lies: below the folder the call is in, below the home, or anywhere. */
type Place = `./${string}` | `~/${string}` | `/${string}`

interface Row {
  /** The arguments, joined by blanks. */
  readonly args: RegExp
  readonly place: Place
}

const NODE_BIN: Place = './node_modules/.bin'

/** Programs that print where they keep things, as projects use it: `$(npm bin)/eslint`. */
const PRINTS: ReadonlyMap<string, readonly Row[]> = new Map([
  [
    'npm',
    [
      { args: /^bin$/, place: NODE_BIN },
      { args: /^root$/, place: './node_modules' },
      { args: /^root (?:-g|--global)$/, place: '/usr/local/lib/node_modules' },
      { args: /^bin (?:-g|--global)$/, place: '/usr/local/bin' },
      { args: /^(?:prefix (?:-g|--global)|config get prefix)$/, place: '/usr/local' },
    ],
  ],
  [
    'pnpm',
    [
      { args: /^bin$/, place: NODE_BIN },
      { args: /^root$/, place: './node_modules' },
      { args: /^bin (?:-g|--global)$/, place: '~/.local/share/pnpm' },
    ],
  ],
  [
    'yarn',
    [
      { args: /^bin$/, place: NODE_BIN },
      { args: /^global bin$/, place: '~/.yarn/bin' },
    ],
  ],
  ['composer', [{ args: /^(?:global )?config .*bin-dir.*$/, place: './vendor/bin' }]],
  [
    'go',
    [
      { args: /^env GOPATH$/, place: '~/go' },
      { args: /^env GOBIN$/, place: '~/go/bin' },
      { args: /^env GOROOT$/, place: '/usr/lib/go' },
      { args: /^env GOMODCACHE$/, place: '~/go/pkg/mod' },
      { args: /^env GOTOOLDIR$/, place: '/usr/lib/go/pkg/tool' },
    ],
  ],
  [
    'brew',
    [
      { args: /^--prefix$/, place: '/opt/homebrew' },
      { args: /^--prefix [\w@.+/-]+$/, place: '/opt/homebrew/opt/formula' },
      { args: /^--repository$/, place: '/opt/homebrew' },
    ],
  ],
  ['bundle', [{ args: /^(?:show|info --path) [\w.-]+$/, place: '~/.gem/gems/one' }]],
  ['gem', [{ args: /^(?:env gemdir|environment gemdir)$/, place: '~/.gem' }]],
  ['poetry', [{ args: /^env info (?:-p|--path)$/, place: '~/.virtualenvs/current' }]],
  ['pipenv', [{ args: /^--venv$/, place: '~/.virtualenvs/current' }]],
  ['pdm', [{ args: /^venv --path [\w-]+$/, place: './.venv' }]],
  ['conda', [{ args: /^info --base$/, place: '~/miniconda3' }]],
  ['mamba', [{ args: /^info --base$/, place: '~/miniconda3' }]],
  ['pyenv', [{ args: /^(?:root|prefix(?: [\w.-]+)?)$/, place: '~/.pyenv' }]],
  ['rbenv', [{ args: /^(?:root|prefix)$/, place: '~/.rbenv' }]],
  ['rustc', [{ args: /^--print[= ]sysroot$/, place: '~/.rustup/toolchains/current' }]],
  ['llvm-config', [{ args: /^(?:\S+ )?--(?:bin|lib|include)dir$/, place: '/usr/lib/llvm/bin' }]],
  ['pg_config', [{ args: /^--bindir$/, place: '/usr/lib/postgresql/bin' }]],
  ['mysql_config', [{ args: /^--variable=pkglibdir$/, place: '/usr/lib/mysql' }]],
  [
    'xcode-select',
    [{ args: /^(?:-p|--print-path)$/, place: '/Applications/Xcode.app/Contents/Developer' }],
  ],
  ['java_home', [{ args: /^/, place: '/Library/Java/Home' }]],
  ['opam', [{ args: /^var (?:bin|prefix|lib)$/, place: '~/.opam/default/bin' }]],
  ['stack', [{ args: /^path --local-bin(?:-path)?$/, place: '~/.local/bin' }]],
  ['flutter', [{ args: /^config --print-sdk$/, place: '~/flutter' }]],
])

/** Programs that print folders. */
export const PRINTING_NAMES: readonly string[] = [...PRINTS.keys()]

/** The folder that a call prints, as far as such tools are known; null for every other call. */
export function printedPlace(scene: Scene, { name, args }: Invocation): Stream | null {
  const rows = PRINTS.get(name)
  if (!rows || args.length === 0 || args.length > 4) return null
  const line = args.map((field) => field.text).join(' ')
  const place = rows.find((row) => row.args.test(line))?.place
  return place === undefined ? null : { text: `${pathOf(scene, place)}\n`, taint: 0 }
}

function pathOf({ cwd, ground }: Scene, place: Place): string {
  if (place.startsWith('./')) return `${cwd}${place.slice(1)}`
  return place.startsWith('~/') ? `${ground.home}${place.slice(1)}` : place
}
