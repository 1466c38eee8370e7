import { runCommandLine } from './commands/run-command-line.ts'

/** Ends the process once everything it said is on its way, whatever a start that failed has left open. */
async function end(code: number): Promise<void> {
  process.exitCode = code
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()))
  }
  process.exit(code)
}

// No top-level await: the single executable runs this as a CommonJS script.
void runCommandLine(process.argv.slice(2)).then(end)
