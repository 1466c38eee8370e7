import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Calls that it asks for at once. */
export const floodCalls = 1_000

const OWN_FILE = fileURLToPath(import.meta.url)

/** Writes a program `claude` into a folder that answers a prompt with a flood of calls, and runs each that it is allowed; gives back its path. */
export function writeFloodingCli(folder: string): string {
  const path = join(folder, 'claude')
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${OWN_FILE}" "$@"\n`)
  chmodSync(path, 0o755)
  return path
}

interface Line {
  readonly type: string
  readonly uuid?: string
  readonly request_id?: string
  readonly request?: { readonly subtype: string }
  readonly response?: {
    readonly request_id: string
    readonly response?: { readonly behavior?: string; readonly hookSpecificOutput?: object }
  }
}

const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)
const numbers = Array.from({ length: floodCalls }, (_none, at) => at)
const commandOf = (at: number) => `touch flood-${at}.mark; git push origin branch-${at}`
let open = floodCalls

/** First the callback of every call, all at once, then the permission request of each that may ask. */
function flood(): void {
  for (const at of numbers) {
    const input = {
      ...{ tool_name: 'Bash', tool_use_id: `toolu_flood_${at}`, hook_event_name: 'PreToolUse' },
      tool_input: { command: commandOf(at) },
    }
    const request = { subtype: 'hook_callback', callback_id: 'gate', input }
    say({ type: 'control_request', request_id: `judge-${at}`, request })
  }
}

function askFor(at: number): void {
  const request = {
    ...{ subtype: 'can_use_tool', tool_name: 'Bash', tool_use_id: `toolu_flood_${at}` },
    input: { command: commandOf(at) },
  }
  say({ type: 'control_request', request_id: `ask-${at}`, request })
}

function take({ request_id: id, response }: NonNullable<Line['response']>): void {
  const [kind, number] = id.split('-')
  const at = Number(number)
  if (kind === 'judge') {
    if (JSON.stringify(response).includes('"deny"')) open -= 1
    else askFor(at)
  } else {
    open -= 1
    // As an agent does what it may.
    if (response?.behavior === 'allow') writeFileSync(`flood-${at}.mark`, '')
  }
  if (open === 0) endTurn()
}

function endTurn(): void {
  const usage = { input_tokens: 1, output_tokens: 1 }
  const terminal = { terminal_reason: 'completed', is_error: false, duration_ms: 1 }
  say({ type: 'result', subtype: 'success', result: 'done', usage, total_cost_usd: 0, ...terminal })
}

function serve(): void {
  createInterface({ input: process.stdin }).on('line', (text) => {
    const line: Line = JSON.parse(text)
    const confirm = (response: object) =>
      say({
        type: 'control_response',
        response: { subtype: 'success', request_id: line.request_id, response },
      })
    if (line.request?.subtype === 'initialize') {
      confirm({ hooks_applied: true, hook_on_failure_supported: true })
    }
    if (line.request?.subtype === 'interrupt') confirm({})
    if (line.type === 'user') {
      say({ type: 'command_lifecycle', command_uuid: line.uuid, state: 'queued' })
      say({ type: 'command_lifecycle', command_uuid: line.uuid, state: 'started' })
      say({ type: 'system', subtype: 'init', model: 'scripted' })
      flood()
    }
    if (line.response) take(line.response)
  })
}

if (import.meta.main) {
  if (process.argv.includes('--version')) process.stdout.write('2.1.329 (Claude Code)\n')
  else serve()
}
