import type { ProcessTree, TreeSearch } from '../../kit/process-tree.ts'
import type { Pty } from '../../kit/pty.ts'

const hangUpMs = 1_500
const killRounds = 20
const killRoundMs = 50

/** Hangs up, waits a moment, then ends everything that was started in the terminal. */
export async function endProgram(
  pty: Pick<Pty, 'hangUp' | 'exited' | 'resume'>,
  { tree, search }: { readonly tree: ProcessTree; readonly search: TreeSearch },
): Promise<void> {
  // Recorded while the shell lives: afterwards nothing ties its children to it.
  const started = await tree.find(search)
  // What waits for its output to be read would not hear of it.
  pty.resume()
  pty.hangUp()
  await Promise.race([pty.exited, pause(hangUpMs)])
  for (let round = 0; round < killRounds; round += 1) {
    const alive = await tree.alive(started)
    if (alive.length === 0) return
    await tree.signal(alive, 'SIGKILL')
    await pause(killRoundMs)
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}
