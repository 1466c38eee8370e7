import { recallFile, recallProgram, type SessionMemory } from '../../memory/session-memory.ts'
import { baseName, placeOf, resolvePath } from '../paths.ts'
import { EMPTY, emit, type Field, type Scene, type Stream, signal, touch } from '../scene.ts'
import { globMatches } from '../sensitive-paths.ts'
import { type CodeArguments, codeArguments } from './code-arguments.ts'
import { noteImports, noteLoaded, noteModule, noteRun } from './earlier-runs.ts'
import { hooksOf, noteLinks, noteTraces, settleLinks } from './traces.ts'

/**
 * Judges the start of a program by what earlier calls of the session left behind: the program
 * itself, the script it reads and the files it loads as code.
 */
export function noteEarlierCode(scene: Scene, argv: readonly Field[], stdin: Stream): void {
  const program = argv[0]
  if (!program) return
  const { memory, facts } = scene.ground
  scene.findings.marks.programs.add(program.text)
  if (facts?.programs) noteShadowed(scene, argv, stdin)
  const name = baseName(program.text)
  settleLinks(scene.findings.marks)
  noteLinks(scene, name, argv.slice(1))
  if (memory === undefined) return
  const args = argv.slice(1)
  noteProgram(scene, argv, stdin)
  noteTraces(scene, name, args)
  if (name === 'git') noteEarlierHooks(scene, hooksOf(args))
  noteLoadedCode(scene, codeArguments(program.text, args), stdin)
}

/** The scripts, modules and files that a program runs or loads. */
function noteLoadedCode(scene: Scene, code: CodeArguments | null, stdin: Stream): void {
  if (!code) return
  const { language, rest: args } = code
  for (const path of code.scripts.flatMap((field) => pathsOf(scene, field))) {
    noteRun(scene, { path, language, stdin, args })
  }
  for (const name of code.modules) noteModule(scene, name)
  for (const field of code.files) noteLoaded(scene, touch(scene, field).path)
  if (language !== 'shell') for (const text of code.code) noteImports(scene, text)
}

/** The path of a script, or what is remembered of the paths that a pattern may stand for. */
function pathsOf(scene: Scene, field: Field): readonly string[] {
  const { path } = touch(scene, field)
  const { memory } = scene.ground
  if (!field.glob || !memory) return [path]
  const folder = path.slice(0, path.lastIndexOf('/'))
  const name = baseName(path)
  const isMeant = (known: string): boolean =>
    known === `${folder}/${baseName(known)}` && globMatches(name, baseName(known))
  return [...memory.files.keys()].filter(isMeant).slice(-MAX_MATCHES)
}

const MAX_MATCHES = 8

/** A name that leads into the project or a temporary folder is not the system's program. */
function noteShadowed(scene: Scene, [program, ...args]: readonly Field[], stdin: Stream): void {
  const name = program?.text ?? ''
  const { facts } = scene.ground
  const real = facts?.programs && Object.hasOwn(facts.programs, name) ? facts.programs[name] : ''
  if (!real) return
  const place = placeOf(real, scene.ground)
  if (place !== 'project' && place !== 'temporary') return
  const source = place === 'project' ? 'project' : 'file'
  emit(scene, { kind: 'execute', source, program: real })
  noteRun(scene, { path: real, language: null, stdin, args })
}

/** The program itself, where it is a file or the session wrote one of its name. */
function noteProgram(scene: Scene, [program, ...args]: readonly Field[], stdin: Stream): void {
  const { memory } = scene.ground
  if (!program) return
  const { text } = program
  if (text.includes('/')) {
    const { path } = touch(scene, program)
    noteRun(scene, { path, language: null, stdin, args })
  } else if (memory && memory.files.size > 0) {
    const found = foundOnPath(scene, memory, text) ?? recallProgram(memory, text)
    if (found !== null) noteRun(scene, { path: found, language: null, stdin, args })
  }
}

/** What the session wrote into a folder that this call puts on the PATH. */
function foundOnPath(scene: Scene, memory: SessionMemory, name: string): string | null {
  const searched = scene.variables.get('PATH')?.values[0]
  if (!searched) return null
  for (const folder of searched.split(':')) {
    const path = resolvePath(`${folder || '.'}/${name}`, scene.cwd, scene.ground.home)
    if (recallFile(memory, path)) return path
  }
  return null
}

/** Judges the hooks that a command of git would run, where the session wrote them. */
function noteEarlierHooks(scene: Scene, names: readonly string[]): void {
  const { memory } = scene.ground
  if (!memory || names.length === 0 || memory.files.size + memory.sources.size === 0) return
  scene.findings.marks.gitVerbs.add('commit')
  for (const path of hookFolders(scene, memory).flatMap((at) =>
    names.map((name) => `${at}/${name}`),
  )) {
    const known = recallFile(memory, path)
    if (known?.text === null) signal(scene, 'written-hook', path)
    if (known) noteRun(scene, { path, language: null, stdin: EMPTY })
  }
}

function hookFolders({ ground }: Scene, { settings }: SessionMemory): string[] {
  const { workspace, home, facts } = ground
  const set = settings.get('core.hookspath')
  return [
    facts?.git?.hooksFolder ?? `${workspace}/.git/hooks`,
    ...(set ? [resolvePath(set, workspace, home)] : []),
    `${workspace}/.husky`,
  ]
}
