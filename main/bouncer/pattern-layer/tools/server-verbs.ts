import { FOREIGN_VERBS } from './foreign-verbs.ts'
import type { Intent } from './intent.ts'

const WORDS: Readonly<Record<Exclude<Intent, 'unknown'>, string>> = {
  read: 'read get list search find fetch query describe show view lookup look retrieve check count status info inspect browse scan explain analyze analyse summarize summarise resolve diff compare preview validate lint verify ping health help whoami version current recent tail head cat ls stat tree open navigate goto snapshot screenshot scrape crawl extract map download export think thinking sequentialthinking reason calculate compute convert parse format hover scroll wait diagnostics definition references hover symbols outline logs log blame select load peek trace estimate suggest recommend autocomplete translate autosize history traverse display observe ask screenshots console directory allowed introspect learn consume visualize discover rerank research crawling poll watch sample echo profile audit hget hgetall hmget hkeys hvals hlen mget zrange zscore zcard smembers scard lrange llen xrange xlen exists ttl dbsize geocode backtrace stacktrace disassemble compile transpile typecheck geocode reverse distance directions elevation forecast weather places random',
  destroy:
    'delete remove drop purge destroy wipe truncate reset revoke uninstall erase clear flush unlink rm rmdir ban kick archive expire terminate shutdown evict decommission deprovision discard nuke cancel close reject unpublish detach drain forget trash empty overwrite format rollback revert prune shred',
  send: 'send post publish push email mail notify reply comment tweet share invite upload forward message broadcast call dial sms submit transfer pay refund charge order buy purchase checkout book subscribe transmit announce sync tip withdraw deposit trade swap sell donate sign fax dm whisper react',
  change:
    'create update edit set add insert write put patch merge move rename assign approve deploy apply install schedule enable disable grant modify change replace copy make new register configure import restore migrate upgrade downgrade scale restart start stop pause resume enqueue tag label link unlink attach promote rotate change save store commit checkout rebase stash fork clone transition unassign lock unlock activate deactivate allow authorize mount unmount provision issue generate append prepend upsert toggle mark complete duplicate sort mkdir touch chmod chown symlink bind connect disconnect login logout authenticate verify kill release reboot reformat autofix maintain stream record capture draft',
  run: 'run execute exec eval evaluate invoke trigger spawn launch shell bash command terminal script process sql console code cmd powershell ssh interact dispatch',
  steer:
    'click type fill press drag drop hover tap swipe key resize tab tabs back forward dialog focus blur wait mouse scroll viewport emulate',
}

const INTENT = new Map<string, Intent>()
for (const [intent, words] of Object.entries(WORDS) as [Intent, string][])
  for (const word of words.split(' ')) if (!INTENT.has(word)) INTENT.set(word, intent)
for (const [word, intent] of FOREIGN_VERBS) if (!INTENT.has(word)) INTENT.set(word, intent)

/** Things that a name without any verb shows. */
const SHOWN = new Set(
  'details detail docs doc documentation schema schemas stats statistics metrics indexes indices replies overview summary report reports insights usage size count counts workspace workspaces index locks outliers instructions guide guidelines listing catalog quota graph reader viewer members contacts info ps'.split(
    ' ',
  ),
)
/** What a tool can make without anything being changed anywhere. */
const COMPUTED = new Set(
  'types diagram diagrams deeplink documentation docs summary chart mermaid markdown preview uuid snippet graph erd typescript sitemap changelog'.split(
    ' ',
  ),
)

/** Strongest last. */
const ORDER: readonly Intent[] = ['unknown', 'read', 'steer', 'run', 'change', 'send', 'destroy']

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
 * (`browser_navigate`, `issue_write`) do not decide when a verb follows.
 */
export function intentOf(tool: string): Intent {
  const words = nameWords(tool)
  const at = words.findIndex((word, index) => isVerbAt(words, index, word))
  if (at < 0) return showsOnly(words) ? 'read' : 'unknown'
  if (onlyShows(words, at)) return 'read'
  const joined = words.findIndex((word, index) => index > at && /^(?:and|or|then)$/.test(word))
  const begun = /^(?:start|begin)$/.test(words[at] ?? '') && INTENT.get(words[at + 1] ?? '')
  const first = begun === 'read' ? begun : (INTENT.get(words[at] ?? '') ?? 'unknown')
  if (joined < 0) return first
  const second = words.slice(joined + 1).map((word) => INTENT.get(word) ?? 'unknown')
  return [first, ...second].reduce((left, right) =>
    ORDER.indexOf(right) > ORDER.indexOf(left) ? right : left,
  )
}

const ASKS = new Set('is has are can does should'.split(' '))
const SEEN = /^(?:status|state|health|progress|history|logs?|result|results)$/

/** Names without a verb of their own, and those that write it together with its object. */
function showsOnly(words: readonly string[]): boolean {
  if (SHOWN.has(words.at(-1) ?? '') || ASKS.has(words[0] ?? '')) return true
  return words.length === 1 && /^(?:list|get|search|fetch)[a-z]{4,}$/.test(words[0] ?? '')
}

/** Names whose verb would mislead: what is made is only shown, and searches that are posted. */
function onlyShows(words: readonly string[], at: number): boolean {
  const verb = words[at] ?? ''
  if (verb === 'generate' || verb === 'render') {
    return words.slice(at + 1).some((word) => COMPUTED.has(word))
  }
  if (/^(?:check|show|view|watch)$/.test(words[0] ?? '') && SEEN.test(words.at(-1) ?? ''))
    return true
  return words[0] === 'api' && verb === 'post' && /^(?:search|query)$/.test(words.at(-1) ?? '')
}

/** Words that are as often a noun: they count as a verb only where no clear verb stands in the name. */
const NOUNISH =
  /^(?:issue|comment|message|label|tag|link|code|script|process|command|sql|log|logs|status|info|version|history|file|directory|map|order|call|book|email|mail|share|release|branch|fork|commit|checkout|current|recent|tab|tabs|key|console|terminal|shell|diff|tree|definition|references|symbols|diagnostics|draft|sign|mark|format|sync|record|stream|lock|import|export|new|post|type|drop|close|allowed|help|dm|complete|query|reply|tip|order|trade|open|view|check|show)$/

function isVerbAt(words: readonly string[], index: number, word: string): boolean {
  if (!INTENT.has(word)) return false
  if (!NOUNISH.test(word)) return true
  return !words.some(
    (other, at) => at !== index && INTENT.has(other) && (!NOUNISH.test(other) || at < index),
  )
}

const SECRET_NOUN =
  /^(?:secrets?|credentials?|passwords?|passwd|vaults?|cookies?|keychain|otp|totp|passphrases?|passkeys?|clipboard|keystrokes)$/
const SECRET_PAIR =
  /\b(?:api|access|private|ssh|auth|session|refresh|bearer|personal access|signing|encryption|service account) (?:keys?|tokens?)\b|\b(?:env(?:ironment)?|service|config(?:uration)?) (?:vars?|variables?)\b|\bconnection (?:strings?|uris?|urls?)\b|\b(?:anon|service role|secret|master|root) keys?\b|^(?:get|read|list|print|dump|show) env(?:ironment|s)?$|\b(?:storage|auth) state\b|\b(?:payment|credit card|bank) (?:details|numbers?)\b/

/** Whether the tool's name says that it hands out secrets. */
export function namesSecrets(tool: string): boolean {
  const words = nameWords(tool)
  const name = words.join(' ').replace(/\bsecret scanning\b/g, '')
  return name.split(' ').some((word) => SECRET_NOUN.test(word)) || SECRET_PAIR.test(name)
}
