const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]'

/** Moves focus to the next (1) or previous (-1) element marked `data-region`, around the end. */
export function moveToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.getClientRects().length > 0,
  )
  if (regions.length === 0) return
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const from = at === -1 && step === -1 ? 0 : at
  const next = regions[(from + step + regions.length) % regions.length]
  const target = next?.querySelector<HTMLElement>('[data-region-start]')
  const first = target ?? next?.querySelector<HTMLElement>(focusable) ?? next
  first?.focus()
}

/** Moves focus to the page itself, so that the next Tab goes on inside of it. */
export function focusPage(): void {
  const page = document.querySelector<HTMLElement>('main')
  if (page === null) return
  page.tabIndex = -1
  page.focus({ preventScroll: true })
}
