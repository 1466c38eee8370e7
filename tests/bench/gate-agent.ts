/** The asking process of the `gate` benchmark: writes PreToolUse callbacks to its output, waits for each answer on its input. */
import { createInterface } from 'node:readline'

const cwd = '/home/mira/work/atlas'
const inputs = [
  { tool_name: 'Bash', tool_input: { command: 'npm test' } },
  {
    tool_name: 'Bash',
    tool_input: { command: 'git status --short && git diff --stat | head -50' },
  },
  {
    tool_name: 'Bash',
    tool_input: { command: 'cat package.json | jq .scripts > /tmp/scripts.json' },
  },
  {
    tool_name: 'Bash',
    tool_input: { command: 'for f in src/*.ts; do wc -l "$f"; done | sort -n' },
  },
  { tool_name: 'Bash', tool_input: { command: 'rm -rf node_modules && npm ci' } },
  { tool_name: 'Read', tool_input: { file_path: `${cwd}/src/index.ts` } },
  {
    tool_name: 'Edit',
    tool_input: { file_path: `${cwd}/src/a.ts`, old_string: 'a', new_string: 'b'.repeat(2_000) },
  },
  { tool_name: 'Grep', tool_input: { pattern: 'createServer', path: cwd } },
]

const answers = createInterface({ input: process.stdin })
let answered: (line: string) => void = () => undefined
answers.on('line', (line) => answered(line))
let number = 0

/** Milliseconds from the callback to its answer. */
async function askOnce(): Promise<number> {
  number += 1
  const id = `call-${number}`
  const input = {
    hook_event_name: 'PreToolUse',
    tool_use_id: id,
    cwd,
    ...inputs[number % inputs.length],
  }
  const request = { subtype: 'hook_callback', callback_id: 'hook_0', tool_use_id: id, input }
  const answer = new Promise<string>((resolve) => {
    answered = resolve
  })
  const start = performance.now()
  process.stdout.write(`${JSON.stringify({ type: 'control_request', request_id: id, request })}\n`)
  const line = await answer
  const took = performance.now() - start
  if (!line.includes(id)) throw new Error(`not the answer to ${id}: ${line}`)
  return took
}

process.on('message', async ({ count }: { count: number }) => {
  const times: number[] = []
  for (let left = count; left > 0; left -= 1) times.push(await askOnce())
  process.send?.({ times })
})
