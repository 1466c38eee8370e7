import { expect, test } from 'vitest'
import { callText } from './call-text.ts'

test('a command stands as it is, the agent’s words and the rest apart from it', () => {
  expect(callText({ command: 'rm -r x', description: 'Tidy', timeout: 5 })).toEqual({
    field: 'command',
    text: 'rm -r x',
    isCommand: true,
    changes: [],
    rest: 'timeout: 5',
    said: 'Tidy',
  })
})

test('edits stand as changes, one or many', () => {
  const one = callText({ file_path: 'a', old_string: 'x', new_string: 'y', replace_all: true })
  expect(one.changes).toEqual([{ id: 'edit', before: 'x', after: 'y' }])
  expect(one.rest).toBe('replace_all: true')
  const edits = [
    { old_string: '1', new_string: '2' },
    { old_string: '3', new_string: '4' },
  ]
  expect(callText({ file_path: 'a', edits }).changes).toHaveLength(2)
  expect(callText({ file_path: 'a', content: 'new' }).changes[0]).toMatchObject({ after: 'new' })
})

test('edits of an unknown shape are shown as data, not left out', () => {
  const { changes, rest } = callText({ file_path: 'a', edits: [{ insert: 'x' }] })
  expect(changes).toEqual([])
  expect(rest).toBe('edits: [{"insert":"x"}]')
})

test('an input without a known text is shown whole', () => {
  const { field, text } = callText({ amount: 12, note: 'x' })
  expect(field).toBeNull()
  expect(JSON.parse(text)).toEqual({ amount: 12, note: 'x' })
})
