import { expect, test } from 'vitest'
import { createSpawn } from '../../kit/spawn.ts'
import { findRing } from './find-ring.ts'

const list = `Num       RefCount Protocol Flags    Type St Inode Path
0000: 00000002 00000000 00010000 0001 01 1 /run/user/1000/bus
0000: 00000002 00000000 00010000 0001 01 2 @/tmp/.X11-unix/X0
0000: 00000003 00000000 00000000 0001 03 3 @/tmp/.X11-unix/X0
0000: 00000002 00000000 00010000 0001 01 4 @/tmp/dbus-AbCdEf
0000: 00000002 00000000 00010000 0001 01 5 @something-else
0000: 00000002 00000000 00010000 0001 01 7 @/home/mira/.cache/ibus/dbus-x1
0000: 00000002 00000000 00010000 0001 01 6
`

test('sockets of displays and buses that have no file are named once', async () => {
  // Any program that ends well stands for a ring that works.
  const { standing } = await findRing({
    ...{ spawn: createSpawn(), platform: 'linux', programs: ['/bin/true'] },
    openSockets: async () => list,
  })
  expect(standing).toMatchObject({
    state: 'works',
    reachable: ['/home/mira/.cache/ibus/dbus-x1', '/tmp/.X11-unix/X0', '/tmp/dbus-AbCdEf'],
  })
})

test('what is no file is no program', async () => {
  const found = await findRing({
    ...{ spawn: createSpawn(), platform: 'linux', programs: ['/', '/no/such'] },
    openSockets: async () => null,
  })
  expect(found).toMatchObject({ program: null, standing: { state: 'missing' } })
})
