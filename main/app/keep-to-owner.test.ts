import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepToOwner } from './keep-to-owner.ts'

let home = ''
let told: string[] = []
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keep-to-owner-'))
  told = []
})
afterEach(() => rm(home, { recursive: true, force: true }))

const keep = () => keepToOwner(home, ({ message }) => void told.push(message))
const modeOf = async () => ((await stat(home)).mode & 0o777).toString(8)

it.each(['777', '755', '710', '701'])(
  'takes a home of mode %s from others and says so',
  async (was) => {
    await chmod(home, Number.parseInt(was, 8))
    await keep()
    expect(await modeOf()).toBe('700')
    expect(told).toEqual([expect.stringContaining(`mode ${was}`)])
    await keep()
    expect(told).toHaveLength(1)
  },
)

it('says nothing of one that is its owner’s', async () => {
  await chmod(home, 0o700)
  await keep()
  expect(told).toEqual([])
})
