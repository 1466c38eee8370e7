import { TAINT } from '../findings.ts'
import { isWithin } from '../paths.ts'
import { flow, type Scene, touch } from '../scene.ts'
import type { Act, Printed } from './act.ts'
import type { Invocation } from './program.ts'

const SECRETS = TAINT.secret | TAINT.credential

/** Names that are looked up go to other machines, with what they carry. */
export const lookUp: Act = (scene, call, line) => {
  if (!/^(?:-s \S+ )?(?:ahosts\w*|hosts|networks)(?: |$)/.test(line)) return
  if (call.args.some(({ taint }) => taint & (SECRETS | TAINT.environment)))
    flow(scene, 'secret-to-network', 'a name server')
}

/** Copies of files that go to a store which others read. */
export const copyAway: Act = (scene, call, line) => {
  if (!/^(?:cp|mirror|put|pipe|add|upload|block put|files cp)(?: |$)/.test(line)) return
  const secret = call.args.some((field) => touch(scene, field).secret)
  if (secret || call.stdin.taint & SECRETS) flow(scene, 'secret-to-network', call.name)
}

const CONNECTS = /(?:^| )(?:push|fetch|pull|clone|ls-remote|remote|submodule|archive)(?: |$)/

/** What git is told to keep in its history. */
const KEEPS_TEXT = /(?:^| )(?:commit|tag|notes (?:\S+ )*(?:add|append)|merge|stash)(?: |$)/

/** Secrets in addresses, settings or commits of git leave with the next connection. */
export const gitSecrets: Act = (scene, call, line) => {
  if (KEEPS_TEXT.test(line) && call.args.some(({ taint }) => taint & TAINT.secret)) {
    const kept = { text: null, taint: TAINT.secret }
    scene.files.set(`${scene.cwd}/.git/COMMIT_EDITMSG`, kept)
  }
  if (!CONNECTS.test(line)) return
  if (call.args.some(({ taint }) => taint & SECRETS)) flow(scene, 'secret-to-network', 'git')
  if (/(?:^| )push(?: |$)/.test(line) && holdsWrittenSecret(scene, call))
    flow(scene, 'secret-to-network', 'git push')
}

const PUBLISHES = /^(?:publish|deploy|upload|push|hosting:\S+|--prod)$/

/** A folder that a secret was copied into is published. */
export function publishedSecrets(scene: Scene, call: Invocation): void {
  if (scene.files.size === 0 || !call.args.slice(0, 3).some(({ text }) => PUBLISHES.test(text)))
    return
  if (holdsWrittenSecret(scene, call)) flow(scene, 'secret-to-network', call.name)
}

/** Git writes all that it keeps into one piece. */
export const packedHistory: Printed = (_scene, _call, line) =>
  /(?:^| )(?:bundle create|archive)(?: |$)/.test(line) ? TAINT.sources : TAINT.none

/** Whether this call put a secret into a file of the folder that is pushed. */
function holdsWrittenSecret(scene: Scene, call: Invocation): boolean {
  if (call.args.some(({ text }) => /^(?:-n|--dry-run)$/.test(text))) return false
  for (const [path, held] of scene.files) {
    if (held.taint & TAINT.secret && isWithin(path, scene.cwd)) return true
  }
  return false
}
