import {
  browserWindowName,
  desktopWindowName,
  readWindowId,
} from '../../shared/app/client-names.ts'
import { brand } from '../../shared/brand.ts'

const key = `${brand.appId}.window`

/** The id by which this tab is told from others, over reloads too: four hexadecimal digits. */
export function windowId(storage: Pick<Storage, 'getItem' | 'setItem'>): string {
  const kept = readWindowId(storage.getItem(key))
  if (kept !== null) return kept
  const bytes = crypto.getRandomValues(new Uint8Array(2))
  const fresh = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  storage.setItem(key, fresh.toUpperCase())
  return fresh.toUpperCase()
}

/** The name under which this page does things. */
export function ownWindowName(): string {
  return window.mstro ? desktopWindowName : browserWindowName(windowId(window.sessionStorage))
}
