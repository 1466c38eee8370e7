import { TAINT } from './findings.ts'
import type { Scene, Stream } from './scene.ts'

/** What a listing of every variable prints; what becomes of it down the pipe may take the note back. */
export function wholeEnvironment(scene: Scene): Stream {
  scene.findings.variables.add('*')
  return { text: null, taint: TAINT.environment }
}
