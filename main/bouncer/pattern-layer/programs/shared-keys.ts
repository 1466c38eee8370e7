import { isKnown, type Scene, signal } from '../scene.ts'
import { hostKind } from '../urls.ts'
import type { Options } from './options.ts'

const FORWARDS = /^\s*ForwardAgent\s*[= ]\s*(?!no\b)\S/i

/** A connection that lends the keys of this machine to a stranger, who may log in anywhere with them. */
export function noteLentKeys(scene: Scene, options: Options, host: string): void {
  const lends = options.has('A') || options.values('o').some(({ text }) => FORWARDS.test(text))
  if (!lends || !isKnown(host) || hostKind(host) !== 'public') return
  if (/^\d{1,3}(?:\.\d{1,3}){3}$|^\[?[\da-f]*:[\da-f:]+\]?$/i.test(host)) {
    signal(scene, 'exposure', `keys of this machine for ${host}`)
  }
}
