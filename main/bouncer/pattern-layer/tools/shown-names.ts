/** Things that a name without any verb shows. */
const SHOWN = new Set(
  'details detail docs doc documentation schema schemas stats statistics metrics indexes indices replies overview summary report reports insights usage size count counts workspace workspaces index locks outliers instructions guide guidelines listing catalog quota graph reader viewer members contacts info ps organization team timeline compatibility context availability leaderboard ranking sitemap changelog price prices pricing rate rates quote quotes chart charts candles ohlc ohlcv balance analyzer analyser calculator converter formatter validator checker finder inspector explorer estimator comparator parser linter tracker planner builder thinker analyst autofixer brief digest busy freebusy'.split(
    ' ',
  ),
)
const ASKS = new Set('is has are can does should what which who whos where when how why'.split(' '))
/** Words that pick one of many, and so stand before what is shown. */
const PICKS =
  /^(?:next|current|latest|last|recent|my|top|all|available|popular|trending|random|today|todays|upcoming|nearby|by|best)$/
/** Plurals that are acts or orders rather than things to look at. */
const NO_LIST =
  /^(?:jobs|commands|scripts|orders|payments|transfers|actions|operations|tasks|emails|mails|calls|trades|transactions|controls|credentials|secrets|tokens|keys|passwords|permissions|settings|deploys|sends|posts|runs|edits|admins|options|access|process|business|address|sms|gps|dns|aws|ses|sns|sqs|https|ops|devops|os|js|css|redis|kubernetes|jenkins|plus|news)$/

/** Whether a name without a verb of its own only tells what is shown. */
export function showsOnly(words: readonly string[]): boolean {
  const last = words.at(-1) ?? ''
  if (SHOWN.has(last) || ASKS.has(words[0] ?? '')) return true
  if (words.length === 1 && /^(?:list|get|search|fetch)[a-z]{4,}$/.test(last)) return true
  return isConversion(words)
}

/** `html_to_markdown`, `date2timestamp`: one thing is told as another. */
function isConversion(words: readonly string[]): boolean {
  const at = words.findIndex((word) => word === 'to' || word === 'from')
  return at > 0 && at < words.length - 1 && words.length <= 4
}

/** What may stand before the things that are listed. */
const OF_WHAT =
  /^(?:project|user|team|repo|repository|mr|pr|issue|app|org|organization|account|group|channel|board|page|file|model|device|policy|coding|search|cluster|node|pod|service|table|db|pg|data|site|test|build|alert|event|product|customer)$/

/** Whether a name without a verb is that of things of one kind, which a tool lists. */
export function namesThings(words: readonly string[]): boolean {
  const last = words.at(-1) ?? ''
  if (
    NO_LIST.test(last) ||
    !words.slice(0, -1).every((word) => OF_WHAT.test(word) || PICKS.test(word))
  )
    return false
  return words.some((word) => PICKS.test(word)) || /[a-z]{3,}(?<![siu])s$/.test(last)
}

/** What a tool can make without anything being changed anywhere. */
const COMPUTED = new Set(
  'types diagram diagrams deeplink documentation docs summary chart mermaid markdown preview uuid snippet graph erd typescript sitemap changelog report reports id ids hex nanoid number numbers names title titles description descriptions text tweet outline plan query sql llmstxt checklist ideas suggestions hash slug palette regex schema insights recommendations guidance lorem'.split(
    ' ',
  ),
)
const SEEN = /^(?:status|state|health|progress|history|logs?|results?|eligibility)$/
/** Acts whose course is looked at: the status of an upload is no upload. */
const COURSE =
  /^(?:upload|deploy|build|install|import|export|sync|migrate|order|payment|transfer|release|publish|restore|scan|run|job|task|process|upgrade|refund|call|message|email|booking)$/
/** Looking at things by running something that looks. */
const LOOKS =
  /^(?:audit|audits|scan|scans|lint|linter|check|checks|search|searches|diagnostics?|analysis|soql|sosl|nrql|promql|logql|kql|spl|jql|cql|range|instant|health|explain|preview|inspection|review|assessment|advisor|policies)$/

/** Names whose verb would mislead: what is made is only shown, and searches that are posted. */
export function onlyShows(words: readonly string[], at: number): boolean {
  const verb = words[at] ?? ''
  const last = words.at(-1) ?? ''
  if (verb === 'generate') return words.some((word) => COMPUTED.has(word))
  if (SEEN.test(last) && seesCourse(words, at)) return true
  if (words[at - 1] === 'dry') return !words.some((word) => ACTS.test(word))
  if (/^(?:run|execute|evaluate)$/.test(verb)) return runsALook(words.slice(at + 1))
  return words[0] === 'api' && verb === 'post' && /^(?:search|query)$/.test(last)
}

function seesCourse(words: readonly string[], at: number): boolean {
  if (/^(?:check|show|view|watch)$/.test(words[0] ?? '')) return true
  return COURSE.test(words.at(-2) ?? '') && at >= words.length - 2
}

function runsALook(rest: readonly string[]): boolean {
  return rest.some((word) => LOOKS.test(word)) && !rest.some((word) => ACTS.test(word))
}

const ACTS =
  /^(?:fix|repair|apply|delete|remove|update|create|send|deploy|patch|approved|action|command|script|code|and)$/
