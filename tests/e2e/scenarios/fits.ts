import type { Page } from '@playwright/test'

/** One box of the page that holds more than it shows. */
interface Cut {
  readonly name: string
  readonly overflowX: string
  /** Lines after which its text is folded away; `none` for most. */
  readonly clamp: string
  readonly isWide: boolean
  readonly isHigh: boolean
  /** A button beside it unfolds it. */
  readonly hasButton: boolean
  /** It or what it lies in opens when it is pressed, or says it whole. */
  readonly opens: boolean
  /** Code that is copied as one line scrolls in its own box. */
  readonly isOneLine: boolean
}

function whyNot({ overflowX, clamp, isWide, isHigh, ...cut }: Cut): string | null {
  if (clamp !== 'none') return isHigh && !cut.hasButton ? 'is folded for good' : null
  if (!isWide) return null
  const scrolls = overflowX === 'auto' || overflowX === 'scroll'
  if (scrolls) return cut.isOneLine ? null : 'scrolls sideways'
  return cut.opens ? null : 'is cut'
}

/** Every box that clips and holds more than it shows, but those that are for screen readers only. */
function cuts(page: Page): Promise<readonly Cut[]> {
  return page.evaluate(() => {
    const opener = 'button, a, summary, label, input, [title], [role="row"], tr[aria-selected]'
    return [...document.body.querySelectorAll('*')]
      .filter((box) => box.clientWidth > 1 && getComputedStyle(box).overflowX !== 'visible')
      .map((box) => {
        const { overflowX, webkitLineClamp } = getComputedStyle(box)
        const text = (box.textContent ?? '').slice(0, 60)
        return {
          name: `${box.tagName.toLowerCase()}.${box.className} “${text}”`,
          ...{ overflowX, clamp: webkitLineClamp },
          isWide: box.scrollWidth > box.clientWidth + 1,
          isHigh: box.scrollHeight > box.clientHeight + 1,
          hasButton: box.parentElement?.querySelector('button') !== null,
          opens: box.closest(opener) !== null,
          isOneLine: box.closest('.well-one-line') !== null,
        }
      })
  })
}

/**
 * What does not fit in the window now, one sentence each: a document that scrolls sideways, a box that
 * does although it is no code on one line, and text that is cut where nothing opens or tells the rest.
 */
export async function misfits(page: Page): Promise<readonly string[]> {
  const widePx = await page.evaluate(() => {
    const { scrollWidth } = document.scrollingElement ?? document.documentElement
    return scrollWidth > innerWidth ? scrollWidth : null
  })
  const found = (await cuts(page)).flatMap((cut) => {
    const why = whyNot(cut)
    return why === null ? [] : [`${cut.name} ${why}`]
  })
  return widePx === null ? found : [`the document is ${widePx} px wide`, ...found]
}
