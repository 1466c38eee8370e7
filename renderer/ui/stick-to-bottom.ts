/** Where a scrolled view stands. */
export interface ScrollFacts {
  scrollTopPx: number
  viewportPx: number
  contentPx: number
}

/** This near to the end counts as the end: less than a line. */
const SLACK_PX = 20

/** Tells whether the end of the content is in view. */
export function isAtBottom({ scrollTopPx, viewportPx, contentPx }: ScrollFacts): boolean {
  return contentPx - viewportPx - scrollTopPx <= SLACK_PX
}

/**
 * Tells whether the view goes on following the end. It lets go only when a person scrolled up: the position fell
 * although the content did not shrink. Growth, folding and a smaller window never let go; reaching the end takes hold.
 */
export function staysStuck(stuck: boolean, before: ScrollFacts, now: ScrollFacts): boolean {
  if (isAtBottom(now)) return true
  const wentUp = now.scrollTopPx < before.scrollTopPx - 1
  const shrank = now.contentPx < before.contentPx
  return wentUp && !shrank ? false : stuck
}
