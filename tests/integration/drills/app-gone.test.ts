import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { withPulse } from '../../../renderer/client/with-pulse.ts'
import type { Outcome } from '../../../shared/rpc/frames.ts'
import { until, within } from '../app/until.ts'
import type { AppClient } from '../app/ws-client.ts'
import { processesIn } from '../claude/processes.ts'
import { closeHousesAfterEach, openHouse, realCli, whyNoCli } from './drill-house.ts'
import { done, expectAllJudged, marks, ranIn } from './marks.ts'
import { askHook, installHook, runInTerminal } from './terminal.ts'
import { toldWhy } from './told.ts'

const scripts = {
  asked: [[marks('before')], [marks('asked', '; git push origin main')], done],
  plain: [[marks('plain')], done],
}

closeHousesAfterEach()

/** The pulse of a page, over the socket of a drill. */
function pulseOf(client: AppClient) {
  return withPulse(
    {
      kind: 'websocket',
      call: async (_procedure, _input, id) => (await client.call('app.pulse', {}, id)) as Outcome,
      subscribe: () => () => undefined,
      status: () => ({ status: 'online' }),
      onStatus: () => () => undefined,
      retryNow: () => undefined,
      close: () => undefined,
    },
    { newId: () => crypto.randomUUID(), isShown: () => true, onShown: () => undefined },
  )
}

describe.skipIf(!realCli)(`the app goes away under an agent${whyNoCli}`, () => {
  it('kill -9: the call that waits never runs, the page knows at once, and the question is there again', async () => {
    const house = await openHouse({ scripts })
    await installHook(house)
    const id = await house.begin('asked')
    const item = await house.untilAsked(id)
    const since = performance.now()
    house.app.process.kill('SIGKILL')
    await toldWhy('kill -9', since, async () => (await house.client.closed) > 0)
    await house.app.ended
    const alone = await runInTerminal(house, 'plain')
    expect(alone.join()).toContain('Mstro does not run, so nobody judged this call')
    await until('the end of the agent', () => processesIn(house.place.folder).length === 0)
    expect(ranIn(house)).toEqual(['before'])

    await house.open()
    const said = await toldWhy('kill -9, at the next start', performance.now(), () =>
      house.notices().find(({ message }) => message.includes('ended without closing')),
    )
    expect(said.message).toMatch(/process \d+/)
    const { inbox } = await house.client.ask('app.snapshot', {})
    expect(inbox.map((one) => [one.id, one.state.status])).toEqual([[item.id, 'waiting']])
    await runInTerminal(house, 'plain')
    expect(ranIn(house)).toEqual(['before', 'plain'])
    await expectAllJudged(house)
  })

  it('hang: the agent waits, the page says that the app does not answer, and both go on with it', async () => {
    const house = await openHouse({ scripts })
    await installHook(house)
    const pulse = pulseOf(house.client)
    await wait(300)
    expect(pulse.status().status).toBe('online')
    const id = await house.begin('plain')
    const since = performance.now()
    house.app.process.kill('SIGSTOP')
    const asked = askHook(house, 'touch hooked.mark')
    await toldWhy('hang', since, () => pulse.status().status === 'silent')
    await wait(500)
    expect(ranIn(house)).toEqual([])
    house.app.process.kill('SIGCONT')
    await toldWhy('hang, its end', performance.now(), () => pulse.status().status === 'online')
    pulse.close()
    expect((await within('the answer to the hook', asked)).answer?.decision).toBe('allow')
    await house.untilState(id, 'finished')
    expect(ranIn(house)).toEqual(['plain'])
    await expectAllJudged(house)
  })
})
