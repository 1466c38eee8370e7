import { runCommandLine } from './commands/run-command-line.ts'

// No top-level await: the single executable runs this as a CommonJS script.
void runCommandLine(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
