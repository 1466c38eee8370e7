import { spawn } from 'node:child_process'
import { endOf } from './ended-program.ts'

/** What a hook printed and how it ended. */
export interface HookRun {
  readonly code: number | null
  /** The decision with its reason; null where it printed none. */
  readonly answer: { readonly decision: string; readonly reason: string } | null
  readonly errors: string
}

const limitMs = 40_000

/** Runs the command of a hook as the agent's program does: through a shell, with the call on its input. */
export async function runHook(
  command: string,
  input: string,
  env: Readonly<Record<string, string>> = {},
): Promise<HookRun> {
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => child.stdin.destroy())
  child.stdin.end(input)
  const { code, printed, errors } = await endOf(child, limitMs)
  return { code, answer: answerIn(printed), errors }
}

function answerIn(printed: string): HookRun['answer'] {
  if (printed === '') return null
  const { hookSpecificOutput: said } = JSON.parse(printed) as {
    hookSpecificOutput: { permissionDecision: string; permissionDecisionReason: string }
  }
  return { decision: said.permissionDecision, reason: said.permissionDecisionReason }
}

/** What the agent's program writes to a hook before a call. */
export function hookInput(more: object = {}): string {
  const call = {
    session_id: '6f9c1c1e-5a0f-4a53-9d0a-2f1f2c3d4e5f',
    transcript_path: '/nowhere/t.jsonl',
    cwd: '/',
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'ls' },
    tool_use_id: `toolu_${Math.random().toString(36).slice(2)}`,
    ...more,
  }
  return JSON.stringify(call)
}
