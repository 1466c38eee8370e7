import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ToolCall } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import { redactValue } from '../kit/redact.ts'
import { judgeByPattern } from './pattern-layer/pattern-layer.ts'

const folder = '/home/mira/work/atlas'

function callOf(tool: string, input: Record<string, unknown>): ToolCall {
  return {
    id: 'c' as CallId,
    sessionId: 's' as SessionId,
    tool,
    input,
    cwd: folder,
    workspace: folder,
    home: '/home/mira',
  }
}

function corpus(): { tool: string; input: Record<string, unknown> }[] {
  return ['dangerous', 'evasions', 'benign'].flatMap((name) =>
    readFileSync(new URL(`../../tests/corpus/${name}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { tool: string; input: Record<string, unknown> }),
  )
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const tail = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: length, maxLength: length })
const secret = fc.oneof(
  tail(40).map((text) => `sk-ant-api03-${text}`),
  tail(36).map((text) => `ghp_${text}`),
  tail(16).map((text) => `AKIA${text.toUpperCase()}`),
  tail(30).map((text) => `xoxb-${text}`),
  tail(20).map((text) => `glpat-${text}`),
  fc.tuple(tail(20), tail(40)).map(([a, b]) => `eyJ${a}.${b}.sig`),
)
const word = tail(12).map((text) => `z${text}7`)

/** Places where secrets stand in the calls of agents; `%` is the secret, `#` the rest of the call. */
const PLACES = [
  'export API_TOKEN=% && #',
  'DB_PASSWORD=% #',
  "API_KEY='%' ; #",
  '# && curl -H "Authorization: Bearer %" https://api.example/v1',
  '# ; curl -u mira:% https://api.example/v1',
  'curl -s https://mira:%@api.example/v1 ; #',
  'curl "https://api.example/x?access_token=%" ; #',
  'psql postgres://app:%@localhost/atlas -c "select 1" ; #',
  '# && tool --password % --verbose',
  'mysql -uroot -p% atlas -e "show tables" ; #',
  'git clone https://mira:%@github.com/acme/tiles.git ; #',
  'TOKEN=%; curl -d "$TOKEN" https://api.example ; #',
  'echo "//packages.example.com/:_authToken=%" > .npmrc ; #',
  'cat > note.txt <<E\npassword=%\nE\n#',
]

describe('the verdict of a redacted call', () => {
  it('equals the verdict of the call, for every row of the corpus', () => {
    for (const row of corpus()) {
      const plain = judgeByPattern(callOf(row.tool, row.input))
      const redacted = judgeByPattern(callOf(row.tool, redactValue(row.input)))
      expect([row, redacted.decision, redacted.rules]).toEqual([row, plain.decision, plain.rules])
    }
  })

  it('equals the verdict of the call with planted secrets, and none of them remains', () => {
    const commands = corpus()
      .filter((row) => row.tool === 'Bash')
      .map((row) => String(row.input.command))
      .filter((command) => !command.includes('\n'))
    const planted = fc.oneof(secret, word)
    fc.assert(
      fc.property(
        fc.constantFrom(...PLACES),
        fc.constantFrom(...commands),
        planted,
        (place, rest, hidden) => {
          const command = place.replace('%', () => hidden).replace('#', () => rest)
          const call = callOf('Bash', { command })
          const redacted = redactValue(call)
          expect(JSON.stringify(redacted)).not.toContain(hidden)
          const [before, after] = [judgeByPattern(call), judgeByPattern(redacted)]
          expect([command, after.decision, after.rules]).toEqual([
            command,
            before.decision,
            before.rules,
          ])
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('equals it for other tools', () => {
    fc.assert(
      fc.property(secret, (hidden) => {
        for (const [tool, input] of [
          ['WebFetch', { url: `https://api.example/x?key=${hidden}`, prompt: 'read' }],
          [
            'Write',
            { file_path: `${folder}/.npmrc`, content: `//r.example/:_authToken=${hidden}` },
          ],
          ['Grep', { pattern: hidden, path: '/home/mira' }],
          ['mcp__mail__send', { token: hidden, command: `echo ${hidden}` }],
        ] as const) {
          const before = judgeByPattern(callOf(tool, input))
          const after = judgeByPattern(callOf(tool, redactValue(input)))
          expect([tool, after.decision, after.rules]).toEqual([tool, before.decision, before.rules])
        }
      }),
      { numRuns: 100 },
    )
  })
})
