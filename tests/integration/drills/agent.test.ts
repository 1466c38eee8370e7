import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { GuardStanding } from '../../../shared/bouncer/terminal-guard.ts'
import { writeBrokenCli } from '../../fakes/broken-cli.ts'
import { until } from '../app/until.ts'
import {
  closeHousesAfterEach,
  type DrillHouse,
  openHouse,
  realCli,
  whyNoCli,
} from './drill-house.ts'
import { done, expectAllJudged, marks, ranIn } from './marks.ts'
import { askHook, installHook, runInTerminal, settingsOf } from './terminal.ts'
import { toldWhy } from './told.ts'

closeHousesAfterEach()

const scripts = {
  first: [[marks('first')], done],
  second: [[marks('second')], done],
}

const noticeOf = (house: DrillHouse, text: string) =>
  house.notices().find(({ message }) => message.includes(text))

it('old CLI: no session starts with it, the answer names its version, and the terminal’s standing says what it lets through', async () => {
  const house = await openHouse({ program: (folder) => writeBrokenCli(folder, 'old') })
  const { client, project } = house
  const { fingerprint } = await client.ask('workspace.inspect', { path: project })
  await client.ask('workspace.decideTrust', { path: project, trust: 'limited', fingerprint })
  const since = performance.now()
  const wanted = { agent: 'claude-code', workspace: project, prompt: '@@first' } as const
  const refused = await client.call('sessions.start', wanted)
  const why = await toldWhy('old CLI', since, () => (refused.ok ? null : refused.error))
  expect(why.message).toContain('2.1.197')
  await installHook(house)
  const standing: GuardStanding = await client.ask('guard.status', {})
  expect(standing.inForce).toBe(false)
  expect(standing.remarks.join()).toContain('Claude Code 2.1.197 lets a call run when')
  expect(ranIn(house)).toEqual([])
})

describe.skipIf(!realCli)(`the hook of terminals is removed${whyNoCli}`, () => {
  it('hook removed: its program is put back and that is told; while it is gone a call is blocked', async () => {
    const house = await openHouse({ scripts })
    await installHook(house)
    const hook = join(house.place.home, 'guard', 'terminal-guard.cjs')
    let since = performance.now()
    await rm(hook)
    await toldWhy('hook removed', since, () => noticeOf(house, 'had been changed or removed'))
    expect((await askHook(house, 'ls')).answer?.decision).toBe('allow')

    // Without an app that puts it back.
    await house.app.end('SIGTERM')
    await rm(hook)
    expect((await askHook(house, 'ls')).code).toBe(2)
    expect((await runInTerminal(house, 'first')).join()).toContain('this call is blocked')
    expect(ranIn(house)).toEqual([])
    await house.open()

    const settings = settingsOf(house)
    const whole = await readFile(settings, 'utf8')
    since = performance.now()
    await writeFile(settings, '{}')
    await toldWhy('hook taken out of the settings', since, () =>
      noticeOf(house, 'something took it out'),
    )
    since = performance.now()
    await writeFile(settings, whole.replace(/^\{/, '{"disableAllHooks":true,'))
    await toldWhy('hooks switched off', since, () => noticeOf(house, 'switches all hooks off'))
    since = performance.now()
    await writeFile(settings, whole)
    await toldWhy('hook, its return', since, () => !noticeOf(house, 'switches all hooks off'))
    await until('what may have run meanwhile', () => noticeOf(house, 'may not have been judged'))
    since = performance.now()
    await rm(join(house.place.home, 'guard'), { recursive: true })
    await toldWhy('guard folder gone', since, () => noticeOf(house, 'was blocked meanwhile'))
    since = performance.now()
    await rm(join(house.place.home, 'guard', 'running.json'))
    await toldWhy('note of the app gone', since, () => noticeOf(house, 'It was written anew'))
    await until('a guard in force', async () => {
      return (await house.client.ask('guard.status', {})).inForce
    })
    await runInTerminal(house, 'second')
    expect(ranIn(house)).toEqual(['second'])
    await expectAllJudged(house)
  })
})
