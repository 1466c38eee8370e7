import { baseName } from '../paths.ts'
import { type Scene, signal } from '../scene.ts'
import { isAgentInstruction } from './agent-files.ts'
import { noteAutomaticRuns } from './automatic-runs.ts'
import { commandsOf } from './command-kinds.ts'
import { noteForeignSteps } from './foreign-steps.ts'
import { noteOpenedUp } from './infrastructure-files.ts'
import { at } from './input.ts'
import { noteInstructions } from './instructions.ts'
import { noteLastingText } from './lasting-harm.ts'
import { noteLockedSources } from './lock-files.ts'
import { noteLostChecks } from './lost-checks.ts'
import { noteManifest } from './manifest-packages.ts'
import { noteSources } from './package-sources.ts'
import { notePlacesOfCode } from './places-of-code.ts'
import { noteWeakened } from './weakened.ts'
import type { FileCommand, Written } from './written.ts'
import { judgeAsCode, judgeAsCommand, WRITTEN_STEPS } from './written-trial.ts'

const MAX_CONTENT = 64 * 1024
const MAX_COMMANDS = 80

/**
 * Judges text that is written to a file by what will happen to the file: hooks, profiles, install steps and
 * the like as the commands they are, scripts by their certain harm, other code only where nothing else can be
 * meant, words not at all. The scene's span says where in the input the text stands.
 */
export function judgeWrittenContent(
  outer: Scene,
  written: Written,
  budget: Scene['budget'] = { steps: WRITTEN_STEPS },
): void {
  const scene = { ...outer, budget }
  const cut = { ...written, text: written.text.slice(0, MAX_CONTENT) }
  noteWords(scene, cut)
  const commands = commandsOf(cut)
  const isRun = commands.some((command) => command.runs !== 'source')
  if (isRun && (written.text.length > MAX_CONTENT || commands.length > MAX_COMMANDS))
    signal(scene, 'unparsed', `${baseName(written.path)} is too long to read`)
  for (const command of commands.slice(0, MAX_COMMANDS)) {
    if (budget.steps < 0 || isHarm(scene, command)) return
  }
}

/** What the text says by itself, before any of it is read as a command. */
function noteWords(scene: Scene, written: Written): void {
  noteAutomaticRuns(scene, written)
  noteSources(scene, written)
  notePlacesOfCode(scene, written)
  noteManifest(scene, written)
  noteForeignSteps(scene, written)
  noteLockedSources(scene, written)
  noteOpenedUp(scene, written)
  noteLostChecks(scene, written)
  noteWeakened(scene, written)
  if (isAgentInstruction(written.path)) noteInstructions(scene, written.text)
  noteLastingText(scene, written)
}

/** Judges one command; answers whether its harm is certain, so that no other needs a look. */
function isHarm(scene: Scene, command: FileCommand): boolean {
  const before = scene.findings.signals.length
  if (command.sure) noteSure(scene, command)
  else if (command.language === undefined) judgeAsCommand(scene, command)
  else judgeAsCode(scene, { ...command, language: command.language })
  return scene.findings.signals.slice(before).some(({ kind }) => kind === 'dangerous-content')
}

function noteSure(scene: Scene, command: FileCommand): void {
  const { text, at: start } = command
  if (start >= 0)
    at(scene, scene.span.field, { start, end: start + (command.length ?? text.length) })
  signal(scene, command.sure === 'harm' ? 'dangerous-content' : 'content-asks', text.slice(0, 120))
}
