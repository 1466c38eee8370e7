import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLogFile } from './log-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-file-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('keeps the newest lines in a few files of limited size, 0600', async () => {
  const path = join(folder, 'logs', 'app.log')
  const file = createLogFile({ path, maxBytes: 100, keep: 3 })
  for (let number = 0; number < 100; number += 1) {
    file.write(`line ${number}`)
    // Lines that wait together are one write; here each is to be one of its own.
    await file.flush()
  }
  await file.close()
  const names = readdirSync(join(folder, 'logs')).sort()
  expect(names).toEqual(['app.log', 'app.log.1', 'app.log.2'])
  const text = ['app.log.2', 'app.log.1', 'app.log']
    .map((name) => readFileSync(join(folder, 'logs', name), 'utf8'))
    .join('')
  const lines = text.trimEnd().split('\n')
  expect(lines.at(-1)).toBe('line 99')
  expect(lines).toEqual(lines.map((_, index) => `line ${100 - lines.length + index}`))
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(path).size).toBeLessThan(200)
  expect(file.dropped).toBe(0)
})

test('drops and counts what cannot be written, without throwing', async () => {
  const file = createLogFile({ path: join('/dev/null', 'app.log') })
  file.write('lost')
  file.write('lost too')
  await file.close()
  expect(file.dropped).toBe(2)
})
