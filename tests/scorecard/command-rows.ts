import { expect, it } from 'vitest'
import { type Expected, judged } from './tool-rows.ts'

/** Checks shell commands one a line against a decision; `\n` in a line is a line break. */
export function everyCommand(expected: Expected, lines: string): void {
  const commands = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  it.each(commands.map((command) => [command]))(`${expected} %s`, (command) => {
    const verdict = judged('Bash', { command: command.replaceAll('\\n', '\n') })
    const got = expected === 'stop' && verdict.decision !== 'allow' ? 'stop' : verdict.decision
    expect([got, ...(got === expected ? [] : verdict.rules)]).toEqual([expected])
  })
}
