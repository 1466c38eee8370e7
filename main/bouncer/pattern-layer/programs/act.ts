import type { Scene } from '../scene.ts'
import type { Invocation } from './program.ts'

/** Notes what nobody wants where it depends on paths, on data or on where the call runs. */
export type Act = (scene: Scene, call: Invocation, line: string) => void

/** What a program prints beyond its own judgement of it, as taint. */
export type Printed = (scene: Scene, call: Invocation, line: string) => number
