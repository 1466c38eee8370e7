import type { ProcessMark, ProcessTree, TreeSearch } from '../../../kit/process-tree.ts'
import type { Program } from '../../../kit/spawn.ts'

/** What is to be stopped and how its current work is ended first. */
export interface StopRequest {
  readonly program: Program
  readonly tree: ProcessTree
  readonly search: TreeSearch
  /** Ends the current turn; waited for a second at most. */
  interrupt(): Promise<void>
}

const INTERRUPT_MS = 1_000
const END_OF_INPUT_MS = 2_000
const TERMINATE_MS = 2_500
const KILL_ROUNDS = 20
const KILL_ROUND_MS = 100

/**
 * Interrupt, end of input, SIGTERM, SIGKILL; then everything the program had started, also what left
 * its process group. Resolves when none of it runs.
 */
export async function stopProgram(request: StopRequest): Promise<void> {
  const { program, tree, search } = request
  await Promise.race([request.interrupt(), pause(INTERRUPT_MS)])
  // Recorded while the parent lives: afterwards nothing ties its children to it but the variable.
  let started = await tree.find(search)
  program.stdin.end()
  if (!(await endsWithin(program, END_OF_INPUT_MS))) {
    started = union(started, await tree.find(search))
    program.signal('SIGTERM')
    await endsWithin(program, TERMINATE_MS)
  }
  await killAll(request, started)
}

/** Ends what a program that is already gone has left behind. */
export function sweepOrphans(request: Pick<StopRequest, 'tree' | 'search'>): Promise<void> {
  return killAll(request, [])
}

async function killAll(
  { tree, search }: Pick<StopRequest, 'tree' | 'search'>,
  recorded: readonly ProcessMark[],
): Promise<void> {
  let known = recorded
  for (let round = 0; round < KILL_ROUNDS; round++) {
    // Looked at anew each round: what is being killed may still have started something.
    known = await tree.alive(union(known, await tree.find(search)))
    if (known.length === 0) return
    await tree.signal(known, 'SIGKILL')
    await pause(KILL_ROUND_MS)
  }
}

async function endsWithin(program: Program, limitMs: number): Promise<boolean> {
  const ended = program.exited.then(() => true)
  return Promise.race([ended, pause(limitMs).then(() => false)])
}

function union(left: readonly ProcessMark[], right: readonly ProcessMark[]): ProcessMark[] {
  const byKey = new Map([...left, ...right].map((one) => [`${one.pid} ${one.startedAt}`, one]))
  return [...byKey.values()]
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}
