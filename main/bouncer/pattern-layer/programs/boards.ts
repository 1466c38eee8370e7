import { isKnown, OPAQUE, plain, type Scene, signal, writePaths } from '../scene.ts'
import { readOptions, valued } from './options.ts'
import type { Program, ProgramTable } from './program.ts'

const OPENOCD = {
  valued: valued('f file s search c command d debug l log_output'),
}

/** Commands of a debug probe that read the board, stop it or let it run on. */
const LOOKS =
  /^(?:init|exit|shutdown|halt|resume|step|reset(?: (?:halt|run|init))?|wait_halt|soft_reset_halt|md[wbhd] .*|mrw .*|read_memory .*|targets?(?: .*)?|reg(?: \w+)?|poll(?: .*)?|sleep \d+|echo .*|bp|wp|verify_image .*|flash (?:banks|info|list|verify_bank)(?: .*)?|adapter (?:speed|serial|driver|list|name).*|transport .*|(?:gdb|telnet|tcl)_port .*|gdb_\w+ .*|bindto (?:127\.0\.0\.1|localhost)|debug_level .*|arm (?:semihosting|disassemble).*|rtt .*|itm .*|tpiu .*|scan_chain|version|noinit|dump_image .*|source \[find .*\]|set \w+ \w+)?$/

/** A debug probe: what it is told decides; without orders it waits for a debugger of this machine. */
const openocd: Program = (scene, call) => {
  const options = readOptions(call.args, OPENOCD)
  const given = [...options.values('c', 'command'), ...options.operands]
  const orders = given.flatMap(({ text }) => text.split(/[;\n]/)).map((order) => order.trim())
  for (const order of orders) noteOrder(scene, order)
  return OPAQUE
}

function noteOrder(scene: Scene, order: string): void {
  const image = /^dump_image (\S+)/.exec(order)?.[1]
  if (image) writePaths(scene, [plain(image)], OPAQUE)
  const looks = isKnown(order) && LOOKS.test(order) && !/\[(?!find )|\bexec\b/.test(order)
  if (!looks) signal(scene, 'other-tool', `openocd writes to a board: ${order.slice(0, 80)}`)
}

/** Programs that talk to boards. */
export const boardPrograms: ProgramTable = { openocd }
