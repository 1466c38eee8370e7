import { expect, test } from '../fixtures/test.ts'

test('a page reloaded before the answer to its ticket arrived still opens', async ({
  context,
  launchBrowser,
}) => {
  let isLost = false
  await context.route('**/session', async (route) => {
    if (isLost) return route.continue()
    isLost = true
    await route.fetch()
    await route.abort()
  })
  const { page } = await launchBrowser()
  await expect.poll(() => isLost).toBe(true)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Rehearse first' }).first()).toBeVisible()
})
