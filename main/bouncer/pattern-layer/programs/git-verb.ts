import type { Field, Scene, Stream } from '../scene.ts'
import type { Options } from './options.ts'

/** Judges one git command; nothing means that it does nothing of note. */
export type Verb = (scene: Scene, args: readonly Field[], options: Options) => Stream | undefined
