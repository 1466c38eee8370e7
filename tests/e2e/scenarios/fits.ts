import type { Page } from '@playwright/test'

/**
 * What does not fit in the window now, one sentence each: a document that scrolls sideways, a box that
 * does although it is no code on one line, and text that is cut where nothing opens or tells the rest.
 */
export function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    /** Opens what is cut, or says it whole. */
    const opener = 'button, a, summary, label, input, [title], [role="row"], tr[aria-selected]'
    const isWide = (box: Element) => box.scrollWidth > box.clientWidth + 1

    function whyFolded(box: Element, style: CSSStyleDeclaration): string | null {
      if (style.webkitLineClamp === 'none' || box.scrollHeight <= box.clientHeight + 1) return null
      return box.parentElement?.querySelector('button') ? null : 'is folded for good'
    }

    function whyWide(box: Element, { overflowX }: CSSStyleDeclaration): string | null {
      if (overflowX === 'visible' || !isWide(box)) return null
      const scrolls = overflowX === 'auto' || overflowX === 'scroll'
      if (scrolls) return box.closest('.well-one-line') ? null : 'scrolls sideways'
      return box.closest(opener) ? null : 'is cut'
    }

    function why(box: Element): string | null {
      const style = getComputedStyle(box)
      const isShown = box.clientWidth > 1 && style.visibility !== 'hidden'
      if (!isShown) return null
      return style.webkitLineClamp === 'none' ? whyWide(box, style) : whyFolded(box, style)
    }

    const root = document.scrollingElement ?? document.documentElement
    const widths =
      root.scrollWidth > innerWidth ? [`the document is ${root.scrollWidth} px wide`] : []
    const boxes = [...document.body.querySelectorAll('*')].flatMap((box) => {
      const reason = why(box)
      const name = `${box.tagName.toLowerCase()}.${box.className}`
      return reason === null ? [] : [`${name} “${(box.textContent ?? '').slice(0, 60)}” ${reason}`]
    })
    return [...widths, ...boxes]
  })
}
