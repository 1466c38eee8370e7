import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { closeHousesAfterEach, openHouse } from './drill-house.ts'
import { toldWhy } from './told.ts'

closeHousesAfterEach()

/** True when something takes a connection there. */
function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => socket.destroy()).setTimeout(2_000, () => socket.destroy())
  })
}

it('inspector: a signal does not open it, a start with it closes it, and the page is told', async () => {
  const house = await openHouse()
  const told = (text: string) => house.notices().find(({ message }) => message.includes(text))
  const since = performance.now()
  house.app.process.kill('SIGUSR1')
  await toldWhy('inspector asked for', since, () => told('asked Mstro to open its debugger'))
  await wait(300)
  expect(await isOpen(9229)).toBe(false)
  await house.app.end('SIGTERM')

  await house.open({ env: { NODE_OPTIONS: '--inspect=127.0.0.1:0' } })
  expect(told('was started with its debugger open')).toBeDefined()
  const [, address] = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(house.app.printed()) ?? []
  expect(Number(address)).toBeGreaterThan(0)
  expect(await isOpen(Number(address))).toBe(false)
})
