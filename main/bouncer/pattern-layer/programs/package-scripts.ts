import { TAINT } from '../findings.ts'
import { resolvePath } from '../paths.ts'
import { EMPTY, type Field, flow, fork, plain, type Scene, type Stream, signal } from '../scene.ts'
import { noteForeignCalls } from './foreign-calls.ts'
import { noteHomeLoss } from './home-loss.ts'
import { noteCarriedCommands } from './unknown-program.ts'

/** Files of a project that a tool runs commands from without naming them. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  npm: ['package.json'],
  yarn: ['package.json', '.yarnrc.yml', '.pnp.cjs'],
  yarnpkg: ['package.json'],
  pnpm: ['package.json', '.pnpmfile.cjs'],
  bun: ['package.json'],
  npx: ['package.json'],
  composer: ['composer.json'],
  make: ['Makefile', 'makefile', 'GNUmakefile'],
  gmake: ['Makefile', 'makefile', 'GNUmakefile'],
  just: ['justfile', 'Justfile', '.justfile'],
  task: ['Taskfile.yml', 'Taskfile.yaml'],
  rake: ['Rakefile', 'rakefile'],
  cargo: ['build.rs', '.cargo/config.toml', 'Cargo.toml'],
  pip: ['setup.py', 'pyproject.toml'],
  pip3: ['setup.py', 'pyproject.toml'],
  poetry: ['pyproject.toml', 'build.py'],
  cmake: ['CMakeLists.txt'],
  gradle: ['build.gradle', 'build.gradle.kts', 'settings.gradle'],
  mvn: ['pom.xml'],
  bundle: ['Gemfile'],
  bundler: ['Gemfile'],
  vagrant: ['Vagrantfile'],
  gulp: ['gulpfile.js'],
  grunt: ['Gruntfile.js'],
}

/** Judges what this call wrote into the files that a tool takes its commands from. */
export function noteWrittenScripts(scene: Scene, name: string, folder?: Field): void {
  const names = FILES[name]
  if (!names || scene.files.size === 0) return
  const cwd = folder ? resolvePath(folder.text, scene.cwd, scene.ground.home) : scene.cwd
  for (const file of names) {
    const written = scene.files.get(`${cwd}/${file}`)
    if (written) judgeScripts(scene, file, written)
  }
}

/** Judges a file of commands that this call wrote, by its kind. */
export function judgeScripts(scene: Scene, file: string, written: Stream): void {
  if (written.taint & TAINT.download) flow(scene, 'download-to-execute', file)
  if (written.text === null) return
  const commands = commandsOf(file, written.text)
  if (commands.length > MAX_COMMANDS) signal(scene, 'unparsed', `${file} holds too many commands`)
  for (const command of commands.slice(0, MAX_COMMANDS)) {
    scene.runner.text(fork(scene, { nested: true }), command, EMPTY)
  }
  if (CODE_FILE.test(file)) {
    noteHomeLoss(scene, written.text)
    noteForeignCalls(scene, 'build', written.text)
  }
  noteCarriedCommands(
    scene,
    written.text
      .slice(0, MAX_TEXT)
      .split('\n')
      .map((line) => plain(line, written.taint)),
  )
}

const MAX_TEXT = 8000
/** Files of a build that are code of a language. */
const CODE_FILE = /\.(?:rs|py|gradle|kts|js|c?mjs)$|^(?:CMakeLists\.txt|[GVR]\w+file)$/
const MAX_COMMANDS = 40

function commandsOf(file: string, text: string): string[] {
  if (file.endsWith('.json')) return scriptsOf(text)
  if (!/makefile|justfile/i.test(file)) return []
  const settings = makeSettings(text.slice(0, MAX_TEXT))
  return [...text.slice(0, MAX_TEXT).matchAll(RECIPES)].map((match) =>
    (match[1] ?? match[2] ?? match[3] ?? '')
      .replace(MAKE_HOME, () => '$HOME')
      .replace(MAKE_NAME, (whole, name: string) => settings.get(name) ?? whole)
      .replaceAll('$$', '$'),
  )
}

/** Lines of recipes, and what make starts while it reads the file. */
const RECIPES = /^(?:\t| {2,})[@-]*(.+)$|:\s*;\s*(.+)$|\$[({]shell\s+([^\n]{1,400}?)[)}]\s*$/gm

/** A name that make puts something in for. */
const MAKE_NAME = /\$[({](\w+)[)}]/g
const MAKE_SETTING = /^(\w{1,60})[ \t]{0,8}(?:::?|\?)?=([^\n$#]*)$/gm

/** What a makefile says its names stand for, where that is plain text. */
function makeSettings(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(MAKE_SETTING)].map(([, name = '', value = '']) => [name, value.trim()]),
  )
}

/** How a makefile asks for the home. */
const MAKE_HOME = /\$[({]HOME[)}]/g

function scriptsOf(text: string): string[] {
  try {
    const { scripts } = JSON.parse(text) as { scripts?: unknown }
    if (typeof scripts !== 'object' || scripts === null) return []
    return Object.values(scripts)
      .flat()
      .filter((value) => typeof value === 'string')
  } catch {
    // Not JSON: the tool will refuse it; its lines are still looked at.
    return []
  }
}
