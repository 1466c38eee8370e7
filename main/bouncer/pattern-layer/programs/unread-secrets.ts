import { TAINT } from '../findings.ts'
import { isWithin } from '../paths.ts'
import { type Field, readPaths, type Scene, touch } from '../scene.ts'
import type { Invocation } from './program.ts'
import { CREDENTIAL_OPTION } from './sent-files.ts'

/** Programs that name files without reading them, keep keys themselves, or run what follows. */
const NAMES_ONLY = new Set(
  'ls ll la dir tree exa eza lsd stat test [ [[ chmod chown chgrp chattr lsattr getfacl setfacl touch mkdir rmdir rm cd pushd popd dirs export declare typeset local readonly unset alias echo printf true false : readlink realpath dirname basename du df find fd locate which type command builtin mktemp umask ssh scp sftp ssh-add ssh-keygen ssh-copy-id ssh-agent ssh-keyscan mosh autossh sshfs sshpass rsync gpg gpg2 gpgconf gpg-agent age sops pass gopass git-crypt keytool certbot mkcert op bw vault sudo doas env xargs nohup time timeout nice exec eval trap set shopt source . return exit wait kill mount umount inotifywait watch entr test-path docker podman nerdctl kubectl helm terraform tofu ansible ansible-playbook vagrant gcloud az gh glab npm pnpm yarn claude codex gemini cmp-path systemctl install mv cp ln unlink shred trash read mapfile readarray case select'.split(
    ' ',
  ),
)

/** A path as a whole argument, behind an option, an equals sign, `@` or the name of a scheme. */
const NAMED =
  /^(?:--?[\w-]+=|-[A-Za-z](?=[~/]))?(?:[\w.-]*=)?(?:@|fileb?:\/\/|man:|file:)?([~/].*)$/

/**
 * Keys and passwords that a program is given and of which its own judgement says nothing: it reads them.
 * `from` is where its effects begin; answers the taint of what it prints.
 */
export function noteUnreadSecrets(scene: Scene, call: Invocation, from: number): number {
  if (call.args.length === 0 || NAMES_ONLY.has(call.name)) return TAINT.none
  let taint: number = TAINT.none
  for (const [at, field] of call.args.entries()) {
    const named = namedFile(scene, field)
    if (named === null || CREDENTIAL_OPTION.test(optionOf(call.args, at))) continue
    const { secret, place, path } = touch(scene, named)
    if (!secret || place === 'project' || place === 'temporary' || isNoted(scene, path, from))
      continue
    taint |= readPaths(scene, [named]).taint
  }
  return taint
}

function namedFile(scene: Scene, field: Field): Field | null {
  const { text } = field
  if (text.length > 300 || field.glob) return null
  const first = text.charCodeAt(0)
  if (!text.includes('/')) {
    const inside = isWithin(scene.cwd, scene.ground.workspace)
    return inside || first === 45 ? null : field
  }
  if (text.startsWith(scene.ground.workspace) || /\s/.test(text)) return null
  const name = NAMED.exec(text)?.[1]
  return name === undefined ? null : { ...field, text: name }
}

function optionOf(args: readonly Field[], at: number): string {
  const { text } = args[at] as Field
  const equals = text.startsWith('-') ? text.indexOf('=') : -1
  return equals > 0 ? text.slice(0, equals) : (args[at - 1]?.text ?? '')
}

function isNoted(scene: Scene, path: string, from: number): boolean {
  const { effects } = scene.findings
  for (let at = from; at < effects.length; at++) {
    const effect = effects[at]
    if (effect && 'paths' in effect && effect.paths.some((seen) => seen.path === path)) return true
  }
  return false
}
