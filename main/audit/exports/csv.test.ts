import { expect, test } from 'vitest'
import { csvCell, csvLine } from './csv.ts'

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-rf /', "'-rf /"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['  =1+1', "'  =1+1"],
  ['\t=1', "'\t=1"],
  ['\uff1d1', "'\uff1d1"],
  ['\u001b[31mred', '\\x1b[31mred'],
  ['blank ', '"blank "'],
])('writes %j as %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})

test('numbers stay numbers and a line ends as RFC 4180 has it', () => {
  expect(csvLine([-3, 'x', ''])).toBe('-3,x,\r\n')
})
