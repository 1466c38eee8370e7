import { EventEmitter } from 'node:events'
import { type Call, recorded, recordedClass } from './recording.ts'

/** Desktop modules that only remember: menus, tray, notifications, shell, clipboard and the like. */
export function createDesktopParts(calls: Call[]) {
  const image = (source = '') => ({
    isEmpty: () => source === '',
    addRepresentation: () => undefined,
    setTemplateImage: () => undefined,
  })
  const unanswered = (dialog: string) => () => {
    throw new Error(`stand-in host: nothing answers dialog.${dialog}; replace it in the test`)
  }
  const dialogs = ['showMessageBox', 'showOpenDialog', 'showSaveDialog']
  const buildFromTemplate = (items: object[]) => ({ items })
  const Notification = recordedClass(calls, 'Notification close show')
  return {
    Menu: { buildFromTemplate, ...recorded(calls, 'Menu setApplicationMenu') },
    Tray: recordedClass(calls, 'Tray destroy setContextMenu setImage setTitle setToolTip'),
    Notification: Object.assign(Notification, { isSupported: () => true }),
    nativeTheme: Object.assign(new EventEmitter(), { shouldUseDarkColors: false }),
    powerMonitor: new EventEmitter(),
    // Packages name these in their imports; nothing here uses them.
    ...{ autoUpdater: new EventEmitter(), crashReporter: {}, net: {}, screen: new EventEmitter() },
    nativeImage: { createEmpty: image, createFromDataURL: image, createFromPath: image },
    clipboard: recorded(calls, 'clipboard writeText'),
    dialog: {
      ...Object.fromEntries(dialogs.map((name) => [name, unanswered(name)])),
      ...recorded(calls, 'dialog showErrorBox'),
    },
    shell: {
      ...recorded(calls, 'shell openExternal openPath', Promise.resolve('')),
      ...recorded(calls, 'shell showItemInFolder'),
    },
  }
}
