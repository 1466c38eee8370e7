import { existsSync, renameSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { runCommand } from '../app/running-app.ts'
import { until, within } from '../app/until.ts'
import { openClient } from '../app/ws-client.ts'
import { endOf } from '../terminal-guard/ended-program.ts'
import { closeHousesAfterEach, openHouse } from './drill-house.ts'
import { expectAllJudged } from './marks.ts'
import { askHook, installHook } from './terminal.ts'
import { toldWhy } from './told.ts'

closeHousesAfterEach()

const thieves: Server[] = []
afterEach(() => {
  for (const thief of thieves.splice(0)) thief.close()
})

it('socket stolen: who answers in our place is not believed, the page is told, and the app is back', async () => {
  const house = await openHouse()
  await installHook(house)
  const at = (name: string) => join(house.place.home, 'guard', name)
  const yes = { v: 1, proof: 'guessed', decision: 'allow', reason: 'go on' }
  const steal = async () => {
    if (existsSync(at('guard.sock'))) renameSync(at('guard.sock'), at('stolen.sock'))
    const thief = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.resume().end(`${JSON.stringify(yes)}\n`)
    })
    await new Promise<void>((resolve) => thief.listen({ path: at('guard.sock') }, resolve))
    return thief
  }
  const since = performance.now()
  thieves.push(await steal())
  const notice = await toldWhy('socket stolen', since, () =>
    house.notices().find(({ message }) => message.includes('removed or replaced')),
  )
  // The app is back before most hooks come, so one that meets the thief takes a few tries.
  const met = await until('a hook that meets the thief', async () => {
    const thief = await steal()
    const { answer } = await askHook(house, 'ls')
    await new Promise((resolve) => thief.close(resolve))
    return answer?.reason.includes('is not Mstro') ? answer : null
  })
  expect(met.decision).toBe('deny')
  expect(notice.message).toContain('Calls were denied meanwhile')
  await until('an answer of the app', async () => {
    return (await askHook(house, 'ls')).answer?.decision === 'allow'
  })
  await expectAllJudged(house)
})

it('port stolen: the one who has it gets nothing that opens the app, and a start says who is in the way', async () => {
  const house = await openHouse()
  await house.app.end('SIGTERM')
  const begun = performance.now()
  await house.open()
  const startMs = performance.now() - begun
  const { token, origin } = await house.app.door
  const { port } = new URL(origin)
  await house.app.end('SIGKILL')
  const heard: string[] = []
  const thief = createHttpServer()
  const sockets = new WebSocketServer({ server: thief })
  sockets.on('connection', (socket) => socket.on('message', (data) => heard.push(String(data))))
  thieves.push(thief)
  await new Promise<void>((resolve) => thief.listen(Number(port), '127.0.0.1', resolve))
  // The page of before comes back to the address that it knows.
  const page = await openClient({ origin, token })
  await until('the token in the hands of the thief', () => heard.join().includes(token))
  await page.cut()

  // A start looks at its port only when it has come that far, and that is no part of the fault.
  const since = performance.now() + startMs
  const home = ['--home', house.place.home]
  const second = runCommand(house.place, ['serve', ...home, '--no-open', '--port', port])
  const refused = await endOf(second, 20_000)
  await toldWhy('port stolen', since, () =>
    refused.errors.includes(`Port ${port} is used by another program. Nothing was started.`),
  )
  expect(refused.code).toBe(1)

  await house.open()
  const { origin: own } = await house.app.door
  expect(own).not.toBe(origin)
  const tried = await openClient({ origin: own, token })
  expect(await within('the refusal', tried.closed)).toBe(4401)
  sockets.close()
})
