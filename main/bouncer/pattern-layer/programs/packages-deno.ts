import type { Scene } from '../scene.ts'
import { noteName } from './packages-names.ts'
import type { Invocation } from './program.ts'
import { noteUndeclaredTool } from './undeclared-tools.ts'

/** Scopes of the makers of Deno and of frameworks for it. */
const DENO_SCOPE = /^@(?:std|deno|oak|fresh|cliffy|hono|preact|david|db)\//

/** Packages of Deno name their registry; anything else is a file. */
export function noteForDeno(scene: Scene, { args }: Invocation, given: string): void {
  const found = /^(npm|jsr):\/?(@[\w.-]+\/[\w.-]+|[\w.-]+)(?:@([\w.^~-]+))?/.exec(given)
  if (!found?.[2]) return
  const [, registry, name, version = ''] = found
  if (registry === 'npm') noteName(scene, 'npm', { name, version })
  if (/^(?:run|x|serve|create)$/.test(args[0]?.text ?? '') && !DENO_SCOPE.test(name))
    noteUndeclaredTool(scene, name)
}
