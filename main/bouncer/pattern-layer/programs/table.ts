import { ABLE_NAMES, able } from './abilities/abilities.ts'
import { answerPrograms } from './answers.ts'
import { builtinPrograms, dumpsEnvironment, quiet, silent } from './builtins.ts'
import { databasePrograms } from './databases.ts'
import { deviceNamePrograms } from './device-names.ts'
import { escapePrograms } from './escapes.ts'
import { filePrograms } from './files.ts'
import { finderPrograms } from './finders.ts'
import { gitPrograms } from './git.ts'
import { infrastructurePrograms } from './infrastructure.ts'
import { interpreter, interpreterPrograms, languageOf } from './interpreters.ts'
import { keyStorePrograms } from './key-stores.ts'
import { networkPrograms } from './network.ts'
import { openerPrograms } from './openers.ts'
import { packagePrograms } from './packages.ts'
import { pathPrograms } from './path-text.ts'
import { named, type Program, type ProgramTable } from './program.ts'
import { readerPrograms } from './readers.ts'
import { administrationPrograms, systemPrograms } from './system.ts'
import { runUnknownProgram, tool } from './unknown-program.ts'
import { WATCHED_NAMES, watched } from './unwanted-calls.ts'
import { windowsPrograms } from './windows-commands.ts'
import { loader, wrapperPrograms } from './wrappers.ts'
import { sourcePrograms } from './written-sources.ts'

/** Programs that only print, measure or wait. */
const QUIET =
  'pwd cal dir ll la tree exa eza lsd stat file du df free uptime uname arch groups tty who w last nproc hostname lscpu lsblk lsusb lspci getconf basename dirname realpath readlink bc factor sleep wait jobs fg bg disown times whatis apropos locate clear tput reset-terminal stty getopts return break continue exit logout shopt bind complete compgen compopt umask caller dirs suspend ps pgrep pstree top htop lsof netstat vmstat iostat mpstat sar locale numfmt column-names pidof time-stamp rimraf-dry sha1 sum husky-run'

/** Programs that read, check and build what they are given, and write where an option says. */
const TOOLS =
  'tsc eslint prettier biome vitest jest mocha ava tape tap nyc c8 rollup webpack vite esbuild swc babel turbo nx lerna tsup unbuild tsdown oxlint oxfmt stylelint markdownlint typedoc jsdoc pytest ruff mypy black isort flake8 pylint pyright tox nox coverage rustc rustfmt clippy-driver golangci-lint gofmt goimports staticcheck shellcheck shfmt hadolint actionlint yamllint cloc tokei scc playwright cypress storybook next nuxt astro tailwindcss postcss sass lessc changeset commitlint lint-staged knip depcheck madge publint attw size-limit sbt lein bazel buck pants cmake meson ctest javac kotlinc protoc buf dot plantuml graphviz pandoc ffmpeg ffprobe convert magick identify nm objdump readelf size strip ar ldd otool addr2line'

const BUILTINS = new Set(
  Object.keys(builtinPrograms).filter((name) => !/^(?:echo|printf|test|\[)$/.test(name)),
)

const TABLE: Map<string, Program> = new Map(
  Object.entries<Program>({
    ...named('true false :', silent),
    ...named(QUIET, quiet),
    ...named(TOOLS, tool),
    ...administrationPrograms,
    ...sourcePrograms,
    ...windowsPrograms,
    ...deviceNamePrograms,
    set: dumpsEnvironment,
    ...pathPrograms,
    ...answerPrograms,
    ...openerPrograms,
    ...readerPrograms,
    ...finderPrograms,
    ...filePrograms,
    ...gitPrograms,
    ...packagePrograms,
    ...networkPrograms,
    ...infrastructurePrograms,
    ...databasePrograms,
    ...systemPrograms,
    ...keyStorePrograms,
    ...escapePrograms,
    ...interpreterPrograms,
    ...wrapperPrograms,
    ...builtinPrograms,
  } satisfies ProgramTable),
)

/** What we know of a program by its name; versions and letter case are forgiven. */
export function programFor(name: string, atPath = false): Program | undefined {
  const exact = TABLE.get(name)
  // A path never names a builtin of the shell.
  if (atPath && exact && BUILTINS.has(name)) return undefined
  if (exact) return exact
  if (languageOf(name) !== null) return interpreter
  if (/^ld-(?:linux|musl)/.test(name)) return loader
  if (name.startsWith('mkfs.')) return called('mkfs')
  const folded = name.toLowerCase().replace(/\.exe$/, '')
  if (folded !== name && TABLE.has(folded)) return called(folded)
  const stem = folded.replace(/-?\d[\d.]*$/, '')
  return stem !== folded && stem.length > 1 ? called(stem) : undefined
}

/** The program under the name its table knows, because some look themselves up by it. */
function called(name: string): Program | undefined {
  const program = TABLE.get(name)
  return program && ((scene, call) => program(scene, { ...call, name }))
}

for (const name of ABLE_NAMES) {
  TABLE.set(name, able(name, programFor(name) ?? runUnknownProgram))
}

for (const name of WATCHED_NAMES) {
  TABLE.set(name, watched(name, programFor(name) ?? runUnknownProgram))
}
