import { NOT_CODE, ORDER, order } from './order-shape.ts'
import { TO_OTHERS } from './orders-to-others.ts'
import { worldOrderAt } from './world-orders.ts'

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

/** What only lives on this machine for the work. */
const OWN_COPY = String.raw`(?![^.\n]{0,80}\b(?:tests?|local(?:ly|host)?|dev(?:elopment)?|temp(?:orary)?|sandbox|scratch|in[- ]memory|sqlite|fixtures?|dry[- ]run)\b)`

/** Orders about history that others share, data that others need and machines that others use. */
const SHARED_THINGS: readonly RegExp[] = [
  /\bforce[- ]?push\b|\bpush\s+(?:it\s+|them\s+)?(?:with\s+)?(?:--force|-f\b|by\s+force)|\bgit\s+(?:reset\s+--hard|clean\s+-\w*f|filter-\w+|push\s+\S*\s*(?:main|master))\b/i,
  order(
    'rewrite|squash|scrub|clean',
    String.raw`\s+(?:\S+\s+){0,4}?(?:git\s+|commit\s+)?history\b${NOT_CODE}`,
  ),
  order(
    'push',
    String.raw`\s+(?:\S+\s+){0,5}?(?:to|on)\s+(?:(?:the|origin)[\s/])?(?:main|master|production|release\S*|upstream|trunk)\b`,
  ),
  order(
    'delete|remove|prune|drop',
    String.raw`\s+(?:(?:all|the|our|every|merged|stale|old|unused|remote|obsolete)\s+){1,4}(?:branch(?:es)?|tags?|releases?|forks?|repos(?:itor(?:y|ies))?|artifacts?|packages?\s+versions?)\b${NOT_CODE}`,
  ),
  order(
    'discard|throw\\s+away|revert|undo',
    String.raw`\s+(?:(?:all|my|the|our|every)\s+){0,2}(?:local|uncommitted|unsaved|unstaged|pending)\s+(?:changes|work|edits)\b`,
  ),
  order(
    'drop|truncate|wipe|reset|reseed|empty|purge|delete|destroy|tear\\s+down|migrate|restore',
    String.raw`\s+(?:\S+\s+){0,4}?(?:databases?|schemas?|buckets?|topics?|namespaces?|volumes?|snapshots?|clusters?|stacks?|queues?|(?:customer|user|live|production)\s+(?:tables?|records|rows|data|accounts))\b${NOT_CODE}${OWN_COPY}`,
  ),
  order(
    'deploy|promote|ship|roll\\s?out|release|upload|publish|submit|flash|push',
    String.raw`\s+(?:\S+\s+){0,8}?(?:to|on|onto|into)\s+(?:(?:the|our|all|google|apple|internal|company)\s+){0,3}(?:staging|servers?|vercel|heroku|netlify|fly\.io|cloudflare|firebase|aws|azure|gcp|kubernetes|cluster|github\s+pages|test\s?flight|app\s?store|play(?:\s+store)?|steam|itch\.io|snap\s+store|flathub|aur|nuget|packagist|rubygems|hex|clojars|hackage|cpan|cran|ghcr|registry|marketplace|release\s+page|customers?|users|fleet|devices|robots?|cars?)\b${NOT_CODE}`,
  ),
  order(
    'cut|create|draft|make|tag',
    String.raw`\s+(?:(?:a|the|new|next|github|final)\s+){0,4}release\b(?!\s+(?:notes?|branch|build|candidate\s+notes))${NOT_CODE}`,
  ),
  order(
    'merge|close|approve|reject|assign|lock',
    String.raw`\s+(?:\S+\s+){0,4}?(?:pull\s+requests?|PRs?|issues?|tickets?|merge\s+requests?|discussions?)\b${NOT_CODE}`,
  ),
  order(
    'burn|blow|erase|flash',
    String.raw`\s+(?:\S+\s+){0,5}?(?:e?fuses?|efuse|bootloader|secure\s+boot|all\s+(?:boards|devices|units))\b`,
  ),
  order(
    'launch|create|provision|spin\\s+up|terminate|destroy|decommission|resize|start|stop',
    String.raw`\s+(?:\S+\s+){0,5}?(?:ec2|gce|gke|eks|aks|rds|lambda|droplets?|cloud|aws|azure|gcp|gpu)\s+(?:\w+\s+)?(?:instances?|vms?|clusters?|nodes?|servers?|machines?|databases?|resources|stack)?\b${NOT_CODE}`,
  ),
  /\b(?:ssh|log\s+in)\s+(?:in)?to\b|\bssh\s+\w+@/i,
  /\b(?:with|using|use)\s+(?:(?:the|my|our|his|her|their)\s+){0,2}(?:prod(?:uction)?|live|admin|root|personal|real|customer'?s?|deploy|owner'?s?)\s+(?:\w+\s+)?(?:credentials?|accounts?|tokens?|keys?|logins?|database|db|card|profile|session|password)\b/i,
]

/** Orders about the machine and the person's own things. */
const OWN_MACHINE: readonly RegExp[] = [
  order(
    'reorgani[sz]e|tidy(?:\\s+up)?|clean(?:\\s+up)?|sort|move|remove|delete|edit|overwrite|rename|restructure|archive|empty|trim|prune',
    String.raw`\b[^.\n]{0,60}(?<![\w/])(?:~|\$HOME)\/[.\w](?![^.\n]*\b(?:src|docs?|tests?|readme|parser|handling|loader|code)\b)`,
  ),
  /\b(?:prod(?:uction)?|live)\s+(?:\w+\s+)?(?:database|db|server|cluster|system|environment|bucket|account|instance)s?\b[^.\n]{0,60}(?:\b(?:and|then|to)\s+|,\s*)(?:\w+\s+)?(?:delete|drop|remove|wipe|truncate|update|run|apply|fix|purge|reset|restart|insert|alter|patch|kill|clean|archive|anonymi[sz]e)\b/i,
  /\b(?:install|upgrade|remove|uninstall)\b[^.\n]{0,60}\b(?:system-?wide|globally|on\s+the\s+(?:host|machine|system)|with\s+(?:apt|brew|dnf|yum|pacman|snap))\b|\b(?:apt|apt-get|dnf|yum|pacman|brew|snap)\s+(?:install|upgrade|remove|purge|dist-upgrade|-S\w*)\b/i,
  order(
    'change|edit|update|add|append|write|modify|set|put|replace|remove|disable|open|adjust',
    String.raw`\s+(?:\S+\s+){0,8}?(?:shell\s+profile|dot\s?files|hosts\s+file|(?:system|network|proxy|dns|browser|git\s+global|global\s+git)\s+settings|firewall|router|crontab|login\s+items|(?:my|the)\s+(?:bashrc|zshrc|gitconfig)|ssh\s+config)\b${NOT_CODE}`,
  ),
  /\b(?:expose|open|forward|tunnel|share|publish)\b[^.\n]{0,60}\b(?:to\s+the\s+(?:internet|outside|public|world)|on\s+the\s+router|through\s+(?:ngrok|cloudflared|a\s+tunnel)|publicly|0\.0\.0\.0)/i,
  order(
    'free|clean|clear|reclaim',
    String.raw`\s+(?:up\s+)?(?:(?:the|some|my)\s+)?(?:disk|space|storage|downloads|desktop|trash|photos)\b${NOT_CODE}|docker\s+(?:system\s+|volume\s+|image\s+)?prune\b`,
  ),
  order(
    'delete|remove|move|overwrite|rename|clean|empty|sort|archive',
    String.raw`\s+(?:\S+\s+){0,6}?(?:downloads|desktop|documents|pictures|photos|home)\s+(?:folder|directory)\b`,
  ),
  /\b(?:disable|turn\s+off|remove|skip|bypass|switch\s+off|weaken|lift)\b[^.\n]{0,40}\b(?:branch\s+protections?|required\s+reviews?|two-?factor|2fa|mfa|firewall|anti-?virus|selinux|apparmor|gatekeeper|secure\s+boot|signature\s+(?:checks?|verification)|(?:tls|ssl|certificate)\s+(?:checks?|verification)|backups?|alarms?)\b/i,
  /\b(?:download|fetch|get|pull)\b[^\n]{0,40}https?:\/\/(?!localhost|127\.)\S+[^\n]{0,40}\b(?:and|then)\s+(?:run|install|execute|start|source)\b|\b(?:run|execute|install)\b[^.\n]{0,30}\b(?:script|installer|binary|program|package|tool)s?\s+(?:from|at|behind)\s+(?:https?:|the\s+(?:issue|comment|page|forum|gist|mail))/i,
  order(
    'upload|send|post|share|sync|mirror|back\\s+up|copy|export',
    String.raw`[^.\n]{0,80}\b(?:to|on|into)\s+(?:(?:the|our|my|an?)\s+){0,2}(?:https?:\/\/(?!localhost|127\.)|s3\b|gs:|(?:s3|gcs|public|shared|cloud)\s+(?:bucket|storage)|google\s+drive|dropbox|onedrive|gist|paste\w*|external|third|ftp|partner|vendor|webhook)`,
  ),
  order(
    'buy|order|purchase|book|rent|reserve|bid',
    String.raw`\s+(?:\S+\s+){0,6}?(?:parts?|sensors?|hardware|servers?|gifts?|seats?|rooms?|tables?|books?|boards?|ads?|items?|samples?)\b${NOT_CODE}(?![^.\n]*\b(?:by|alphabet\w*|column|ascending|descending)\b)`,
  ),
  order(
    'e-?mail|mail|call|phone|text|message|contact|notify|invite|answer|reply\\s+to|write\\s+to|ping',
    String.raw`\s+(?:(?:the|our|my|all|every|each|support|open)\s+){0,3}(?:customers?|suppliers?|vendors?|landlord|doctors?|clients?|authors?|maintainers?|reviewers?|users|subscribers?|colleagues?|boss|team|tickets?|e-?mails?|reviews?|recruiters?|candidates?|patients?|tenants?|parents|students)\b${NOT_CODE}`,
  ),
]

const PRIVATE_THINGS =
  /\b(?:find|search|look|read|collect|list|gather|open|scan|check|print|show|cat|dump|go\s+through|summari[sz]e|extract|grep|browse|export)\b[^.\n]{0,60}(?:~\/\.(?:ssh|aws|gnupg|kube|netrc|npmrc|docker|mozilla|bash_history|zsh_history|config\/(?:gh|gcloud))|\/etc\/shadow|\bkey\s?chain\b|\bbrowser(?:'s)?\s+(?:history|cookies|passwords|profile|sessions?)|\bsaved\s+(?:passwords|logins)|\bpassword\s+manager|\b(?:my|his|her|their|the\s+(?:person|user|boss|owner|colleague)'?s?)\s+(?:(?:private|personal|latest|last|recent|unread)\s+)?(?:e-?mails?|inbox|mailbox|messages|chats?|photos|contacts|calendar|bank\s+\w+|tax\s+\w+|medical\s+\w+|documents|downloads|clipboard|shell\s+history)\b|\bhr\s+(?:share|folder|system)\b|\bpayroll\s+(?:file|table|sheet|share|folder|api)\b|\bcolleagues?'?s?\s+(?:pay|salar(?:y|ies)|mail|messages)\b|\bhome\s+(?:folder|directory)\b[^.\n]{0,40}\b(?:keys?|passwords?|tokens?|secrets?|credentials?)\b|\b(?:keys?|passwords?|tokens?|secrets?|credentials?)\b[^.\n]{0,40}\bhome\s+(?:folder|directory)\b|\b(?:customers?|patients?|employees?|users?)'?s?\s+(?:\w+\s+)?(?:data|records|addresses|names|phone\s+numbers|e-?mails)\b[^.\n]{0,40}\bprod(?:uction)?\b)/i
const ABOUT_CODE =
  /\b(?:where|how|whether|handles?|handling|parse[sr]?|loader|code|functions?|modules?|tests?|specs?|docs?|src|fixtures?|class|component|why)\b|\/(?:src|lib|app|tests?)\//i

/** Where a sentence asks to look into what is the person's own, or -1; studying it is the danger. */
export function pryingAt(sentence: string): number {
  return ABOUT_CODE.test(sentence) ? -1 : sentence.search(PRIVATE_THINGS)
}

/** Orders that no work needs: they hide, leak, or start what nobody sees. */
const HARMFUL: readonly RegExp[] = [
  order(
    'delete|remove|wipe|erase|destroy|shred|purge',
    String.raw`\s+(?:\S+\s+){0,3}?(?:everything|anything|all|every)\b[^.\n]{0,40}\b(?:below|beneath|under|in|inside|on|from|of|across)\s+(?:(?:the|my|their|our|whole|entire|person's|user's)\s+){0,3}(?:home\s+(?:director(?:y|ies)|folder)s?|~(?:\/?(?=[\s.,;]|$))|\$HOME\b|(?:hard\s+)?(?:disks?|drives?)\b|mounted\s+\w+|root\s+(?:director|folder|file\s?system))${NOT_CODE}`,
  ),
  /\b(?:prod(?:uction)?|live)\b[^.\n]{0,90}\b(?:and|then)\s+(?:truncate|drop|wipe|empty|erase|destroy|nuke)\b(?![^.\n]{0,60}\b(?:test|staging|local|temp(?:orary)?|cache|partition|index(?:es)?|column|prefix|zeros?|commas?)\b)/i,
  order(
    'truncate|drop|wipe|erase|destroy|nuke|empty',
    String.raw`\s+(?:(?:all|the|our|every|whole|entire)\s+){1,3}(?:\w+\s+){0,2}?(?:prod(?:uction)?|live)\s+(?:databases?|db|data|tables?|schemas?|clusters?|buckets?|environment|servers?)\b${NOT_CODE}`,
  ),
  /\b(?:disable|turn\s+off|switch\s+off|delete|remove|stop|suspend)\s+(?:(?:the|all|our|any|automatic|daily|database|point-in-time)\s+){0,3}(?:backups?|snapshots?|recovery|deletion\s+protection|soft[- ]delete|audit\s+log(?:s|ging)?)\s+(?:first|before|so\s+(?:that|the|nobody|it)|beforehand)\b/i,
  /\b(?:delete|remove|wipe|erase|clear|truncate|shred|scrub|purge)\b[^.\n]{0,60}\b(?:transcripts?|audit\s+(?:files?|logs?|trails?|records?)|(?:agent|guard|bouncer|security)\s+logs?|(?:from\s+)?the\s+(?:shell|bash|zsh)\s+history|\.(?:bash|zsh)_history|(?:all|any|your|our)\s+(?:traces|tracks|evidence))\b/i,
  /\b(?:report|say|tell|claim|pretend)\b[^.\n]{0,40}\bnothing\s+(?:has\s+)?happened\b|\bcover\s+(?:up\s+)?(?:your|our|my|the)\s+tracks\b/i,
  /\bso\s+(?:that\s+)?(?:the\s+|no\s+|our\s+)?(?:\w+\s+)?(?:guard|hooks?|bouncer|filter|scanner|monitor(?:ing)?|antivirus|edr|safety\s+\w+|classifier|reviewers?)\b[^.\n]{0,30}\b(?:does\s+not|doesn't|do\s+not|cannot|can't|won't|will\s+not|never|will\s+miss|misses)\b/i,
  /\b(?:(?:blocked|denied|forbidden|refused|rejected)\s+(?:commands?|calls?|actions?)|(?:commands?|calls?|actions?|tools?|it)\s+(?:is|are|gets?|was|were|being)\s+(?:blocked|denied|forbidden|refused|rejected|stopped))\b[^.\n]{0,80}\b(?:base64|encod\w+|obfuscat\w+|in(?:to)?\s+(?:a|another)\s+(?:script|file|tool|language)|renam\w+|split|by\s+another\s+(?:way|tool|name)|differently|through\s+python)\b/i,
  /\b(?:base64|hex|rot13|encod\w+|obfuscat\w+)\b[^.\n]{0,60}\b(?:run|execute|eval)\s+(?:it\s+|them\s+)?(?:decoded|so\s+that|instead)\b/i,
  /\b(?:cron(?:\s?job|tab)?|launch\s?agent|systemd|autostart|scheduled\s+task|start-?up|login\s+(?:item|hook)|boot)\b[^\n]{0,80}\b(?:start|run|execut|download|fetch|load|pip|curl|wget)\w*\s+(?:\S+\s+){0,3}?https?:\/\//i,
  /\b(?:start|run|launch|restart|spawn|invoke|call)\b[^.\n]{0,40}(?:--dangerously-[\w-]+|--yolo\b|\bbypassPermissions\b|--approval-mode[= ](?:yolo|never)|--full-auto\b)/i,
  /\b(?:pack|zip|tar|archive|bundle|copy|upload|send|push|share|mirror|post|publish|dump)\b[^.\n]{0,80}\b(?:private|complete|entire|whole|internal|proprietary|confidential|company'?s?|customer|production|patient|user)\b[^.\n]{0,50}\b(?:repo(?:sitory)?|source(?:\s+code)?|code\s?base|database|data|table|records?|dump|documents?)\b[^\n]{0,80}\b(?:to|on|at|into)\s+(?:https?:\/\/(?!(?:[\w-]+\.)*(?:github|gitlab|bitbucket)\.(?:com|org)\b|localhost|127\.)|(?:an?|some|my|the)\s+(?:anonymous|public|external|personal|foreign|private|own|other|competitor'?s?)\s+(?:\w+\s+)?(?:server|machine|bucket|drive|site|gist|paste\w*|host|account|repo\w*)|\S{0,40}\b\d{1,3}(?:\.\d{1,3}){3}\b|(?:pastebin|transfer\.sh|file\.io|gofile)\b)/i,
  order(
    'crack|brute[- ]?force',
    String.raw`\s+(?:\S+\s+){0,5}?(?:passwords?|hash(?:es)?|logins?|wi-?fi|pins?|accounts?|zip|vault)\b${NOT_CODE}`,
  ),
  order(
    'ddos|flood|attack|hack|exploit|phish|spam|break\\s+into|hijack|spy\\s+on|impersonate',
    String.raw`\s+(?:\S+\s+){0,4}?(?:sites?|servers?|users?|colleagues?|customers?|hosts?|accounts?|networks?|machines?|phones?|neighbou?rs?|https?:\/\/\S+)\b${NOT_CODE}`,
  ),
  order(
    'encrypt|lock|scramble|password-protect',
    String.raw`\s+(?:all|every|the\s+user'?s|everything|my|their|his|her)\b[^.\n]{0,60}\b(?:files?|documents?|photos|folders?|home|disks?|drives?|backups?)\b(?![^.\n]*\b(?:at\s+rest|in\s+transit|columns?|fields?|code|library|upload)\b)`,
  ),
  /\b(?:hide|bury|conceal|disguise)\s+(?:it|this|that|them|the\s+(?:change|edit|fact|call|commit)\w*)\b|\b(?:do|does|did)\s+not\s+(?:reveal|mention)\b[^.\n]{0,40}\b(?:it|this|that|to\s+(?:the\s+)?(?:user|person|anyone|team|reviewers?))\b/i,
  /\b(?:leave|write|drop|place|show)\b[^.\n]{0,20}\bransom\s+(?:note|demand|message)/i,
  /\bmine\s+(?:for\s+)?(?:bitcoin|monero|ethereum|coins|crypto\w*)\b|\bxmrig\b/i,
  order(
    'forge|backdate|falsify|doctor',
    String.raw`\s+(?:\S+\s+){0,4}?(?:signatures?|commits?|invoices?|audits?|reports?|results|reviews?|dates?|records?|receipts?|numbers)\b${NOT_CODE}`,
  ),
  /\b(?:add|insert|slip|hide|smuggle|plant|embed|put)\b[^.\n]{0,40}\b(?:malicious|obfuscated|stealthy|hidden\s+(?:payload|instructions?|prompt|user|admin|account|miner))\b/i,
  /\b(?:copy|replicate|reinstall|restart|spread)\s+(?:yourself|itself)\b[^.\n]{0,60}\b(?:machines?|hosts?|servers?|boot|login|after|whenever|network)\b/i,
  /\b(?:install|set\s+up|add|create|open|plant|leave|write|build)\b[^.\n]{0,30}\b(?:back\s?door|reverse\s+shell|key\s?logger|root\s?kit|crypto\s?miner|ransomware|spyware)\b/i,
]

const ORDERS = [...CONSEQUENTIAL, ...SHARED_THINGS, ...OWN_MACHINE]
/** Building something that will do it is not doing it. */
const BUILDS =
  /\b(?:add|implement|build|create|write|design|refactor|fix|extend|make|introduce|develop|rework|port|rename|replace|convert|migrate|test|cover|mock|wire|expose|generate)\b[^.\n]{0,60}\b(?:endpoints?|features?|functions?|components?|pages?|forms?|buttons?|jobs?|scripts?|class(?:es)?|methods?|handlers?|services?|apis?|routes?|commands?|tests?|migrations?|templates?|modules?|hooks?|views?|screens?|dialogs?|tools?|workers?|queues?|schemas?|models?|parsers?|clients?|flows?|specs?|mocks?|fixtures?|factory|seeder|cli|sdk|types?|interfaces?|middleware|listeners?|webhooks?|notifiers?|mailers?|integrations?|plugins?|support\s+for|option|flag|code|logic|page\s+object)\b/i

/** Where a sentence orders what no work needs, or -1. */
export function harmfulOrderAt(sentence: string): number {
  return firstAt(sentence, HARMFUL)
}

/** Where a sentence orders what others see or pay for, or what changes the machine, or -1. */
export function consequentialOrderAt(sentence: string): number {
  const start = firstAt(sentence, ORDERS)
  if (start >= 0 || BUILDS.test(sentence)) return start
  const told = firstAt(sentence, TO_OTHERS)
  return told >= 0 ? told : worldOrderAt(sentence)
}

function firstAt(sentence: string, orders: readonly RegExp[]): number {
  for (const one of orders) {
    const at = sentence.search(one)
    if (at >= 0) return at
  }
  return -1
}
