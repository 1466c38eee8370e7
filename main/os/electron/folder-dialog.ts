import { type BrowserWindow, dialog } from 'electron'

/** Opens the system's folder dialog over the window; null when nothing was chosen. */
export async function pickFolder(over: BrowserWindow | null): Promise<string | null> {
  const options = { properties: ['openDirectory', 'createDirectory'] } as const
  const mutable = { properties: [...options.properties] }
  const { canceled, filePaths } = over
    ? await dialog.showOpenDialog(over, mutable)
    : await dialog.showOpenDialog(mutable)
  return canceled ? null : (filePaths[0] ?? null)
}
