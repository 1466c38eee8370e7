import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endOf } from '../terminal-guard/ended-program.ts'
import { type HookRun, hookInput, runHook } from '../terminal-guard/hook-program.ts'
import type { DrillHouse } from './drill-house.ts'

const limitMs = 50_000

/** Puts the hook into the settings of agents in terminals. */
export async function installHook({ client }: DrillHouse): Promise<void> {
  await client.ask('guard.install', { away: 'deny' })
}

/** The person's own settings of the agent. */
export function settingsOf({ place }: DrillHouse): string {
  return join(place.folder, '.claude', 'settings.json')
}

/** Runs the installed hook for a command, as the agent's program does; `more` changes the call. */
export function askHook(house: DrillHouse, command: string, more: object = {}): Promise<HookRun> {
  const settings = JSON.parse(readFileSync(settingsOf(house), 'utf8'))
  const hook: string = settings.hooks.PreToolUse[0].hooks[0].command
  const call = { cwd: house.project, tool_input: { command }, ...more }
  return runHook(hook, hookInput(call), { PROJECT: house.project })
}

/** Starts the real agent in a terminal with a script and yields what it was told about its calls. */
export async function runInTerminal(house: DrillHouse, script: string): Promise<readonly string[]> {
  const args = ['-p', `@@${script}`, '--output-format', 'stream-json', '--verbose']
  const program = join(house.place.folder, 'bin', 'claude')
  const child = spawn(program, [...args, '--permission-mode', 'acceptEdits'], {
    cwd: house.project,
    env: { ...house.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { printed } = await endOf(child, limitMs)
  return resultsIn(printed)
}

function resultsIn(printed: string): string[] {
  return printed
    .split('\n')
    .filter((line) => line.startsWith('{"type":"user"'))
    .flatMap((line) => {
      const { message } = JSON.parse(line) as { message: { content: unknown } }
      return Array.isArray(message.content) ? message.content : []
    })
    .filter(({ type }) => type === 'tool_result')
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)))
}
