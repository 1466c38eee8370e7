const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]'

/** Focuses a place that is no control; it is no stop of the Tab key for it. */
function focusItself(place: HTMLElement): void {
  place.tabIndex = -1
  place.focus({ preventScroll: true })
}

/** Moves focus to the next (1) or previous (-1) element marked `data-region`, around the end. */
export function moveToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.getClientRects().length > 0,
  )
  if (regions.length === 0) return
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const from = at === -1 && step === -1 ? 0 : at
  const next = regions[(from + step + regions.length) % regions.length]
  const first = next?.querySelector<HTMLElement>(focusable)
  if (first) first.focus()
  else if (next) focusItself(next)
}

/** Moves focus to the page itself, so that the next Tab goes on inside of it. */
export function focusPage(): void {
  const page = document.querySelector<HTMLElement>('main')
  if (page !== null) focusItself(page)
}
