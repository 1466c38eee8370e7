import { expect, test } from 'vitest'
import { tokenise } from './highlight.ts'

test('keywords and comments are told apart, and no character is lost', async () => {
  const code = '// why\nexport const key = "const"'
  const lines = await tokenise(code, 'ts')
  const words = (role: string) =>
    lines?.flat().flatMap((token) => (token.role === role ? [token.text.trim()] : []))
  expect(words('comment')?.join('')).toContain('why')
  expect(words('keyword')).toEqual(expect.arrayContaining(['export', 'const']))
  expect(words('plain')?.join(' ')).toContain('"const"')
  expect(lines?.map((line) => line.map(({ text }) => text).join('')).join('\n')).toBe(code)
})

test('an unknown language stays plain', async () => {
  expect(await tokenise('x', 'klingon')).toBeNull()
})
