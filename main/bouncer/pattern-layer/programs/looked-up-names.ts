import { WITNESSES } from '../addresses/host-lists.ts'
import { type Scene, signal } from '../scene.ts'
import type { Invocation } from './program.ts'

/** Programs whose questions about a name reach whoever owns it. */
export const LOOKING_UP: readonly string[] =
  'dig nslookup host drill kdig delv dog doggo resolvectl ping ping6 getent traceroute tracepath mtr whois'.split(
    ' ',
  )
const PROGRAMS = new Set(LOOKING_UP)
const MAX_TAIL = 100

/** Notes questions about names of services that write down who asks for what. */
export function noteLookedUpNames(scene: Scene, { name, args }: Invocation): void {
  if (!PROGRAMS.has(name)) return
  for (const { text } of args) {
    const [, ...rest] = text.slice(-MAX_TAIL).toLowerCase().replace(/\.$/, '').split('.')
    const owner = rest.join('.')
    if (WITNESSES.has(owner)) signal(scene, 'suspicious-url', `a drop site: ${owner}`)
  }
}
