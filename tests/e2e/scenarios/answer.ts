import { expect, type Locator } from '@playwright/test'

/** Waits until a card has shown what it shows long enough to take an answer; nobody could have read it before. */
export async function untilReady(card: Locator): Promise<void> {
  await expect(card).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
}

/** Presses a button of a card once both take it. */
export async function answer(card: Locator, name: string): Promise<void> {
  const button = card.getByRole('button', { name })
  await expect(button).toBeEnabled({ timeout: 30_000 })
  await untilReady(card)
  await button.click()
}
