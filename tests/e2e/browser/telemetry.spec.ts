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
  const { page, origin } = await launchBrowser({ env })
  const isCounter = (url: string) => url.includes('page-counter')
  await expect(page.getByText('May the app send error reports or usage counts?')).toBeVisible()
  expect(asked.filter(isCounter)).toEqual([])

  await walkThroughConsent(page, sinks)
  expect(asked.filter(isCounter)).toHaveLength(1)
  expect(asked.filter((url) => !url.startsWith(`${origin}/`))).toEqual([])
  const kept = await page.evaluate(() => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    document.cookie,
  ])
  expect(kept.filter((name) => /ph_|posthog/i.test(name))).toEqual([])
  await sinks.close()
})
