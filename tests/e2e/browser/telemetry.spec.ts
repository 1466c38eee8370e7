import { expect, test } from '../fixtures/test.ts'
import { nameReceivers, walkThroughConsent } from '../scenarios/telemetry.ts'

test('consent in the browser: the page itself talks to nobody and keeps nothing', async ({
  context,
  home,
  launchBrowser,
}) => {
  const { sinks, env } = await nameReceivers(home.root)
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  const counted: unknown[] = []
  context.on('page', (opened) =>
    opened.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        const frame = JSON.parse(String(payload)) as { procedure?: string; input?: unknown }
        if (frame.procedure === 'telemetry.count') counted.push(frame.input)
      }),
    ),
  )
  const { page, origin } = await launchBrowser({ env })
  const isCounter = (url: string) => url.includes('page-counter')
  await expect(page.getByText('May the app send error reports or usage counts?')).toBeVisible()
  expect(asked.filter(isCounter)).toEqual([])
  const firstView = await page.evaluate(async () => {
    const addresses = [...document.scripts].map(({ src }) => src)
    return Promise.all(addresses.map(async (src) => (await fetch(src)).text()))
  })
  expect(firstView.join('').length).toBeGreaterThan(100_000)
  // Its name stands in the list of licences; this is the package itself.
  expect(firstView.join('')).not.toMatch(/opt_in_capturing|sentry\.io/)

  await walkThroughConsent(page, sinks)
  expect(asked.filter(isCounter)).toHaveLength(1)
  expect(counted).toContainEqual({ event: 'area opened', properties: { area: 'audit' } })
  const isPlain = (input: unknown) =>
    /^\{"event":"area opened","properties":\{"area":"\w+"\}\}$/.test(JSON.stringify(input))
  expect(counted.filter((input) => !isPlain(input))).toEqual([])
  expect(asked.filter((url) => !url.startsWith(`${origin}/`))).toEqual([])
  const kept = await page.evaluate(() => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    document.cookie,
  ])
  expect(kept.filter((name) => /ph_|posthog/i.test(name))).toEqual([])
  await sinks.close()
})
