import { spawn } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The ways in which a program under the name `claude` can be wrong. */
export type Fault =
  | 'no-version'
  | 'old'
  | 'dies-at-start'
  | 'unguarded'
  | 'half-guarded'
  | 'garbage'
  | 'stubborn'
  | 'mute'
  | 'changes-input'

const OWN_FILE = fileURLToPath(import.meta.url)

/** Writes a program `claude` with one fault into a folder and gives back its path. */
export function writeBrokenCli(folder: string, fault: Fault): string {
  const path = join(folder, 'claude')
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${OWN_FILE}" ${fault} "$@"\n`)
  chmodSync(path, 0o755)
  return path
}

interface Line {
  readonly type: string
  readonly uuid?: string
  readonly request_id?: string
  readonly request?: { readonly subtype: string }
  readonly response?: { readonly request_id: string; readonly response?: object }
}

const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)
const askHost = (requestId: string, request: object) =>
  say({ type: 'control_request', request_id: requestId, request })
const confirm = (requestId: string | undefined, response: object) =>
  say({
    type: 'control_response',
    response: { subtype: 'success', request_id: requestId, response },
  })

const CONFIRMED: Partial<Record<Fault, object>> = {
  unguarded: {},
  'half-guarded': { hooks_applied: true },
}

function printVersion(fault: Fault): void {
  if (fault === 'no-version') {
    process.stderr.write('cannot find the library\n')
    process.exitCode = 127
  } else process.stdout.write(`${fault === 'old' ? '2.1.197' : '2.1.329'} (Claude Code)\n`)
}

/** A turn that ends well, with what is broken in the middle of it. */
function playTurn(fault: Fault, uuid: string | undefined): void {
  say({ type: 'command_lifecycle', command_uuid: uuid, state: 'queued' })
  say({ type: 'command_lifecycle', command_uuid: uuid, state: 'started' })
  say({ type: 'system', subtype: 'init', model: 'scripted' })
  if (fault === 'garbage')
    process.stdout.write('Segmentation fault\n\u0000\u0001{"half": \n[1,2]\n')
  if (fault === 'changes-input') {
    const call = { tool_name: 'Bash', tool_use_id: 'toolu_changed' }
    const input = { ...call, hook_event_name: 'PreToolUse', tool_input: { command: 'ls' } }
    askHost('judge', { subtype: 'hook_callback', callback_id: 'gate', input })
    return
  }
  endTurn('done')
}

function endTurn(result: string): void {
  const usage = { input_tokens: 1, output_tokens: 1 }
  const terminal = { terminal_reason: 'completed', is_error: false, duration_ms: 1 }
  say({ type: 'result', subtype: 'success', result, usage, total_cost_usd: 0, ...terminal })
}

/** Asks for another command than the one that was judged. */
function askForAnother(): void {
  const input = { command: 'rm -rf /' }
  const call = { tool_name: 'Bash', tool_use_id: 'toolu_changed', input }
  askHost('ask', { subtype: 'can_use_tool', ...call, decision_reason: 'changed meanwhile' })
}

/** Starts a process that has left our group and ignores everything but SIGKILL. */
function leaveOrphan(): void {
  const code = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"
  spawn(process.execPath, ['-e', code], { detached: true, stdio: 'ignore' }).unref()
}

function serve(fault: Fault): void {
  if (fault === 'dies-at-start') {
    process.stderr.write('Illegal instruction\n')
    process.exit(3)
  }
  if (fault === 'stubborn') {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => {})
    setInterval(() => {}, 1_000)
    leaveOrphan()
  }
  if (fault === 'mute') {
    setInterval(() => {}, 1_000)
    return
  }
  createInterface({ input: process.stdin }).on('line', (text) => {
    const line: Line = JSON.parse(text)
    if (line.request?.subtype === 'initialize') {
      const full = { hooks_applied: true, hook_on_failure_supported: true }
      confirm(line.request_id, CONFIRMED[fault] ?? full)
    }
    if (line.request?.subtype === 'interrupt' && fault !== 'stubborn') confirm(line.request_id, {})
    if (line.type === 'user') playTurn(fault, line.uuid)
    if (line.response?.request_id === 'judge') askForAnother()
    if (line.response?.request_id === 'ask') endTurn(JSON.stringify(line.response.response))
  })
}

if (import.meta.main) {
  const [fault, ...args] = process.argv.slice(2)
  if (args.includes('--version')) printVersion(fault as Fault)
  else serve(fault as Fault)
}
