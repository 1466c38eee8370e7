import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createCodec } from './codec.ts'
import { type BridgeNames, createBridgeEnd, exposeInThisWorld } from './world-bridge.ts'
import { runPreload } from './world-isolated.ts'

/** The isolated world in which Electron, too, runs preloads. */
export const isolatedWorld = 'Electron Isolated Context'

/** The scripts every new document gets, in order: the page's end of the bridge, then the preload. */
export function worldScripts(preloadPath: string, binding: string) {
  const [a, b] = [randomUUID(), randomUUID()]
  const end = (names: BridgeNames, first: unknown) =>
    `(${createBridgeEnd})(${createCodec}, ${JSON.stringify(names)}, ${first})`
  const { platform, arch, versions } = process
  const shown = { platform, arch, versions, env: {}, type: 'renderer', sandboxed: true }
  const isolated = `(${runPreload})({
    codec: (${createCodec})(),
    exposeInMainWorld: ${end({ inbox: b, outbox: a }, undefined)},
    binding: '${binding}',
    process: ${JSON.stringify(shown)},
    preload: (require, process, module, exports = module.exports) => {
      ${readFileSync(preloadPath, 'utf8')}
    },
  })`
  const main = end({ inbox: a, outbox: b }, exposeInThisWorld)
  return [
    { source: `if (window === top) ${main}` },
    { source: `if (window === top) ${isolated}`, worldName: isolatedWorld },
  ]
}
