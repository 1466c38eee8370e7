import { EMPTY, emit, fork, OPAQUE, plain, type Scene, signal, writePaths } from '../scene.ts'
import { judgeCode } from './inline-code.ts'
import { named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands } from './unknown-program.ts'

function runCommand(scene: Scene, text: string, program: string): void {
  emit(scene, { kind: 'execute', source: 'inline', program })
  scene.runner.text(fork(scene), text, EMPTY)
}

/** Commands that copy a program's memory or run code in it. */
const LOOKS_INSIDE =
  /^(?:dump|generate-core|gcore|call|print|p|x\/|find|compile|memory|expr(?:ession)?|process save-core|set)\b/

const DEBUGGER_SHELL = /^(?:(?:platform\s+)?shell|!|(?:pipe|\|)\s[^|]*\|)\s*(.*)$/

/** Commands of a debugger that write a file. */
const DEBUGGER_WRITES =
  /^(?:dump|append|set\s+logging\s+file|save|generate-core-file|gcore|tsave|compile file)\b/

const debuggerProgram: Program = (scene, call) => {
  const at = call.args.findIndex((argument) => /^--?args$/.test(argument.text))
  for (const { text } of call.args) {
    const command = DEBUGGER_SHELL.exec(text)?.[1]
    if (command !== undefined) runCommand(scene, command, call.name)
    if (DEBUGGER_WRITES.test(text)) noteDebuggerFile(scene, text)
    if (/^(?:python|py|script|platform shell)\b/.test(text)) {
      judgeCode(scene, { language: 'gdb', code: text, stdin: EMPTY })
      signal(scene, 'inline-opaque', `${call.name} runs code`)
    }
  }
  const attached = call.args.find((field) =>
    /^(?:--?p(?:id)?(?:=.*)?|--attach-pid|-n|attach\b.*)$/.test(field.text),
  )
  const looks = call.args.some((field) => LOOKS_INSIDE.test(field.text))
  if (attached && looks) signal(scene, 'other-tool', `${call.name} looks into a running program`)
  if (at >= 0) scene.runner.argv(scene, call.args.slice(at + 1), EMPTY)
  noteCarriedCommands(scene, call.args)
  return OPAQUE
}

function noteDebuggerFile(scene: Scene, text: string): void {
  const file = /\s([~/]\S+)/.exec(text)?.[1]
  if (file) writePaths(scene, [plain(file)], OPAQUE)
}

/** Debuggers: their commands can start programs, run code, look into others and write files. */
export const debuggers: ProgramTable = named('gdb lldb', debuggerProgram)
