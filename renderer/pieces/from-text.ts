import { browserName, desktopWindowName } from '../../shared/app/client-names.ts'
import { ownWindowName } from '../client/index.ts'
import { t } from '../messages/index.ts'

/** Where something was done, as people call it: this window, another one, the desktop window, a device by its name. */
export function placeText(by: string): string {
  if (by === ownWindowName()) return t('place.this-window')
  if (by === desktopWindowName) return t('place.desktop-window')
  return by.startsWith(browserName) ? t('place.another-window') : by
}
