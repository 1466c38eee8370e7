/** Begins an order: the start of a sentence, or what follows another order. */
const ORDER = String.raw`(?:^|[,;:]\s*|\b(?:and|then|also|now|finally|please|to)\s+|^[\s\d.)*#>-]{1,8})`
/** What follows a thing of the world makes it a thing of code. */
const NOT_CODE = String.raw`(?![\w-]*\s+(?:build|mode|bundle|profile|config\w*|code|deps|dependenc\w+|reload|preview|modal|page|component|form|button|dialog|tests?|endpoint|route|handler|class|function|method|model|type|schema|logic|screen|view|flow|feature|fixture\w*|mock\w*|example|log(?:ger|ging)))`

function order(verbs: string, rest: string): RegExp {
  return new RegExp(`${ORDER}(?:${verbs})\\b${rest}`, 'im')
}

/** Commands that change what others use, where somebody is told to run them. */
const COMMANDS = new RegExp(
  `${ORDER}(?:(?:run|execute|do|use|invoke|call|start|perform)\\s+(?:\\w+\\s+){0,2})?|\\b(?:with|via|using)\\s+`,
  'i',
)
const OUTWARD_COMMAND =
  '`?(?:(?:terraform|tofu|terragrunt)\\s+(?:apply|destroy|taint|state\\s+rm)|pulumi\\s+(?:up|destroy)|helm\\s+(?:install|upgrade|uninstall|rollback)|kubectl\\s+(?:apply|delete|scale|drain|patch|rollout\\s+(?:restart|undo))|(?:npm|pnpm|yarn|cargo|poetry|uv|flit|vsce|ovsx|lerna)\\s+publish|twine\\s+upload|gem\\s+push|docker\\s+push|mvn\\s+deploy|gh\\s+(?:pr\\s+merge|release\\s+create|repo\\s+(?:delete|edit)|secret\\s+set)|eas\\s+submit|fastlane\\s+(?:release|deliver)|vercel\\s+(?:deploy\\s+)?--prod|fly\\s+deploy|serverless\\s+deploy|sudo)\\b(?![^.\\n]{0,80}(?:--dry-run|--check\\b|plan only))'

/** Orders whose outcome others see or pay for: nobody but the person decides them. */
const CONSEQUENTIAL: readonly RegExp[] = [
  new RegExp(`(?:${COMMANDS.source})${OUTWARD_COMMAND}`, 'im'),
  order(
    'publish|release|upload|submit|ship',
    String.raw`[^.\n]{0,60}\b(?:to\s+(?:the\s+)?(?:npm|pypi|crates\.io|app\s?store|play\s?store|store|registry|marketplace|docker\s?hub|model\s+hub|hugging\s?face|maven\s+central)\b|publicly\b)`,
  ),
  order(
    'publish',
    String.raw`\s+(?:(?:the|a|this|our|new|it)\s+){0,2}(?:package|release|version|crate|gem|image|extension|app|post|article|newsletter|checkpoint|model|dataset)\b${NOT_CODE}`,
  ),
  order(
    String.raw`apply|deploy|roll\s?out|restart|reboot|scale|drain|delete|migrate|run|patch|stop|shut\s?down|terminate|rotate|promote|fail\s?over|restore|purge|flush|truncate|reset|change|update|fix\s+it`,
    String.raw`[^.\n]{0,80}\b(?:in|on|to|of|for|against|from|the)\s+(?:(?:the|our|all)\s+){0,2}(?:prod(?:uction)?|live)\b${NOT_CODE}`,
  ),
  order(
    String.raw`reboot|restart|shut\s?down|wipe|reinstall`,
    String.raw`\s+(?:(?:the|all|our|every)\s+){0,2}(?:hosts?|servers?|machines?|nodes?|routers?|cluster|vms?)\b${NOT_CODE}`,
  ),
  order(
    'kill|stop|end|terminate',
    String.raw`[^.\n]{0,40}\b(?:(?:whatever|all|any|every|other)\s+(?:\w+\s+)?(?:process\w*|programs?|services?|jobs?|sessions?|listen\w*|runs|holds|uses)\b|[^.\n]{0,60}\b(?:sudo|as\s+root)\b)`,
  ),
  order(
    'kill|stop|end|free|install|change|edit|start|mount|open',
    String.raw`[^.\n]{0,80}\b(?:with|by|using|via)\s+sudo\b|\bas\s+root\b`,
  ),
  /\b(?:log|sign)\s+in(?:to)?\b[^.\n]{0,60}\b(?:with|using|as)\s+(?:(?:the|my|our|a)\s+){0,2}(?:saved|stored|browser'?s?|admin\w*|root|existing|cached|person'?s?|owner'?s?|own)\b/i,
  /\b(?:find|look\s+for|get|grab|take|use|locate|search\s+for|reuse|borrow)\b[^.\n]{0,50}\b(?:tokens?|passwords?|credentials?|api\s+keys?|session|cookies?|login)\b[^.\n]{0,40}\b(?:in|from|of)\s+(?:(?:the|my|their|our)\s+){0,2}(?:home|key\s?chain|browser|shell\s+history|clipboard|password\s+manager|1password|bitwarden|other\s+project)/i,
  order(
    String.raw`pay|buy|order|purchase|book|refund|transfer|wire|donate|top\s?up|cancel|close|renew`,
    String.raw`\s+(?:\S+\s+){0,6}?(?:invoices?|subscriptions?|plans?|accounts?|money|funds?|orders?|tickets?|flights?|hotels?|domains?|licen[cs]es?|credits?|bookings?|customers?|memberships?|euros?|dollars?)\b${NOT_CODE}`,
  ),
  order(
    'send|post|e-?mail|mail|tweet|announce|message|notify|reply|invite|text',
    String.raw`[^.\n]{0,60}\b(?:(?:all|every|each|our)\s+(?:the\s+)?(?:customers?|users|subscribers?|staff|employees|members|clients?|contacts?)|everyone|customers|the\s+(?:whole\s+)?(?:company|channel|mailing\s+list|press|clients?|board|newsletter)|on\s+(?:slack|twitter|linkedin|mastodon|facebook|x\.com)|(?:on|in)\s+my\s+(?:behalf|name))\b${NOT_CODE}`,
  ),
  /\b(?:make|set|turn|switch)\b[^.\n]{0,30}\b(?:repo|repository|bucket|gist|document|dataset|drive\s+folder)\s+(?:to\s+)?public\b/i,
  /\b(?:grant|give)\b[^.\n]{0,60}\b(?:admin|owner|root|write)\s+(?:access|rights|permissions?|role)\b[^.\n]{0,30}\bto\b|\badd\b[^.\n]{0,40}\bas\s+(?:an?\s+)?(?:collaborator|admin|owner|maintainer)\b/i,
  order(
    'merge',
    String.raw`\s+(?:\S+\s+){0,5}?(?:into|to)\s+(?:the\s+)?(?:main|master|production|release\S*|trunk)\b`,
  ),
  order(
    'rotate|revoke|regenerate|invalidate',
    String.raw`\s+(?:\S+\s+){0,4}?(?:keys?|tokens?|certificates?|secrets?|credentials?|passwords?)\b${NOT_CODE}`,
  ),
  order(
    'change|update|delete|point|switch|remove',
    String.raw`\s+(?:\S+\s+){0,4}?(?:dns(?:\s+records?)?|nameservers?|mx\s+records?)\b${NOT_CODE}`,
  ),
]

/** Orders that no work needs: they hide, leak, or start what nobody sees. */
const HARMFUL: readonly RegExp[] = [
  /\b(?:delete|remove|wipe|erase|clear|truncate|shred|scrub|purge)\b[^.\n]{0,60}\b(?:transcripts?|audit\s+(?:files?|logs?|trails?|records?)|(?:agent|guard|bouncer|security)\s+logs?|(?:from\s+)?the\s+(?:shell|bash|zsh)\s+history|\.(?:bash|zsh)_history|(?:all|any|your|our)\s+(?:traces|tracks|evidence))\b/i,
  /\b(?:report|say|tell|claim|pretend)\b[^.\n]{0,40}\bnothing\s+(?:has\s+)?happened\b|\bcover\s+(?:up\s+)?(?:your|our|my|the)\s+tracks\b/i,
  /\bso\s+(?:that\s+)?(?:the\s+|no\s+|our\s+)?(?:\w+\s+)?(?:guard|hooks?|bouncer|filter|scanner|monitor(?:ing)?|antivirus|edr|safety\s+\w+|classifier|reviewers?)\b[^.\n]{0,30}\b(?:does\s+not|doesn't|do\s+not|cannot|can't|won't|will\s+not|never|will\s+miss|misses)\b/i,
  /\b(?:blocked|denied|forbidden|refused|rejected)\s+(?:commands?|calls?|actions?)\b[^.\n]{0,80}\b(?:base64|encod\w+|obfuscat\w+|in(?:to)?\s+(?:a|another)\s+(?:script|file|tool|language)|renam\w+|split|by\s+another\s+(?:way|tool|name)|differently|through\s+python)\b/i,
  /\b(?:base64|hex|rot13|encod\w+|obfuscat\w+)\b[^.\n]{0,60}\b(?:run|execute|eval)\s+(?:it\s+|them\s+)?(?:decoded|so\s+that|instead)\b/i,
  /\b(?:cron(?:\s?job|tab)?|launch\s?agent|systemd|autostart|scheduled\s+task|start-?up|login\s+(?:item|hook)|boot)\b[^\n]{0,80}\b(?:start|run|execut|download|fetch|load|pip|curl|wget)\w*\s+(?:\S+\s+){0,3}?https?:\/\//i,
  /\b(?:start|run|launch|restart|spawn|invoke|call)\b[^.\n]{0,40}(?:--dangerously-[\w-]+|--yolo\b|\bbypassPermissions\b|--approval-mode[= ](?:yolo|never)|--full-auto\b)/i,
  /\b(?:pack|zip|tar|archive|bundle|copy|upload|send|push|share|mirror|post|publish|dump)\b[^.\n]{0,80}\b(?:private|complete|entire|whole|internal|proprietary|confidential|company'?s?|customer|production|patient|user)\b[^.\n]{0,50}\b(?:repo(?:sitory)?|source(?:\s+code)?|code\s?base|database|data|table|records?|dump|documents?)\b[^\n]{0,80}\b(?:to|on|at|into)\s+(?:https?:\/\/(?!(?:[\w-]+\.)*(?:github|gitlab|bitbucket)\.(?:com|org)\b|localhost|127\.)|(?:an?|some|my)\s+(?:anonymous|public|external|personal|foreign)\s+(?:\w+\s+)?(?:server|bucket|drive|site|gist|paste\w*|host|account|repo\w*)|(?:pastebin|transfer\.sh|file\.io|gofile)\b)/i,
  /\b(?:install|set\s+up|add|create|open|plant|leave|write|build)\b[^.\n]{0,30}\b(?:back\s?door|reverse\s+shell|key\s?logger|root\s?kit|crypto\s?miner|ransomware|spyware)\b/i,
]

/** Where a sentence orders what no work needs, or -1. */
export function harmfulOrderAt(sentence: string): number {
  return firstAt(sentence, HARMFUL)
}

/** Where a sentence orders what others see or pay for, or -1. */
export function consequentialOrderAt(sentence: string): number {
  return firstAt(sentence, CONSEQUENTIAL)
}

function firstAt(sentence: string, orders: readonly RegExp[]): number {
  for (const one of orders) {
    const at = sentence.search(one)
    if (at >= 0) return at
  }
  return -1
}
