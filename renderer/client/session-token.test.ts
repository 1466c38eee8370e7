import { expect, test, vi } from 'vitest'
import { forgetToken, obtainToken, type PageSurroundings } from './session-token.ts'

function pageAt(hash: string, kept: string | null = null, bought: string | null = 'fresh') {
  const stored = new Map<string, string>()
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  }
  const location = { hash, pathname: '/session/1', search: '?question=2' }
  const history = { replaceState: vi.fn(() => (location.hash = '')) }
  const exchange = vi.fn(async () => bought)
  const page: PageSurroundings = { location, history, storage, exchange, newClaim: () => 'claim' }
  if (kept) stored.set('app.mstro.desktop.session-token', kept)
  return { page, history, exchange, stored }
}

test('the ticket leaves the address before it is exchanged, and the token is kept', async () => {
  const { page, history, exchange, stored } = pageAt('#ticket=00ff')
  expect(await obtainToken(page)).toBe('fresh')
  expect(history.replaceState).toHaveBeenCalledWith(null, '', '/session/1?question=2')
  expect(exchange).toHaveBeenCalledWith({ ticket: '00ff', claim: 'claim' })
  expect([...stored.values()]).toEqual(['fresh'])
})

test('a reloaded page uses the token it kept and exchanges nothing', async () => {
  const { page, exchange } = pageAt('', 'kept')
  expect(await obtainToken(page)).toBe('kept')
  expect(exchange).not.toHaveBeenCalled()
})

test('a used-up ticket falls back to the kept token, else to none', async () => {
  expect(await obtainToken(pageAt('#ticket=00', 'kept', null).page)).toBe('kept')
  expect(await obtainToken(pageAt('#ticket=00', null, null).page)).toBeNull()
})

test('what is no ticket stays in the address, and a forgotten token is gone', async () => {
  const { page, history, stored } = pageAt('#ticket=zz', 'kept')
  await obtainToken(page)
  expect(history.replaceState).not.toHaveBeenCalled()
  forgetToken(page)
  expect(stored.size).toBe(0)
})

test('a page reloaded before the answer came asks again with the same claim, once', async () => {
  const { page, exchange, stored } = pageAt('#ticket=00ff')
  exchange.mockRejectedValueOnce(new Error('the page is gone'))
  await expect(obtainToken(page)).rejects.toThrow('gone')
  expect(page.location.hash).toBe('')
  expect(await obtainToken(page)).toBe('fresh')
  expect(exchange.mock.calls).toEqual([
    [{ ticket: '00ff', claim: 'claim' }],
    [{ ticket: '00ff', claim: 'claim' }],
  ])
  expect([...stored.values()]).toEqual(['fresh'])
})
