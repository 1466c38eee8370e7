import { emit, type Field, type Scene } from '../scene.ts'
import type { Invocation } from './program.ts'

const DESTRUCTIVE =
  /^(?:poweroff|acpipowerbutton|delete|destroy|remove|rm|del|dedupe|recreate|unset|defrag|unregister|rmi|rb|terminate|purge|drop|dropdb|wipe|erase|prune|nuke|reset|revoke|kill|uninstall|deregister|disable|deactivate|detach|cancel|abort|stop|evict|drain|cordon|taint|rollback|undo|undeploy|flush\w*|truncate|expire|forget|force-unlock|obliterate|clear|clean|clean-?up|unlink|disassociate|reject|deny|archive|suspend|pause|transfer|empty|shutdown|decommission|failover|restore|overwrite|replace|down|deallocate|quarantine|lock|redeploy|reimage|factory-reset|step-down|generate-root|rekey|halt|offline|schedule-key-deletion|deluser|delgroup|leave|unmap|unexport|zap|trim|scrub|fence|forfeit)$/i
const DESTRUCTIVE_PART =
  /^(?:delete|destroy|remove|terminate|purge|drop|wipe|erase|prune|reset|revoke|deregister|disable|detach|cancel|disassociate|evict|flush|force|batch-delete|bulk-delete|schedule-key-deletion|stop|reboot|deactivate|release|put|modify|update|create|attach|authorize|abort|unassign|undeploy|shutdown|reject|suspend|restore|rollback|replace|failover|kill|clear|clean|unset|unlink|rotate|leave|transfer)-|(?:^|[-_:])(?:delete|destroy|remove|purge|drop|rm|reset|nuke|wipe|forget|prune)(?:[-_:]|$)|:(?:cancel|stop|rollback|disable|revoke|unset|kill|detach|clear|down)$|Delete|Destroy|Remove/
const MUTATING =
  /^(?:define|undefine|apply|create|deploy|scale|set|update|upgrade|patch|edit|put|publish|promote|rollout|import|write|add|enable|run|exec|start|restart|reboot|install|sync|cp|mv|push|annotate|label|expose|autoscale|replace|up|invoke|attach|grant|merge|release|send|trigger|login|logout|tag|modify|resize|migrate|move|rename|rotate|approve|seal|unseal|accept|bootstrap|provision|converge|enqueue|submit|call|copy|ssh|rsync|mirror|link|alias|bind|unbind|refresh|cutover|switch|assign|register|upload|execute|eval|build-push|swap|redrive|replay|requeue|reindex|silence|snooze|elevate|impersonate|sign|attest|invite|refund|capture|void|purchase|ship|charge|payout|withdraw|unpublish|unmanage|unassign|signup|sign-up|log-in|log-out|signout|unarchive|take|finalize|retain|subscribe|unsubscribe|pub|resolve|ack|acknowledge|reassign|escalate|post|comment|reply|close|reopen|notify|broadcast|ban|kick|mute|rerun|retry|transition|activate|failback|switchover|rebalance|pay|order|buy|dispatch|page)$/i
const MUTATING_PART =
  /^(?:attach|add|associate|assign|accept|allocate|apply|import|invoke|send|start|run|register|enable|execute|publish|copy|move|rename|grant|set|tag|untag|upload|upgrade|write|reset|batch-write|transact-write|change|update|create|map|unmap|invite|join|promote|finalize)-/i
const READ =
  /^(?:list|ls|get|describe|desc|show|status|view|head|wait|lookup|search|find|logs?|tail|whoami|info|help|version|diff|validate|check|lint|plan|preview|doctor|env|test|inspect|history|export|cat|fetch|read|examples?|top|ps|events|explain|dump|stat|du|tree|query|count|metrics|health|ping|whois|open|watch|browse|completion|docs?|schema|outputs?|output|graph|summary|summarize|report|audit|verify|decode|sizes?|costs?|console-url|regions|zones|versions)$/i
const READ_PART =
  /^(?:list|ls|get|describe|show|head|lookup|search|select|batch-get|validate|verify|estimate|preview|simulate|test|check|wait|scan|query|count|generate-(?!root|data-key)|filter|view|download|detect|discover|resolve|tail|is)-/i

/** Whether a subcommand destroys or revokes by its name. */
export function isDestructiveVerb(word: string): boolean {
  return DESTRUCTIVE.test(word) || DESTRUCTIVE_PART.test(word)
}

/** Whether a subcommand changes something by its name. */
function isMutatingVerb(word: string): boolean {
  return MUTATING.test(word) || MUTATING_PART.test(word) || isDestructiveVerb(word)
}

/** Whether a subcommand only reads by its name. */
export function isReadVerb(word: string): boolean {
  return READ.test(word) || READ_PART.test(word)
}

/**
 * What a command line of words does, as far as its verbs say: the verb that changes something, or null.
 * Words before the verb are resources, words after it names, so the first clear verb decides; a word
 * that may be a resource too (`run`, `deploy`, `release`) gives way to a verb right behind it.
 */
export function changingVerb(given: readonly string[]): string | null {
  const words = given.some((word) => COMPOUND.test(word)) ? given.flatMap(partsOf) : given
  const at = words.findIndex((word) => isMutatingVerb(word) || isReadVerb(word))
  const word = words[at]
  if (word === undefined) return null
  if (isDestructiveVerb(word)) return nounBefore(words, at) ? null : word
  if (isMutatingVerb(word)) return verbBehind(words, at)
  return READ_NOUN.test(word) ? endingBehind(words, at) : null
}

/** Words of words: `apps:destroy`, `createDeployment`. */
const COMPOUND = /^(?!.*[./])(?:[\w-]+:[\w:-]+|[a-z]+[A-Z]\w+)$/

/** `update:list` only lists, whatever it lists. */
const ONLY_LISTS = /:(?:list|ls|view|show|info|status|logs|get|whoami|help)$/

function partsOf(word: string): readonly string[] {
  if (!COMPOUND.test(word)) return [word]
  if (ONLY_LISTS.test(word)) return ['list']
  return word
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .split(':')
    .filter((part) => part !== '')
}

const READ_NOUN =
  /^(?:logs?|metrics|tests?|env|versions?|events|history|schema|query|health|report|docs?|zones|regions|search|top|graph|outputs?|costs?|sizes?|view|fetch|audit|plan|status)$/i

/** A noun that reads like a verb gives way to what is done to it. */
function endingBehind(words: readonly string[], at: number): string | null {
  const next = words[at + 1] ?? ''
  const changes = DESTRUCTIVE.test(next) || STARTS_DESTRUCTIVE.test(next) || CLEAR.test(next)
  return changes ? next : null
}

/** Verbs that are no nouns. */
const CLEAR =
  /^(?:set|unset|add|create|update|upgrade|edit|put|apply|import|upload|enable|rotate|write|push|assign|attach|deploy|publish|promote|invite|submit|transfer)$/i

const STARTS_DESTRUCTIVE =
  /^(?:delete|destroy|remove|terminate|purge|drop|reset|revoke|disable|put|cancel|disassociate|flush)-/i
const MAY_BE_NOUN =
  /^(?:run|deploy|release|tag|label|alias|lock|migrate|restore|image|archive|build|import|login|policy|set|replace|link|ssh|transfer|trigger|copy|register|build-push|provision|send|sign|attest)$/i

function nounBefore(words: readonly string[], at: number): boolean {
  return MAY_BE_NOUN.test(words[at] ?? '') && isReadVerb(words[at + 1] ?? '')
}

function verbBehind(words: readonly string[], at: number): string | null {
  const word = words[at] ?? ''
  if (!MAY_BE_NOUN.test(word)) return word
  for (const next of words.slice(at + 1, at + 3)) {
    if (isReadVerb(next)) return null
    if (isMutatingVerb(next)) return next
  }
  return word
}

const DASH = 45

/** Whether the call only shows what it would do. */
export function isRehearsal(args: readonly Field[]): boolean {
  return args.some(
    ({ text }) =>
      text.charCodeAt(0) === DASH &&
      /^--?(?:dry-?run|what-?if|no-execute-changeset|noop)(?:=|$)/i.test(text) &&
      !/=(?:none|false|0)$/.test(text),
  )
}

const CLEARLY_DESTRUCTIVE =
  /^(?:delete|destroy|terminate|purge|drop|wipe|erase|nuke|obliterate|revoke|deregister|unregister|force-unlock|undeploy|decommission|factory-reset)$|(?:^|[-_:.])(?:delete|destroy(?:_all)?|purge|terminate|nuke|obliterate|wipe)(?:[-_:]|$)|destroy_all|delete_all|drop_all|truncate_all/i
/** After a resource these end or undo something; alone they may be a harmless task of a project. */
const DESTRUCTIVE_BEHIND =
  /^(?:remove|rm|reset|prune|disable|cancel|revoke|kill|suspend|deactivate|detach|evict|uninstall|flush|truncate|expire|forget|rollback|unset|erase|shutdown|safe-shutdown|safe-restart|deprovision)$|^(?:disable|stop|kill|clear|remove|drop|reset|offline|terminate|abort|cancel|revoke|flush|evict|drain)-/i
const DESTRUCTIVE_FLAG =
  /^--(?:delete|destroy|purge|wipe|drop|factory-reset|accept-data-loss|force-reset|delete-all|remove-all|purge-all|nuke)(?:=|$)/

/** What publishes, deploys, logs in or out whatever program it is told to. */
const OUTWARD =
  /^(?:[\w-]+:)*(?:re-?deploy|deploy|un-?publish|publish|promote|log-?in|log-?out|sign-?in|sign-?out|sign-?up)$/i
/** The same where nothing stands before it; behind a word it may be a name. */
const OUTWARD_FIRST = /^(?:[\w-]+:)*(?:upload|release|rollback|submit|push|ship)$/i
/** What an installed program is told first, and a tool of the project may mean otherwise. */
const INSTALLED_FIRST =
  /^(?:[\w-]+:)*(?:send|transfer|pay|withdraw|broadcast|notify|tweet|toot|apply|provision|enroll|grant|invite|reboot|poweroff|reconfigure|kill|disable|cancel|shutdown|halt|drain|evict|detach|suspend|deactivate|truncate|expire|forget|failover|deprovision|decommission|offline|implode|reset)$/i

function outwardVerb(words: readonly string[]): string | undefined {
  const [first = '', second = ''] = words
  if (OUTWARD.test(first) || OUTWARD_FIRST.test(first)) return first
  const isNoun = /^[a-z][\w:-]*$/i.test(first) && !NAMED.test(first)
  return isNoun && OUTWARD.test(second) ? second : undefined
}

/** The same of a program that is installed, whose own words they are. */
function installedVerb({ path }: Invocation, words: readonly string[]): string | undefined {
  if (path.includes('/')) return undefined
  const [first = '', second = ''] = words
  if (INSTALLED_FIRST.test(first)) return first
  const isNoun = /^[a-z][\w:-]*$/i.test(first) && !NAMED.test(first)
  return isNoun && OUTWARD_BEHIND.test(second) ? second : undefined
}

/** What is done to a kind of thing that others see or use. */
const OUTWARD_BEHIND =
  /^(?:send|transfer|scale|restart|reboot|invite|assign|unassign|upload|approve|reject|close|reopen|resolve|ack|acknowledge|post|comment|reply|stop|pause|resume|submit|push|release|rotate|apply|reload|rollout|requeue|trigger|grant|ban|kick|purchase|buy|pay|charge|refund|withdraw|order|broadcast|notify|schedule|silence|enable|failback|switchover|rebalance|reassign|archive|unarchive)$/i

/** Words behind which a name stands. */
const NAMED =
  /^(?:run|run-script|exec|test|build|make|new|init|generate|g|create|add|install|help|show|list|ls|get|view|describe|info|cat|open|edit|lint|format|check|validate|search|find|which|docs?|watch|plan|diff|preview|render|template|explain|import|export|start|stop|log|logs|status)$/

/** What is sent or changed here stays here. */
const HERE = /(?:^|[/=@])(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/

/** Notes that a program we do not know is told to destroy something, or to bring something out. */
export function noteDestructiveVerb(scene: Scene, call: Invocation): void {
  if (call.path.startsWith('./')) return
  const words = call.args
    .map((field) => field.text)
    .filter((text) => !text.startsWith('-') && text.length < 200)
    .slice(0, 7)
  const verb = words.find((word) => CLEARLY_DESTRUCTIVE.test(word))
  const behind = words.find((word, at) => at > 0 && DESTRUCTIVE_BEHIND.test(word))
  const flag = call.args.find((field) => DESTRUCTIVE_FLAG.test(field.text))?.text
  const isHere = call.args.some(({ text }) => HERE.test(text))
  const found =
    verb ??
    behind ??
    flag ??
    outwardVerb(words) ??
    (isHere ? undefined : installedVerb(call, words))
  if (found === undefined || isRehearsal(call.args) || asksHelp(call)) return
  const resource = `${call.name} ${words.join(' ')}`
  emit(scene, { kind: 'infrastructure', verb: found.slice(0, 60), resource })
}

function asksHelp({ args }: Invocation): boolean {
  return /^(?:--help|-h|--version)$/.test(args.at(-1)?.text ?? '') || args[0]?.text === 'help'
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
