/** The static gate: format and lint, types, dependency rules, our own rules, unused code. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inRoot, PINNED_NODE, ROOT } from './places.mjs'
import { runProgram, spokenTime } from './run-program.mjs'
import { setup } from './setup.mjs'

const TREES = ['main', 'preload', 'renderer', 'shared', 'platform', 'tooling', 'tests']
const TOOL_TIMEOUT_MS = 4 * 60_000

const tool = (/** @type {string[]} */ ...parts) => inRoot('node_modules', ...parts)

/**
 * Each tool of the gate: the script to run with the pinned Node, and its arguments.
 * @returns {{ name: string, script: string, args: string[] }[]}
 */
function tools() {
  return [
    {
      name: 'biome',
      script: tool('@biomejs', 'biome', 'bin', 'biome'),
      args: ['check', '--error-on-warnings', '--max-diagnostics=50', '.'],
    },
    { name: 'types', script: tool('typescript', 'bin', 'tsc'), args: ['-b', '--pretty', 'false'] },
    {
      name: 'dependencies',
      script: tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      args: ['--output-type', 'err-long', ...TREES.filter((tree) => existsSync(inRoot(tree)))],
    },
    { name: 'rules', script: inRoot('tooling', 'rules', 'run.mjs'), args: [ROOT] },
    { name: 'unused', script: tool('knip', 'bin', 'knip.js'), args: ['--no-progress'] },
  ]
}

/**
 * Runs every tool and prints one line each, failing ones with what they said.
 * @returns {Promise<{ name: string, isOk: boolean, output: string }[]>}
 */
export async function runChecks() {
  return await Promise.all(
    tools().map(async ({ name, script, args }) => {
      const ended = await runProgram(PINNED_NODE, [script, ...args], {
        cwd: ROOT,
        timeoutMs: TOOL_TIMEOUT_MS,
      })
      const isOk = ended.code === 0
      const output = ended.timedOut
        ? `did not end within ${spokenTime(TOOL_TIMEOUT_MS)}`
        : ended.output
      process.stdout.write(
        `${isOk ? 'ok  ' : 'FAIL'}  ${name.padEnd(13)}${spokenTime(ended.tookMs)}\n`,
      )
      return { name, isOk, output }
    }),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await setup()
    const failed = (await runChecks()).filter(({ isOk }) => !isOk)
    for (const { name, output } of failed) process.stdout.write(`\n── ${name}\n${output.trim()}\n`)
    process.exitCode = failed.length > 0 ? 1 : 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
  }
}
