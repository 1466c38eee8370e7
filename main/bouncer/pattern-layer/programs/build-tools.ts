import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  fork,
  OPAQUE,
  type Scene,
  type Stream,
  signal,
  touch,
  UNKNOWN,
  writePaths,
} from '../scene.ts'
import { loadFile } from './escape-table.ts'
import { noteForeignCalls } from './foreign-calls.ts'
import { noteMigration } from './migrations.ts'
import { readOptions, valued } from './options.ts'
import { judgeScripts, noteWrittenScripts } from './package-scripts.ts'
import { noteCodeSource } from './package-sources.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands } from './unknown-program.ts'
import { noteWrittenSources } from './written-sources.ts'

const MAKE = valued(
  'f C j l o W I d file directory include-dir old-file justfile working-directory taskfile dir t set shell shell-arg',
)

const make: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: MAKE })
  noteWrittenScripts(
    scene,
    call.name,
    options.value('C', 'directory', 'd', 'dir', 'working-directory'),
  )
  const file = options.value('f', 'file', 'justfile', 'taskfile')
  if (file) noteMakefile(scene, file, call.stdin)
  noteMakeCode(scene, call)
  if (noteMigration(scene, call)) return OPAQUE
  const shell = call.args.find((field) => /^(?:SHELL|MAKESHELL|\.SHELLFLAGS)=/.test(field.text))
  const shellText = shell
    ? shell.text.slice(shell.text.indexOf('=') + 1)
    : options.value('shell')?.text
  if (shellText !== undefined) {
    signal(scene, 'carries-command', shellText)
    if (/\s/.test(shellText)) scene.runner.text(fork(scene), shellText, EMPTY)
  }
  emit(scene, { kind: 'execute', source: 'project', program: call.name })
  noteCarriedCommands(scene, call.args)
  return OPAQUE
}

function noteMakefile(scene: Scene, file: Field, stdin: Stream): void {
  if (file.text === '-' || file.text === '/dev/stdin') {
    signal(scene, 'inline-opaque', 'a makefile from standard input')
    judgeScripts(scene, 'makefile', stdin)
  } else {
    const written = scene.files.get(file.text) ?? scene.files.get(touch(scene, file).path)
    if (written) judgeScripts(scene, 'makefile', written)
    if (written?.text?.includes('/dev/stdin')) judgeScripts(scene, 'makefile', stdin)
    if (/^(?:\/|~)/.test(file.text) && !file.text.startsWith(`${scene.ground.workspace}/`)) {
      emit(scene, { kind: 'execute', source: 'file', program: file.text })
    }
  }
}

function noteMakeCode(scene: Scene, call: Invocation): void {
  const at = call.args.findIndex((field) => /^(?:--eval|-E)(?:=|$)/.test(field.text))
  const code = call.args[at]
  if (!code || (call.name !== 'make' && call.name !== 'gmake')) return
  const text = code.text.includes('=')
    ? code.text.slice(code.text.indexOf('=') + 1)
    : (call.args[at + 1]?.text ?? '')
  for (const match of text.matchAll(/\$\(shell\s+(.*?)\)/g)) {
    scene.runner.text(fork(scene), match[1] ?? '', EMPTY)
  }
  const recipes = recipesOf(text)
  for (const recipe of recipes) scene.runner.text(fork(scene), recipe, EMPTY)
  if (recipes.length === 0 || BUILDS_RULES.test(text)) signal(scene, 'inline-opaque', 'make --eval')
}

const BUILDS_RULES =
  /\$[({](?:eval|call|file|load|guile|foreach|value)\b|^\s*-?include\b|\bSHELL\b|^\s*define\b/m

/** Lines of recipes as the shell gets them; what make puts in is not known. */
function recipesOf(text: string): readonly string[] {
  const lines = text.split('\n').flatMap((line) => {
    if (line.startsWith('\t')) return [line.slice(1)]
    const recipe = /^[^\t#=;]{0,200}:[^=;]{0,200};([\s\S]*)$/.exec(line)?.[1]
    return recipe === undefined ? [] : [recipe]
  })
  return lines.map((line) =>
    line
      .replace(/^[\s@+-]+/, '')
      .replace(/\$(?:\([^()]*\)|\{[^{}]*\}|[@<^?*%])/g, UNKNOWN)
      .replaceAll('$$', '$'),
  )
}

/** `-P` runs a script: its commands and what it removes, where its text is known. */
function noteCmakeScript(scene: Scene, call: Invocation): void {
  const at = call.args.findIndex((field) => field.text === '-P')
  const file = call.args[at + 1]
  if (at < 0 || !file) return
  const fed = /^(?:-|\/dev\/stdin)$/.test(file.text)
  const held = scene.files.get(file.text) ?? scene.files.get(touch(scene, file).path)
  const text = (fed ? call.stdin : held)?.text ?? ''
  noteCmakeDownloads(scene, text)
  for (const match of text.matchAll(/\bexecute_process\s*\(([^)]{0,600})\)/gi)) {
    for (const command of (match[1] ?? '').split(/\bCOMMAND\b/).slice(1)) {
      const words = command.split(CMAKE_KEYWORD)[0] ?? ''
      scene.runner.text(fork(scene), words.replace(/\$ENV\{(\w+)\}/g, '$$$1'), EMPTY)
    }
  }
  if (text !== '') noteForeignCalls(scene, 'cmake', text)
}

/** `file(DOWNLOAD url path)`. */
function noteCmakeDownloads(scene: Scene, text: string): void {
  for (const match of text.matchAll(/\bfile\s*\(\s*DOWNLOAD\s+\S+\s+([^\s)]+)/gi)) {
    const path = { text: (match[1] ?? '').replace(/["']/g, ''), glob: false, taint: 0 }
    writePaths(scene, [path], { text: null, taint: TAINT.download })
  }
}

const CMAKE_KEYWORD =
  /\b(?:WORKING_DIRECTORY|TIMEOUT|RESULTS?_VARIABLE|OUTPUT_\w+|ERROR_\w+|INPUT_FILE|COMMAND_\w+|ENCODING|ECHO_\w+)\b/

const CMAKE_SCRIPTS =
  /^(?:rm|remove|remove_directory|copy|copy_directory|rename|env|time|chdir|tar|touch)$/

/** CMake has small tools of its own behind `-E`. */
const cmake: Program = (scene, call) => {
  noteWrittenScripts(scene, 'cmake')
  noteCarriedCommands(scene, call.args)
  noteCmakeScript(scene, call)
  const at = call.args.findIndex((field) => field.text === '-E')
  const tool = call.args[at + 1]
  if (at < 0 || !tool || !CMAKE_SCRIPTS.test(tool.text)) return OPAQUE
  const rest = call.args.slice(at + 2)
  if (/^remove(?:_directory)?$/.test(tool.text)) {
    return scene.runner.argv(
      scene,
      [{ ...tool, text: 'rm' }, { ...tool, text: '-r' }, ...rest],
      EMPTY,
    )
  }
  if (/^copy/.test(tool.text))
    return scene.runner.argv(scene, [{ ...tool, text: 'cp' }, ...rest], EMPTY)
  const skip = tool.text === 'chdir' ? 1 : 0
  const name = tool.text === 'rename' ? 'mv' : tool.text
  const argv = skip > 0 || name === 'time' ? rest.slice(skip) : [{ ...tool, text: name }, ...rest]
  return argv.length > 0 ? scene.runner.argv(scene, argv, call.stdin) : OPAQUE
}

const PUBLISHING_TASK =
  /^(?:(?:\w+:)*(?:deploy|publish\w*|uploadArchives|release(?::\w+)?|perform|closeAndRelease\w*|dropRepository|promote\w*)|release:\w+|nexus-staging:\w+|versions:commit)$/

/** Places that plugins and artifacts are taken from for this run. */
function noteRepositories(scene: Scene, call: Invocation): void {
  for (const { text } of call.args) {
    const from =
      /^-D(?:remoteRepositories|repository|repo\w*|maven\.repo\.remote)=(?:[^:]*::(?:[^:]*::)?)?(https?:.+)/.exec(
        text,
      )
    if (from) noteCodeSource(scene, from[1] ?? '')
  }
}

/** Build tools whose verbs may publish. */
const buildTool: Program = (scene, call) => {
  noteWrittenScripts(scene, call.name.replace(/w$/, ''))
  const verb = call.args.find((field) => PUBLISHING_TASK.test(field.text))
  if (verb && !/^publishToMavenLocal$/.test(verb.text)) {
    emit(scene, { kind: 'infrastructure', verb: verb.text, resource: `${call.name} repository` })
  }
  if (noteMigration(scene, call)) return OPAQUE
  const script = readOptions(call.args, { valued: valued('I init-script p b f') }).value(
    'I',
    'init-script',
  )
  const abroad = script && /^https?:/.test(script.text)
  if (script && (abroad || touch(scene, script).place === 'system')) {
    emit(scene, { kind: 'execute', source: 'file', program: script.text })
  } else if (script) loadFile(scene, script)
  noteRepositories(scene, call)
  const runs = call.args.find((field) => /^-Dexec\.(?:executable|args)=/.test(field.text))
  if (runs) scene.runner.text(fork(scene), runs.text.slice(runs.text.indexOf('=') + 1), EMPTY)
  emit(scene, { kind: 'execute', source: 'project', program: call.name })
  return OPAQUE
}

const goTool: Program = (scene, call) => {
  const verb = call.args[0]?.text ?? ''
  for (const [at, field] of call.args.entries()) {
    const hook = /^--?(?:toolexec|exec|vettool)(?:=(.*))?$/s.exec(field.text)
    if (!hook) continue
    const value = hook[1] ?? call.args[at + 1]?.text ?? ''
    scene.runner.text(fork(scene), value, EMPTY)
    signal(scene, 'carries-command', value)
  }
  if (verb === 'env' && call.args.some((field) => field.text === '-w')) {
    emit(scene, { kind: 'persistence', target: 'go env -w' })
  }
  if (verb === 'run') noteGoFiles(scene, call.args.slice(1))
  if (/^(?:run|build|test|generate)$/.test(verb)) noteWrittenSources(scene, call.args.slice(1))
  if (/^(?:run|install|get)$/.test(verb)) noteGoModules(scene, call.args.slice(1))
  emit(scene, { kind: 'execute', source: 'project', program: `${call.name} ${verb}` })
  return OPAQUE
}

const GO_HOSTS =
  /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht|gitea\.com|code\.gitea\.io|golang\.org|(?:[\w-]+\.)*golang\.org|google\.golang\.org|cloud\.google\.com|gopkg\.in|go\.\w+\.(?:org|io|dev)|k8s\.io|sigs\.k8s\.io|honnef\.co|mvdan\.cc|cuelang\.org|rsc\.io|modernc\.org|gorm\.io|entgo\.io|goa\.design|filippo\.io|gotest\.tools|connectrpc\.com|buf\.build|dario\.cat|gocloud\.dev|gonum\.org|gioui\.org|fyne\.io|helm\.sh|istio\.io|knative\.dev|oras\.land|tailscale\.com|upspin\.io|charm\.land|pgregory\.net|nhooyr\.io|maunium\.net|tinygo\.org|dev\.gaijin\.team|vitess\.io|dagger\.io|encore\.dev|wails\.io|templ\.guide)$/

/** Modules that are fetched at a version from hosts that few use. */
function noteGoModules(scene: Scene, args: readonly Field[]): void {
  for (const { text } of args) {
    const host = /^([\w-]+(?:\.[\w-]+)+)\/[^@\s]+@/.exec(text)?.[1]
    if (host && !GO_HOSTS.test(host)) signal(scene, 'foreign-source', text.slice(0, 120))
  }
}

function noteGoFiles(scene: Scene, files: readonly Field[]): void {
  for (const { text } of files) {
    const path = text.startsWith('/') ? text : `${scene.cwd}/${text}`
    const written = text.endsWith('.go') ? scene.files.get(path) : undefined
    if (written) judgeScripts(scene, 'main.go', written)
  }
}

/** Programs that build a project. */
export const buildPrograms: ProgramTable = {
  ...named('make gmake just task rake ninja samu mage invoke', make),
  ...named('cmake cmake3', cmake),
  go: goTool,
  ...named('mvn mvnw mvnd gradle gradlew ant sbt lein mill', buildTool),
}
