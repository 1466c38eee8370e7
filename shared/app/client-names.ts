/** How the one window of the desktop app is called where it did something. */
export const desktopWindowName = 'the desktop window'

/** How pages of browser mode are called where they did something, with the id that each has for itself. */
export const browserName = 'the browser'

/** The name of one page of browser mode. */
export function browserWindowName(windowId: string): string {
  return `${browserName}, window ${windowId}`
}

/** The id of a page as a first frame brings it; null for none and for anything else. */
export function readWindowId(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9A-F]{4}$/.test(value) ? value : null
}
