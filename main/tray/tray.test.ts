import { expect, test, vi } from 'vitest'
import { systemClock } from '../kit/clock.ts'
import { createMemoryFeed } from '../kit/feed.ts'
import type { TrayView } from '../kit/tray-port.ts'
import { createTray } from './index.ts'
import type { TrayGround } from './tray-view.ts'

test('follows what changes, tells nothing twice, and goes with its end', async () => {
  const feed = createMemoryFeed({ topic: 'app', epoch: 'e', keep: 8 })
  const shown: TrayView[] = []
  let isClosed = false
  let ground: TrayGround = {
    ...{ sessions: [], inbox: [] },
    audit: { writing: 'ok', lastEntry: 1, report: null },
  }
  const tray = createTray({
    ...{ clock: systemClock, feeds: { open: () => feed }, pauseMs: 1 },
    port: {
      show: (view) => void shown.push(view),
      close: () => {
        isClosed = true
      },
    },
    ground: async () => ground,
  })
  await vi.waitFor(() => expect(shown.map(({ state }) => state)).toEqual(['quiet']))
  feed.publish('sessions.changed', {})
  ground = { ...ground, audit: { writing: 'failing', lastEntry: 1, report: null } }
  feed.publish('audit.changed', {})
  await vi.waitFor(() => expect(shown.map(({ state }) => state)).toEqual(['quiet', 'trouble']))
  tray.close()
  expect(isClosed).toBe(true)
  ground = { ...ground, audit: { writing: 'ok', lastEntry: 1, report: null } }
  feed.publish('audit.changed', {})
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(shown).toHaveLength(2)
})
