import { parse } from 'unbash'
import { TAINT } from '../findings.ts'
import { EMPTY, emit, fork, type Scene, type Stream, signal } from '../scene.ts'
import { joinedNames } from '../shell/joined-names.ts'
import { at, fieldOf, neededText, noteCharacters, type Tool } from './input.ts'
import { noteLastingHarm } from './lasting-harm.ts'
import { judgeWrittenContent } from './written-content.ts'

const bash: Tool = (scene, input) => {
  const command = neededText(scene, input, 'command')
  if (command === null) return
  at(scene, 'command', { end: command.length })
  if (fieldOf(input, 'dangerouslyDisableSandbox') === true)
    signal(scene, 'other-tool', 'outside of the sandbox')
  if (!noteCharacters(scene, command)) return
  const joined = joinedNames(command)
  // Positions in joined text are not those of the call.
  if (joined !== command) scene.nested = true
  scene.source = joined
  noteShownVariables(scene, scene.runner.tree(scene, parse(joined), EMPTY))
  judgeWrittenFiles(scene, command)
  noteLastingHarm(scene, command)
}

/** Variables that promise secrets and whose values reach what the agent reads. */
function noteShownVariables(scene: Scene, { taint }: Stream): void {
  for (const name of scene.findings.variables) {
    const wanted = name === '*' ? TAINT.environment : TAINT.environment | TAINT.credential
    if (taint & wanted) emit(scene, { kind: 'variable', name })
  }
}

const MAX_FILES = 8

/** Files that the command writes are judged like those of the writing tools, as far as their text is known. */
function judgeWrittenFiles(scene: Scene, command: string): void {
  if (scene.files.size === 0) return
  let left = MAX_FILES
  for (const [path, { text }] of scene.files) {
    if (text === null || text === '' || left-- <= 0) continue
    const inner = fork(scene, { span: { field: 'command', start: 0, end: command.length } })
    judgeWrittenContent(inner, { path, text, whole: false, removed: '' })
  }
}

/** Tools that take shell text. */
export const shellTools: Readonly<Record<string, Tool>> = { Bash: bash, Monitor: bash }
