import { failure } from '../../shared/kit/failure.ts'
import { judgeJsonLines } from '../bouncer/index.ts'
import { failureJson } from '../kit/failure-json.ts'
import type { Call } from './command.ts'
import { commandErrors } from './command-errors.ts'

/** Judges the calls of the input, as lines or as one object. */
export async function judgeInput({ isJson, write }: Call): Promise<0 | 1> {
  process.stdin.setEncoding('utf8')
  const input: AsyncIterable<string> = process.stdin
  if (!isJson) return judgeJsonLines(input, (line) => write(`${line}\n`))
  const verdicts: object[] = []
  const code = await judgeJsonLines(input, (line) => verdicts.push(JSON.parse(line) as object))
  const unread = verdicts.filter((one) => 'error' in one).length
  const slots = { unread, rows: verdicts.length }
  const failed = failureJson(failure(commandErrors, 'command.rows-unread', slots))
  write(`${JSON.stringify({ ...(code === 0 ? { ok: true } : failed), verdicts })}\n`)
  return code
}
