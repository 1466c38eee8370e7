import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ForeignSettings, hookIn, withHook, withoutHook } from './hook-entry.ts'

const mark = '/home/noor/.mstro/guard/terminal-guard.cjs'
const command = `node '${mark}'`
const before = { type: 'command', command, timeout: 60, onFailure: 'block' }
const after = { type: 'command', command, timeout: 60, async: true }
const groupOf = (hook: object) => ({ matcher: '*', hooks: [hook] })
const how = (text: string) => hookIn(text, { mark, command })

/** Settings as people and programs write them: any layout, hooks of others or none. */
const group = fc.record({
  matcher: fc.string(),
  hooks: fc.array(fc.record({ type: fc.constant('command'), command: fc.string() })),
})
const settings = fc
  .record(
    {
      model: fc.string(),
      permissions: fc.jsonValue(),
      hooks: fc.record(
        { PreToolUse: fc.array(group), PostToolUse: fc.array(group), Stop: fc.array(group) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  .chain((value) => fc.tuple(fc.constant(value), fc.constantFrom('', '  ', '\t', '    ')))
  .map(([value, unit]) => JSON.stringify(value, null, unit))

describe('the entry in the settings', () => {
  it('comes behind all others and leaves every other value as it is', () => {
    fc.assert(
      fc.property(settings, (text) => {
        const old = JSON.parse(text)
        const { text: added } = withHook(text, command)
        const { PreToolUse = [], PostToolUse = [] } = old.hooks ?? {}
        const hooks = {
          ...old.hooks,
          PreToolUse: [...PreToolUse, groupOf(before)],
          PostToolUse: [...PostToolUse, groupOf(after)],
          PostToolUseFailure: [groupOf(after)],
        }
        expect(JSON.parse(added)).toEqual({ ...old, hooks })
        expect([how(text), how(added)]).toEqual(['none', 'whole'])
      }),
    )
  })

  it('goes without a trace where nothing else was changed', () => {
    fc.assert(
      fc.property(settings, (text) => {
        const { text: added, made } = withHook(text, command)
        expect(JSON.parse(withoutHook(added, mark, made))).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each([
    ['{}', '{\n  "hooks": {'],
    ['{\n\t"a": 1\n}\n', '{\n\t"a": 1,\n\t"hooks": {\n\t\t"PreToolUse": ['],
    ['{\r\n    "a": 1\r\n}\r\n', '{\r\n    "a": 1,\r\n    "hooks": {\r\n'],
    ['{"a":1}', '{"a":1, "hooks":{"PreToolUse":['],
  ])('looks like the rest of %j', (text, beginning) => {
    expect(withHook(text, command).text.slice(0, beginning.length)).toBe(beginning)
  })

  it('leaves numbers, escapes and the order of names as they are written', () => {
    const text = '{ "b": 1.0e3, "a": "\\u00e4", "hooks": { "Stop": [] }, "c": [1,2 , 3] }'
    const { text: added, made } = withHook(text, command)
    expect(added.startsWith('{ "b": 1.0e3, "a": "\\u00e4", "hooks": { "Stop": [], ')).toBe(true)
    expect(added.endsWith(', "c": [1,2 , 3] }')).toBe(true)
    expect(withoutHook(added, mark, made)).toBe(text)
  })

  it('takes its hook out of a group to which others added theirs', () => {
    const other = { type: 'command', command: 'other' }
    const text = JSON.stringify({
      hooks: { PreToolUse: [{ matcher: '*', hooks: [before, other] }] },
    })
    const left = { hooks: { PreToolUse: [{ matcher: '*', hooks: [other] }] } }
    expect(JSON.parse(withoutHook(text, mark, ['hooks', 'PreToolUse']))).toEqual(left)
  })

  it('takes out every entry that names the hook, wherever it stands', () => {
    const text = JSON.stringify({
      hooks: { PreToolUse: [groupOf(before), { hooks: [] }, groupOf(before)] },
    })
    const left = { hooks: { PreToolUse: [{ hooks: [] }] } }
    expect(JSON.parse(withoutHook(text, mark, []))).toEqual(left)
  })

  it('is looked for where JSON.parse would find it when a name stands twice', () => {
    const text = `{"hooks":{"PreToolUse":[]},"hooks":{"PreToolUse":[${JSON.stringify(groupOf(before))}]}}`
    expect(how(text)).toBe('other')
    expect(how(withoutHook(text, mark, []))).toBe('none')
  })

  it.each(['[]', '"x"', '{"hooks":[]}', '{"hooks":{"PreToolUse":{}}}', 'null'])(
    'is not put into %s',
    (text) => {
      expect(() => withHook(text, command)).toThrow(ForeignSettings)
    },
  )

  it.each(['{', '{"a":1,}', '// no', `${'['.repeat(300)}${']'.repeat(300)}`])(
    'is not put into what is broken: %s',
    (text) => {
      expect(() => withHook(text, command)).toThrow()
    },
  )
})
