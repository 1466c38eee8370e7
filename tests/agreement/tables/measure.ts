import { execFile } from 'node:child_process'
import { firstMissed } from '../compare.ts'
import { believe } from '../engine.ts'
import { createRandom } from '../random.ts'
import type { Started } from '../sandbox.ts'
import { braces } from './braces.ts'
import { exports } from './exports.ts'
import type { Family } from './family.ts'
import { parameters } from './parameters.ts'

/** All tables. */
export const families: readonly Family[] = [parameters, braces, exports]

/** A script that showed something which the engine had excluded. */
export interface TableMiss {
  readonly script: string
  readonly why: string
}

/** Figures of a table: scripts, those that showed anything, those of which every word was known, and misses. */
export interface TableFigures {
  readonly scripts: number
  readonly active: number
  readonly known: number
  readonly misses: readonly TableMiss[]
}

const FOLDER = '/home/mira/empty'
const BATCH = 1000
const TIMEOUT_MS = 60_000
/** Only builtins run: `emit` tells what it is given, and no folder is on the PATH. */
const PRELUDE = `
emit() { printf '%s\\0' EMIT "$#" "$@"; }
bash() { "$BASH" --norc "$@"; }
env() { "$@"; }
export -f emit bash env
`

/** Whether a bash of the version that the engine follows stands here. */
export function bashProblem(): Promise<string | null> {
  return new Promise((resolve) => {
    execFile('bash', ['-c', 'echo "$BASH_VERSINFO.${BASH_VERSINFO[1]}"'], (error, out) => {
      resolve(!error && Number.parseFloat(out) >= 5.2 ? null : 'no bash of version 5.2')
    })
  })
}

/** Draws scripts of a table, lets bash run them and compares what they showed with what the engine saw. */
export async function measureTable(
  family: Family,
  run: { readonly scripts: number; readonly seed: number; readonly cwd: string },
): Promise<TableFigures> {
  const random = createRandom(run.seed)
  const scripts = Array.from({ length: run.scripts }, () => family.write(random))
  const misses: TableMiss[] = []
  let active = 0
  let known = 0
  for (let at = 0; at < scripts.length; at += BATCH) {
    const batch = scripts.slice(at, at + BATCH)
    const shown = await show(batch, run.cwd)
    batch.forEach((script, index) => {
      const started = shown[index] ?? []
      if (started.length === 0) return
      active++
      const believed = believe(script, FOLDER)
      const why = firstMissed(started, believed)
      if (why !== null && !believed.admits) misses.push({ script, why })
      if (!believed.argvs.some((argv) => argv.some(({ text }) => text.includes('\uFFFC')))) known++
    })
  }
  return { scripts: run.scripts, active, known, misses }
}

/** What each script gave to `emit`. */
async function show(scripts: readonly string[], cwd: string): Promise<Started[][]> {
  const bodies = scripts.map(
    (script, index) =>
      `printf '%s\\0' CASE ${index}\n( eval '${script.replaceAll("'", "'\\''")}' ) </dev/null\n`,
  )
  const parts = (await runBash(PRELUDE + bodies.join(''), cwd)).split('\0')
  const shown: Started[][] = scripts.map(() => [])
  let current = -1
  for (let at = 0; at + 1 < parts.length; at++) {
    const part = parts[at] ?? ''
    const count = Number(parts[at + 1])
    if (part.endsWith('CASE')) current = count
    else if (part.endsWith('EMIT')) {
      // By what name the shell was started is not a matter of the script.
      const args = parts.slice(at + 2, at + 2 + count)
      const named = args.map((arg) => arg.replaceAll('/bin/bash', 'bash'))
      shown[current]?.push({ name: 'emit', args: named })
      at += 1 + count
    }
  }
  return shown
}

function runBash(text: string, cwd: string): Promise<string> {
  const options = {
    cwd,
    argv0: 'bash',
    env: { PATH: '/nowhere', HOME: '/home/mira' },
    timeout: TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
  }
  return new Promise((resolve) => {
    // Scripts fail on purpose, so that how it ends says nothing.
    const child = execFile('/bin/bash', ['--norc'], options, (_error, out) => resolve(out))
    child.stdin?.end(text)
  })
}
