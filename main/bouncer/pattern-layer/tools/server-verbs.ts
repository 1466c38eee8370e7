import type { Intent } from './intent.ts'
import { namesThings, onlyShows, showsOnly } from './shown-names.ts'
import { intentOfWord } from './verb-words.ts'

/** Strongest last. */
const ORDER: readonly Intent[] = ['unknown', 'read', 'steer', 'run', 'change', 'send', 'destroy']

/** The stronger of two intents. */
export function stronger(left: Intent, right: Intent): Intent {
  return ORDER.indexOf(right) > ORDER.indexOf(left) ? right : left
}

const MAX_NAME = 200

/** The words of a name written in any of the usual ways. */
export function nameWords(name: string): string[] {
  return name
    .slice(0, MAX_NAME)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d]+/u)
    .filter((word) => word !== '')
}

/**
 * What the first verb in the name says; a second one after "and", "or" or "then" counts too. Nouns before a verb
 * (`browser_navigate`, `issue_write`) do not decide when a verb follows, and an act that a name ends in
 * (`snapshot_delete`) counts before a word that is as often a noun.
 */
export function intentOf(tool: string): Intent {
  const words = plainForm(nameWords(tool))
  const pair = intentOfPair(words)
  if (pair !== null) return pair
  const at = words.findIndex((word, index) => isVerbAt(words, index, word))
  if (at < 0) return showsOnly(words) ? 'read' : 'unknown'
  if (onlyShows(words, at)) return 'read'
  const begun = /^(?:start|begin)$/.test(words[at] ?? '') && intentOfWord(words[at + 1])
  const first = begun === 'read' ? begun : (intentOfWord(words[at]) ?? 'unknown')
  const joined = words.findIndex((word, index) => index > at && /^(?:and|or|then)$/.test(word))
  if (joined >= 0) {
    const second = words.slice(joined + 1).map((word) => intentOfWord(word) ?? 'unknown')
    return second.reduce(stronger, first)
  }
  return lastWord(words, at, first)
}

/** Whether a name without any verb is that of things which its tool lists, the server's own name left out. */
export function listsThings(server: string, tool: string): boolean {
  const words = nameWords(tool)
  if (words.some((word, index) => isVerbAt(words, index, word))) return false
  const own = new Set(nameWords(server))
  return namesThings(words.filter((word) => !own.has(word)))
}

/** Verbs that are nothing else, and so rule the name they stand in. */
const ASKS_FOR =
  /^(?:get|fetch|retrieve|describe|show|view|check|count|read|has|is|preview|explain)$/
/** Acts that a name ends in when it names the thing first. */
const FINAL_ACT =
  /^(?:delete|destroy|create|update|remove|add|set|put|patch|insert|send|publish|cancel|start|stop|restart|enable|disable|execute|invoke|trigger|approve|reject|revoke|reset|rotate|upload|activate|deactivate|archive|restore|purge|move|rename|copy|assign|upsert|write|edit|modify|replace|clear|flush|drop|grant|attach|detach)$/
/** What a name ends in when the thing that is got stands first. */
const FINAL_READ = /^(?:get|retrieve|describe)$/

function lastWord(words: readonly string[], at: number, first: Intent): Intent {
  const last = words.at(-1) ?? ''
  if (at === words.length - 1) return first
  if (first === 'read' && FINAL_ACT.test(last) && !ASKS_FOR.test(words[at] ?? ''))
    return intentOfWord(last) ?? first
  const shows = FINAL_READ.test(last) || (last === 'generate' && onlyShows(words, words.length - 1))
  return shows && NAMESPACE.test(words[at] ?? '') ? 'read' : first
}

/** Acts that are also the names of parts of a service. */
const NAMESPACE =
  /^(?:deploy|build|install|release|monitor|schedule|backup|restore|import|run|sync)$/

/** Verbs that mean another thing with certain objects. */
const PAIRS: readonly { readonly verb: RegExp; readonly object: RegExp; readonly is: Intent }[] = [
  {
    verb: /^(?:resolve)$/,
    object:
      /^(?:comments?|threads?|incidents?|issues?|conversations?|conflicts?|alerts?|tickets?|discussions?|dispute)$/,
    is: 'change',
  },
  {
    verb: /^verify$/,
    object: /^(?:domain|bank|phone|email|account|identity|ownership|payment)$/,
    is: 'change',
  },
  {
    verb: /^test$/,
    object:
      /^(?:connection|connections|connectivity|auth|authentication|credentials|regex|query|link|health)$/,
    is: 'read',
  },
  { verb: /^mark$/, object: /^(?:as|all|for|no|unread|done)$/, is: 'change' },
]

function intentOfPair(words: readonly string[]): Intent | null {
  const found = PAIRS.find(({ verb, object }) => {
    const at = words.findIndex((word) => verb.test(word))
    return at >= 0 && words.slice(at + 1).some((word) => object.test(word))
  })
  return found?.is ?? null
}

/** What stands behind a verb in the third person: `creates_a_report`, also written in one word. */
const ARTICLE =
  /^(?:an?|the|all|any|details|one|multiple|specific|alist|asingle|acount|anew|an?existing|for|bulk)$|^a(?=[a-z]{4,}$)/

/** The words with a verb in the third person at the head in its plain form. */
function plainForm(words: readonly string[]): readonly string[] {
  const [head = '', next] = words
  if (next === undefined || !head.endsWith('s') || !ARTICLE.test(next)) return words
  const stem = [head.slice(0, -1), head.slice(0, -2), `${head.slice(0, -3)}y`].find(
    (one) => intentOfWord(one) !== undefined,
  )
  return stem === undefined ? words : [stem]
}

/** Words that are as often a noun: they count as a verb only where no clear verb stands in the name. */
const NOUNISH =
  /^(?:issue|comment|message|label|tag|link|code|script|process|command|sql|log|logs|status|info|version|history|file|directory|map|order|call|book|email|mail|share|release|branch|fork|commit|checkout|current|recent|tab|tabs|key|console|terminal|shell|diff|tree|definition|references|symbols|diagnostics|draft|sign|format|sync|record|stream|lock|import|export|new|post|type|drop|close|allowed|help|dm|complete|query|reply|tip|order|trade|open|view|check|show|ssh|charge|block|page|vote|bid|fund|star|pin|review|render|batch|bulk|request|fix|clean|claim|profile|snapshot|snapshots|screenshots|weather|places|forecast|distance|elevation|random|health|audit|hash|score|rank|sample|trace|split|play|switch|control|leave|reserve|measure|average|discovery|directions|schedule|silence|trigger|follow|hide|fax|sms|transfer|address|backfill|discover)$/

function isVerbAt(words: readonly string[], index: number, word: string): boolean {
  if (intentOfWord(word) === undefined) return false
  if (!NOUNISH.test(word)) return true
  return !words.some(
    (other, at) =>
      at !== index && intentOfWord(other) !== undefined && (!NOUNISH.test(other) || at < index),
  )
}

const SECRET_NOUN =
  /^(?:secrets?|credentials?|passwords?|passwd|vaults?|cookies?|keychain|otp|totp|passphrases?|passkeys?|clipboard|keystrokes|kubeconfig)$/
const SECRET_PAIR =
  /\b(?:api|access|private|ssh|auth|session|refresh|bearer|personal access|signing|encryption|service account) (?:keys?|tokens?)\b|\b(?:env(?:ironment)?|service|config(?:uration)?) (?:vars?|variables?)\b|\bconnection (?:strings?|uris?|urls?)\b|\b(?:anon|service role|secret|master|root) keys?\b|^(?:get|read|list|print|dump|show) env(?:ironment|s)?$|\b(?:storage|auth) state\b|\b(?:payment|credit card|bank) (?:details|numbers?)\b/
/** Names in which such a word is another thing. */
const NO_SECRET = /\bsecret scanning\b|\bvault (?:accounts?|assets?)\b|\bkeyvault (?:list|get)\b/g

/** Whether the tool's name says that it hands out secrets. */
export function namesSecrets(tool: string): boolean {
  const words = nameWords(tool)
  const name = words.join(' ').replace(NO_SECRET, '')
  return name.split(' ').some((word) => SECRET_NOUN.test(word)) || SECRET_PAIR.test(name)
}
