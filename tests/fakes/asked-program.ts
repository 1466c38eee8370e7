import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How a scripted `claude` treats a question. */
export type ProgramWay =
  | 'allow'
  | 'ask'
  | 'hang'
  | 'garbage'
  | 'fails'
  | 'error-result'
  | 'logged-out'
  | 'two-turns'
  | 'huge'
  | 'silent'

/** What it was started with, one entry a question. */
export interface AskedProgram {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly files: readonly string[]
  readonly data: string
  readonly pid: number
}

/** Puts a `claude` into a folder that notes how it is asked; returns how to read the notes. */
export function putAskedProgram(folder: string, way: ProgramWay): () => AskedProgram[] {
  mkdirSync(folder, { recursive: true })
  const notes = join(folder, 'asked.jsonl')
  const path = join(folder, 'claude')
  writeFileSync(path, script(process.execPath, notes, way))
  chmodSync(path, 0o755)
  return () =>
    existsSync(notes)
      ? readFileSync(notes, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line))
      : []
}

const script = (node: string, notes: string, way: ProgramWay) => `#!${node}
const { appendFileSync, readdirSync } = require('node:fs')
const args = process.argv.slice(2)
if (args[0] === '--version') { console.log('9.9.9 (Claude Code)'); process.exit(0) }
let data = ''
process.stdin.on('data', (part) => { data += part })
process.stdin.on('end', () => {
  const { env, pid } = process
  appendFileSync(${JSON.stringify(notes)}, JSON.stringify({ args, env, cwd: process.cwd(), files: readdirSync('.'), data, pid }) + '\\n')
  const way = ${JSON.stringify(way)}
  if (way === 'hang') return setInterval(() => undefined, 1000)
  if (way === 'silent') return process.exit(0)
  if (way === 'fails') { console.error('no login'); return process.exit(1) }
  if (way === 'garbage') return console.log('not json at all')
  if (way === 'huge') return process.stdout.write('x'.repeat(400000))
  const [key] = Object.keys(JSON.parse(data))
  const { rules, effects } = JSON.parse(data)[key]
  const because = [...rules, ...effects].map(({ id }) => id)
  const isFirst = args.some((arg) => arg.includes('"escalate"'))
  const decision = way === 'allow' ? 'allow' : isFirst ? 'escalate' : 'ask'
  const result = JSON.stringify({ key, decision, because })
  const shape = { type: 'result', subtype: 'success', is_error: false, num_turns: 1, result }
  if (way === 'error-result') return console.log(JSON.stringify({ ...shape, is_error: true }))
  if (way === 'logged-out') {
    console.log(JSON.stringify({ ...shape, is_error: true, result: 'Not logged in · Please run /login' }))
    process.exit(1)
  }
  if (way === 'two-turns') return console.log(JSON.stringify({ ...shape, num_turns: 2 }))
  console.log(JSON.stringify(shape))
})
`
