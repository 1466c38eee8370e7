import { app, type Session, shell, type WebContents } from 'electron'
import { brand } from '../../../shared/brand.ts'
import { outsideLink } from './outside-link.ts'

const isOwn = (url: string) => url.startsWith(`${brand.origin}/`)

type Navigation = { readonly url: string; preventDefault(): void }

function keepInside(event: Navigation): void {
  if (!isOwn(event.url)) event.preventDefault()
}

/** Holds a page where it is: no foreign address, no new window, no guest page; https links go to the system's browser. */
function guardContents(contents: WebContents): void {
  contents.on('will-navigate', keepInside)
  contents.on('will-redirect', keepInside)
  contents.on('will-frame-navigate', keepInside)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const link = outsideLink(url)
    // The page asked on a click; whether a browser could be started is for the system to say.
    if (link) void shell.openExternal(link).catch(() => undefined)
    return { action: 'deny' }
  })
}

/** Guards every page that will ever be made, before it is made. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
}

/** What a page may ask for: to put text on the clipboard, on a click. */
const granted = 'clipboard-sanitized-write'

/** Denies every permission a page can ask for but the one its copy buttons need. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === granted),
  )
  session.setPermissionCheckHandler((_contents, permission) => permission === granted)
}
