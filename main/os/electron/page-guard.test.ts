import type { Session } from 'electron'
import { expect, test, vi } from 'vitest'
import { denyPermissions } from './page-guard.ts'

vi.mock('electron', () => ({ app: {}, shell: {} }))

type Asked = (contents: null, permission: string, answer: (granted: boolean) => void) => void
type Checked = (contents: null, permission: string) => boolean

/** The handlers that a session is given. */
function handlersOf(deny: (session: Session) => void) {
  const given: { asked?: Asked; checked?: Checked } = {}
  const session = {
    setPermissionRequestHandler: (handler: Asked) => Object.assign(given, { asked: handler }),
    setPermissionCheckHandler: (handler: Checked) => Object.assign(given, { checked: handler }),
  }
  deny(session as never)
  const { asked, checked } = given
  if (!asked || !checked) throw new Error('a handler is missing')
  return { asked, checked }
}

test.each([
  ...['media', 'geolocation', 'notifications', 'midi', 'pointerLock', 'openExternal', 'hid', 'usb'],
  ...['serial', 'display-capture', 'fileSystem', 'clipboard-read', 'fullscreen', 'unknown'],
])('a page does not get %s', (permission) => {
  const { asked, checked } = handlersOf(denyPermissions)
  const answers: boolean[] = []
  asked(null, permission, (granted) => answers.push(granted))
  expect({ answers, checked: checked(null, permission) }).toEqual({
    answers: [false],
    checked: false,
  })
})

test('a page may put text on the clipboard', () => {
  const { asked, checked } = handlersOf(denyPermissions)
  const answers: boolean[] = []
  asked(null, 'clipboard-sanitized-write', (granted) => answers.push(granted))
  expect({ answers, checked: checked(null, 'clipboard-sanitized-write') }).toEqual({
    answers: [true],
    checked: true,
  })
})
