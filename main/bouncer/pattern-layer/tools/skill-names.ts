/** Names of skills that act on what belongs to others: an act and a thing. */
const ACTS_ON =
  /^\/?(?:[\w.-]+:)?(?:(?:pay|send|book|order|buy|merge|grant|revoke|rotate|charge|refund|transfer|wire|cancel|unpublish|delete|remove|close|approve|submit|share|invite|terminate|shutdown|restart|scale|promote|ship|upload|reply)[-_](?:to-)?(?:all-)?(?:bills?|invoices?|payments?|payouts?|salar(?:y|ies)|prs?|mrs?|pull-?requests?|branch(?:es)?|meetings?|flights?|hotels?|rooms?|tables?|tickets?|access|rights?|roles?|keys?|secrets?|tokens?|credentials?|users?|accounts?|customers?|members?|orders?|subscriptions?|domains?|dns|servers?|clusters?|instances?|apps?|repos?(?:itor(?:y|ies))?|releases?|tags?|packages?|issues?|it|now|money|funds|messages?|app-?store|review)|(?:\w+-)*(?:sender|mailer|messenger|tweeter|publisher|deployer|releaser))(?=\s|$)/i
/** Merging a request by its number; a branch that is merged here is ordinary work. */
const MERGES_REQUEST = /^\/?(?:[\w.-]+:)?merge(?:-pr|-mr)?\s+[#!]?\d+(?=\s|$)/i

/** Programs that change systems, as names of skills, with the words they do it by. */
const OPERATES =
  /^\/?(?:[\w.-]+:)?(?:terraform|tofu|pulumi|kubectl|kubernetes|k8s|helm|aws|gcloud|gcp|azure|heroku|vercel|netlify|fly(?:io)?|cloudflare|digitalocean|ansible|argocd|supabase|firebase|stripe|shopify)(?:[-_]\w+)?\s+(?:\S+\s+){0,4}?(?:destroy|apply|delete|terminate|scale|deploy|uninstall|upgrade|rollback|drain|purge|refund|sync|up)\b(?![/.])/i
/** Ways to reach people, as names of skills, with the words for speaking to them. */
const TELLS =
  /^\/?(?:[\w.-]+:)?(?:slack|teams|discord|telegram|whatsapp|signal|sms|gmail|outlook|linkedin|twitter|x(?=\s)|mastodon|bluesky|reddit|matrix|intercom|zendesk|jira|hackernews)(?:[-_]\w+)?\s+(?:\S+\s+){0,2}?(?:tell|post|send|announce|message|dm|reply|say|notify|tweet|ping|inform|invite|comment|forward)\b/i

/** Whether a skill's name, with its first words, says that it reaches others. */
export function actsOnOthers(text: string): boolean {
  return [ACTS_ON, MERGES_REQUEST, OPERATES, TELLS].some((shape) => shape.test(text))
}

const TAKES_AWAY = /\s(?:destroy|delete|terminate|purge|uninstall)\b/i
const ONLY_TRIES = /(?:^|[\s-])(?:dry-?run|plan|preview|local\w*|kind|minikube|explain)(?=\s|=|$)/i

/** Whether a skill for a system is told to take something of it away, whichever stage it is. */
export function takesAway(text: string): boolean {
  return OPERATES.test(text) && TAKES_AWAY.test(text) && !ONLY_TRIES.test(text)
}
