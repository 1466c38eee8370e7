const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('fixture', {
  platform: process.platform,
  nested: { list: [1, 2, 3] },
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  say: (text) => ipcRenderer.send('say', text),
  onTold: (listener) => {
    const forward = (_event, told) => listener(told)
    ipcRenderer.on('told', forward)
    return () => ipcRenderer.removeListener('told', forward)
  },
  twice: (value) => value * 2,
  refuse: () => {
    throw new Error('refused')
  },
  requireFs: () => require('node:fs'),
  offered: () => ({
    ipcRenderer: Object.keys(ipcRenderer),
    contextBridge: Object.keys(contextBridge),
  }),
})

ipcRenderer.send('preloaded')
