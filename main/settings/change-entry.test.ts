import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSettings } from '../../shared/settings/model.ts'
import { systemClock } from '../kit/clock.ts'
import { createSettings } from './index.ts'

const caller = { wire: 'ipc', role: 'owner', name: 'test' } as const
let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'entries-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const open = () =>
  createSettings({
    ...{ path: join(home, 'settings.json'), home, clock: systemClock },
    announce: () => undefined,
    notify: () => undefined,
  })

test('what two clients put into the same list at one moment all holds', async () => {
  const settings = await open()
  const put = settings.handlers['settings.changeEntry']
  await Promise.all([
    put({ list: 'packs', name: 'careful-git', isOn: true }, caller),
    put({ list: 'packs', name: 'no-network', isOn: true }, caller),
    put({ list: 'projects', path: '/a', own: { model: 'opus' } }, caller),
    put({ list: 'projects', path: '/b', own: { ring: 'ring' } }, caller),
    put({ list: 'ringLetThrough', path: '/k', access: 'read' }, caller),
    put({ list: 'ringLetThrough', path: '/l', access: 'write' }, caller),
  ])
  await put({ list: 'projects', path: '/a', own: { mode: 'plan' } }, caller)
  expect((await open()).get()).toEqual({
    ...defaultSettings,
    packs: ['careful-git', 'no-network'],
    projects: { '/a': { model: 'opus', mode: 'plan' }, '/b': { ring: 'ring' } },
    ringLetThrough: [
      { path: '/k', access: 'read' },
      { path: '/l', access: 'write' },
    ],
  })
  await Promise.all([
    put({ list: 'packs', name: 'careful-git', isOn: false }, caller),
    put({ list: 'projects', path: '/a', own: null }, caller),
    put({ list: 'ringLetThrough', path: '/k', access: null }, caller),
  ])
  expect((await open()).get()).toEqual({
    ...defaultSettings,
    packs: ['no-network'],
    projects: { '/b': { ring: 'ring' } },
    ringLetThrough: [{ path: '/l', access: 'write' }],
  })
})

test('a full list refuses one more entry and keeps what it has', async () => {
  const settings = await open()
  const path = (n: number) => ({ path: `/p${n}`, access: 'read' }) as const
  const full = Array.from({ length: 64 }, (_, n) => path(n))
  await settings.change({ ringLetThrough: full })
  const put = settings.handlers['settings.changeEntry']
  expect(await put({ list: 'ringLetThrough', ...path(64) }, caller)).toMatchObject({
    ...{ ok: false, error: { code: 'settings.list-full' } },
  })
  expect((await open()).get().ringLetThrough).toEqual(full)
})
