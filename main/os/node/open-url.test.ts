import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { secret } from '../../../shared/kit/secret.ts'
import { openUrl } from './open-url.ts'

const address = secret('http://127.0.0.1:5000/#ticket=abc')

describe('opening the browser', () => {
  test('keeps the ticket out of every argument and leads there through a private file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'open-url-'))
    const started: string[][] = []
    const run = async (program: string, args: readonly string[]) => {
      started.push([program, ...args])
      return true
    }
    expect(await openUrl(address, { folder, run })).toBe(true)
    expect(started).toHaveLength(1)
    expect(started.flat().join(' ')).not.toContain('abc')
    const path = fileURLToPath(started[0]?.at(-1) ?? '')
    expect(await readFile(path, 'utf8')).toContain(address.expose())
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('takes the file away where no browser can be started', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'open-url-'))
    expect(await openUrl(address, { folder, run: async () => false })).toBe(false)
    await expect(stat(join(folder, 'open.html'))).rejects.toThrow('ENOENT')
  })

  test('a second address takes the place of the first', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'open-url-'))
    await openUrl(address, { folder, run: async () => true })
    const other = secret('http://127.0.0.1:5000/#ticket=def')
    await openUrl(other, { folder, run: async () => true })
    const page = await readFile(join(folder, 'open.html'), 'utf8')
    expect(page).toContain('def')
    expect(page).not.toContain('abc')
  })
})
