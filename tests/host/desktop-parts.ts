import { EventEmitter } from 'node:events'
import { type Call, recorded, recordedClass } from './recording.ts'

const DIALOGS = ['showErrorBox', 'showMessageBox', 'showOpenDialog', 'showSaveDialog']
const TRAY = ['Tray', 'destroy', 'setContextMenu', 'setImage', 'setTitle', 'setToolTip']

const unanswered = (dialog: string) => () => {
  throw new Error(`stand-in host: nothing answers dialog.${dialog}; replace it in the test`)
}

/** Desktop modules that only remember: menus, tray, notifications, shell, clipboard and the like. */
export function createDesktopParts(calls: Call[]) {
  const image = (source = '') => ({ isEmpty: () => source === '', setTemplateImage: () => {} })
  const kept = { menu: null as object | null, text: '' }
  return {
    Menu: {
      buildFromTemplate: (items: object[]) => ({ items }),
      getApplicationMenu: () => kept.menu,
      setApplicationMenu: (menu: object | null) => void Object.assign(kept, { menu }),
    },
    Tray: recordedClass(calls, TRAY),
    Notification: Object.assign(recordedClass(calls, ['Notification', 'close', 'show']), {
      isSupported: () => true,
    }),
    nativeTheme: Object.assign(new EventEmitter(), {
      themeSource: 'system',
      shouldUseDarkColors: false,
    }),
    powerMonitor: new EventEmitter(),
    nativeImage: { createEmpty: image, createFromDataURL: image, createFromPath: image },
    clipboard: {
      readText: () => kept.text,
      writeText: (text: string) => void Object.assign(kept, { text }),
    },
    dialog: Object.fromEntries(DIALOGS.map((name) => [name, unanswered(name)])),
    shell: {
      ...recorded(calls, ['shell', 'openExternal'], Promise.resolve()),
      ...recorded(calls, ['shell', 'openPath'], Promise.resolve('')),
      ...recorded(calls, ['shell', 'showItemInFolder']),
    },
  }
}
