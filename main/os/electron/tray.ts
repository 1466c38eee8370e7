import {
  Menu,
  type MenuItemConstructorOptions,
  type NativeImage,
  nativeImage,
  Tray,
} from 'electron'
import type { TrayPort, TrayRow, TrayState } from '../../kit/tray-port.ts'
import { trayImages } from './tray-images.ts'

/** What the icon does when it or a row of its menu is clicked. */
export interface TrayActs {
  readonly open: (page: string) => void
  readonly quit: () => void
}

/** Makes the icon once there is something to show. */
export function createElectronTray(acts: TrayActs): TrayPort {
  let tray: Tray | null = null
  return {
    show({ state, tooltip, groups }) {
      const image = imageOf(state)
      if (!tray) {
        tray = new Tray(image)
        tray.on('click', () => acts.open('/'))
      } else tray.setImage(image)
      tray.setToolTip(tooltip)
      const rows = groups.flatMap((group, at) => [
        ...(at === 0 ? [] : [{ type: 'separator' } as const]),
        ...group.map((row) => itemOf(row, acts)),
      ])
      tray.setContextMenu(Menu.buildFromTemplate(rows))
    },
    close() {
      tray?.destroy()
      tray = null
    },
  }
}

function itemOf({ label, leadsTo }: TrayRow, acts: TrayActs): MenuItemConstructorOptions {
  // A single one would underline the letter behind it.
  const shown = label.replaceAll('&', '&&')
  if (leadsTo === null) return { label: shown, enabled: false }
  return { label: shown, click: () => (leadsTo === 'quit' ? acts.quit() : acts.open(leadsTo.page)) }
}

function imageOf(state: TrayState): NativeImage {
  const image = nativeImage.createEmpty()
  for (const [at, png] of trayImages[state].entries()) {
    const dataURL = `data:image/png;base64,${png}`
    image.addRepresentation({ scaleFactor: at + 1, dataURL })
  }
  image.setTemplateImage(true)
  return image
}
