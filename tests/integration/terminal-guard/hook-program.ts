import { spawn } from 'node:child_process'

/** What a hook printed and how it ended. */
export interface HookRun {
  readonly code: number | null
  /** The decision with its reason; null where it printed none. */
  readonly answer: { readonly decision: string; readonly reason: string } | null
  readonly errors: string
}

const limitMs = 40_000

/** Runs the command of a hook as the agent's program does: through a shell, with the call on its input. */
export function runHook(
  command: string,
  input: string,
  env: Readonly<Record<string, string>> = {},
): Promise<HookRun> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', command], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let [printed, errors] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    child.once('error', reject)
    child.stdin.on('error', () => child.stdin.destroy())
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, answer: answerIn(printed), errors })
    })
    child.stdin.end(input)
  })
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
