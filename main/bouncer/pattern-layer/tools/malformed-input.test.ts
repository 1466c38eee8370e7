import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verdictSchema } from '../../../../shared/bouncer/model.ts'
import { judged, project } from '../../../../tests/scorecard/tool-rows.ts'
import { TOOLS } from './tools.ts'

const names = [...Object.keys(TOOLS), 'mcp__filesystem__read_file', 'mcp__x__y', 'Unknown']
const fields = [
  ...'file_path path notebook_path content old_string new_string edits new_source'.split(' '),
  ...'command pattern glob url prompt query todos skill args bash_id shell_id'.split(' '),
  ...'__proto__ constructor toString nested'.split(' '),
]
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    0,
    -1,
    Number.NaN,
    true,
    '',
    '\0',
    '..',
    '/',
    '~',
    [],
    {},
  ),
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    '${{',
    '$(',
    '`',
    '{'.repeat(200),
    '%%%',
    '%2e%2e/',
    'C:\\',
    '\\\\x\\y',
    'http://[',
  ),
  fc.anything({ maxDepth: 3 }),
)

describe('malformed input', () => {
  it('never throws and always gives a verdict of the agreed shape', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.dictionary(fc.constantFrom(...fields), odd, { maxKeys: 6 }),
        (tool, input) => {
          const verdict = judged(tool, input)
          expect(verdictSchema.safeParse(verdict).success).toBe(true)
          if (verdict.decision !== 'allow') expect(verdict.spans.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 3000 },
    )
  }, 60_000)

  const needed: readonly (readonly [string, string, Record<string, unknown>])[] = [
    ['Bash', 'command', {}],
    ['Read', 'file_path', {}],
    ['Write', 'file_path', { content: 'x' }],
    ['Write', 'content', { file_path: `${project}/a.ts` }],
    ['Edit', 'new_string', { file_path: `${project}/a.ts`, old_string: 'a' }],
    ['Edit', 'old_string', { file_path: `${project}/a.ts`, new_string: 'a' }],
    ['MultiEdit', 'edits', { file_path: `${project}/a.ts` }],
    ['NotebookEdit', 'new_source', { notebook_path: `${project}/a.ipynb` }],
    ['Glob', 'pattern', {}],
    ['Grep', 'pattern', {}],
    ['WebFetch', 'url', { prompt: 'x' }],
    ['WebSearch', 'query', {}],
    ['Task', 'prompt', { description: 'x' }],
    ['TodoWrite', 'todos', {}],
    ['Skill', 'skill', {}],
    ['BashOutput', 'bash_id', {}],
    ['KillShell', 'shell_id', {}],
  ]

  it.each(needed)('%s without a usable %s is asked about', (tool, field, rest) => {
    expect(judged(tool, rest).decision).toBe('ask')
    for (const value of [null, 7, true, { a: 1 }, [['a']]]) {
      if (value === 7 && /_id$/.test(field)) continue
      expect([value, judged(tool, { ...rest, [field]: value }).decision]).toEqual([value, 'ask'])
    }
  })

  it('a field that only the prototype has is no field', () => {
    const input = Object.create({ file_path: `${project}/a.ts` }) as Record<string, unknown>
    expect(judged('Read', input).decision).toBe('ask')
  })

  it('paths that disagree are asked about, and each is judged', () => {
    const input = { file_path: `${project}/a.ts`, path: '/etc/cron.d/x', content: 'x' }
    expect(judged('Write', input).decision).toBe('deny')
    const both = judged('Read', { file_path: `${project}/a.ts`, path: `${project}/b.ts` })
    expect(both.rules).toEqual(['unknown.call'])
  })

  it('a null character is denied wherever a path is', () => {
    for (const tool of ['Read', 'Write', 'LS', 'Glob']) {
      const input = { file_path: 'a\0b', path: 'a\0b', pattern: 'x', content: '' }
      expect([tool, judged(tool, input).decision]).toEqual([tool, 'deny'])
    }
  })

  it('too deep and too many arguments of a server are asked about', () => {
    let deep: Record<string, unknown> = { command: 'ls' }
    for (let level = 0; level < 40; level++) deep = { deep }
    expect(judged('mcp__files__read', deep).decision).toBe('ask')
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`k${at}`, 'v']))
    expect(judged('mcp__files__read', many).decision).toBe('ask')
  })
})
