import { emit, type Field, type Scene } from '../scene.ts'
import type { Invocation } from './program.ts'

const DESTRUCTIVE =
  /^(?:delete|destroy|remove|rm|del|dedupe|recreate|unset|defrag|unregister|rmi|rb|terminate|purge|drop|dropdb|wipe|erase|prune|nuke|reset|revoke|kill|uninstall|unregister|deregister|disable|deactivate|detach|cancel|abort|stop|evict|drain|cordon|taint|rollback|undo|flush\w*|truncate|expire|forget|force-unlock|obliterate|clear|clean-?up|unlink|disassociate|reject|deny|archive|suspend|transfer|empty|shutdown|decommission|failover|restore|overwrite|replace|down)$/i
const DESTRUCTIVE_PART =
  /^(?:delete|destroy|remove|terminate|purge|drop|wipe|erase|prune|reset|revoke|deregister|disable|detach|cancel|disassociate|evict|flush|force|batch-delete|bulk-delete|schedule-key-deletion|stop|reboot|deactivate|release|put|modify|update|create|attach|authorize)-|(?:^|[-_:])(?:delete|destroy|remove|purge|drop|rm|reset|nuke|wipe|forget|prune)(?:[-_:]|$)|Delete|Destroy|Remove/
const MUTATING =
  /^(?:apply|create|deploy|scale|set|update|upgrade|patch|edit|put|publish|promote|rollout|import|write|add|enable|run|exec|start|restart|reboot|install|sync|cp|mv|push|annotate|label|expose|autoscale|replace|up|invoke|attach|attach-\w+|grant|merge|release|send|trigger|login|tag|modify|resize|migrate|move|rename|rotate|approve|seal|unseal|accept)$/i

/** Whether a subcommand destroys or revokes by its name. */
export function isDestructiveVerb(word: string): boolean {
  return DESTRUCTIVE.test(word) || DESTRUCTIVE_PART.test(word)
}

/** Whether a subcommand changes something by its name. */
export function isMutatingVerb(word: string): boolean {
  return MUTATING.test(word) || isDestructiveVerb(word)
}

const CLEARLY_DESTRUCTIVE =
  /^(?:delete|destroy|terminate|purge|drop|wipe|erase|nuke|obliterate|revoke|deregister|unregister|force-unlock)$|(?:^|[-_:.])(?:delete|destroy(?:_all)?|purge|terminate|nuke|obliterate)(?:[-_:]|$)|destroy_all|delete_all/i

/** Notes that a program we do not know is told to destroy something. */
export function noteDestructiveVerb(scene: Scene, call: Invocation): void {
  const words = call.args
    .map((field) => field.text)
    .filter((text) => !text.startsWith('-') && text.length < 200)
    .slice(0, 7)
  const verb = words.find((word) => CLEARLY_DESTRUCTIVE.test(word))
  const remote =
    words.length > 1 &&
    words.find((word, at) => at > 0 && /^(?:remove|rm|reset|prune|disable)$/.test(word))
  const found = verb?.slice(0, 60) ?? (remote || undefined)
  if (found && !call.path.startsWith('./')) {
    emit(scene, {
      kind: 'infrastructure',
      verb: found,
      resource: `${call.name} ${words.join(' ')}`,
    })
  }
}

/** The first words that are no options: what the program is told to do. */
export function subcommands(args: readonly Field[], most: number): string[] {
  const words: string[] = []
  for (const { text } of args) {
    if (words.length >= most) break
    if (/^[A-Za-z][\w:.-]*$/.test(text) && text.length < 60) words.push(text)
    else if (!text.startsWith('-')) break
  }
  return words
}
