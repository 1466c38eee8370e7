import { TAINT } from '../findings.ts'
import { isWithin } from '../paths.ts'
import { type Field, flow, type Scene, touch } from '../scene.ts'
import { hostKind } from '../urls.ts'

/** Folders that hold what a project is about. */
const HEART =
  /^(?:src|lib|app|apps|packages|server|backend|frontend|core|internal|pkg|cmd|services|crates|modules|\.git)$/

/** What packing these paths gives: a mark when the sources of the project are among them as a whole. */
export function packedSources(scene: Scene, packed: readonly Field[]): number {
  const { workspace } = scene.ground
  const whole = packed.some((field) => {
    const path = touch(scene, field).path.replace(/\/\.?\*$/, '')
    if (isWithin(workspace, path)) return true
    return path.startsWith(`${workspace}/`) && HEART.test(path.slice(workspace.length + 1))
  })
  return whole ? TAINT.sources : TAINT.none
}

/** Reports the packed sources of the project that leave for a machine nobody logged in to. */
export function noteSentSources(scene: Scene, taint: number, host: string): void {
  if ((taint & TAINT.sources) === 0 || /^(?:local|private)$/.test(hostKind(host))) return
  flow(scene, 'sources-to-network', host)
}
