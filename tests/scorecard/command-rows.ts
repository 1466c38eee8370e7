import { expect, it } from 'vitest'
import { judgeByPattern } from '../../main/bouncer/pattern-layer/pattern-layer.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'

const HOME = '/home/mira'
const PROJECT = `${HOME}/work/atlas`

/** What a row may expect: `stop` is asked or denied. */
type Expected = 'deny' | 'ask' | 'stop' | 'allow'

/** Checks shell commands one a line against a decision; `\n` in a line is a line break. */
export function everyCommand(expected: Expected, lines: string): void {
  const commands = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  it.each(commands.map((command) => [command]))(`${expected} %s`, (command) => {
    const verdict = judgeByPattern({
      id: 'row' as CallId,
      sessionId: 'rows' as SessionId,
      tool: 'Bash',
      input: { command: command.replaceAll('\\n', '\n') },
      cwd: PROJECT,
      workspace: PROJECT,
      home: HOME,
    })
    const got = expected === 'stop' && verdict.decision !== 'allow' ? 'stop' : verdict.decision
    expect([got, ...(got === expected ? [] : verdict.rules)]).toEqual([expected])
  })
}
