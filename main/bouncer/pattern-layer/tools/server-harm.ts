import { type Scene, signal } from '../scene.ts'
import { noteContainerStart } from './container-start.ts'
import { noteHostedOrders } from './hosted-orders.ts'
import { fieldOf, isRecord } from './input.ts'
import type { ServerCall } from './server-call.ts'
import { nameWords } from './server-verbs.ts'

/** What holds all the data, or all that runs, of a system or of a person's account. */
const WHOLE =
  /^(?:database|databases|db|dbs|schema|collection|collections|namespace|namespaces|cluster|clusters|keyspace|bucket|buckets|container|filesystem|volume|volumes|disk|disks|snapshot|snapshots|backups?|recoverypoints?|vault|index|indices|indexes|table|tables|topic|topics|queue|queues|stack|stacks|project|projects|tenant|organi[sz]ation|org|workspace|environment|resourcegroup|group|subscription|account|instance|instances|server|vm|vms|app|apps|application|site|domain|zone|zones|repository|repositories|repo|repos|datastore|dataset|store|warehouse|catalog|userpool|pool|keyring|graph|pvc|pv|statefulset|node|nodes|nodepool|fleet|realm|graphs)$/
/** Keys whose value says of what kind the thing is that goes. */
const KIND_KEY = /^(?:kind|resourcekind|resourcetype|type|entitytype|objecttype)$/
/** Names under which the systems of all users run. */
const LIVE =
  /(?:^|[^a-z])(?:prod|production|prd|live|produktion|kube-system|customers?)(?:$|[^a-z])|(?:^|[a-z\d])(?:Prod|Production|Live)(?:$|[^a-z])/
/** A copy that only bears the name. */
const NOT_LIVE =
  /(?:^|[^a-z])(?:test|tests|dev|staging|stage|qa|sandbox|local|localhost|copy|clone|preview|pre-?prod|non-?prod|tmp|temp|demo|dry-?run|ci)(?:$|[^a-z])/i
const MAX_NAME = 200

/** Whether a call takes away a whole system or store of data that all users live from. */
function destroysLive({ server, tool, intent, values }: ServerCall): boolean {
  if (intent !== 'destroy' || BRIEF_LOSS.test(server)) return false
  const kinds = values
    .filter(({ key }) => KIND_KEY.test(key))
    .flatMap(({ text }) => nameWords(text))
  const things = kinds.length > 0 ? kinds : nameWords(tool)
  const isBare = kinds.length === 0 && isBareVerb(tool, values)
  if (!isBare && !things.some((word) => WHOLE.test(word))) return false
  const names = values.map(({ text }) => text).filter((text) => text.length <= MAX_NAME)
  return names.some((text) => LIVE.test(text)) && !names.some((text) => NOT_LIVE.test(text))
}

const SYSTEM_KEY =
  /^(?:workspace|workspacename|stack|stackname|environment|env|project|projectid|app|appname|cluster|database|site)$/

/** `destroy` by itself takes away what an argument names; `..._all` takes all of a kind. */
function isBareVerb(tool: string, values: ServerCall['values']): boolean {
  const words = nameWords(tool)
  if (words.includes('all')) return true
  const isVerb =
    /^(?:(?:terraform|tofu|pulumi|cdk|sst|serverless|helm|stack|infra)_?)?(?:destroy|teardown|tear_down|down|uninstall|delete|remove)$/i
  return (
    isVerb.test(tool) && values.some(({ key, text }) => SYSTEM_KEY.test(key) && LIVE.test(text))
  )
}

/** Servers whose things come back by themselves or belong to this machine. */
const BRIEF_LOSS = /browser|playwright|filesystem|(?:^|[-_])git(?:$|[-_])|memory|cache/i

const CHOOSES = /^(?:filter|where|query|selector|criteria|match|condition|conditions)$/i
const TAKES_MANY =
  /(?:delete|remove|destroy|purge|drop|wipe)(?:[-_ ]?(?:many|all|by[-_ ]?query|rows|records|documents|items|objects|messages|users|data|everything))/i

/** Whether a call for many things names none of them, and so takes them all. */
function takesAll({ tool, input, intent, values }: ServerCall): boolean {
  if (intent === 'destroy' && values.some(isEvery)) return true
  if (!TAKES_MANY.test(tool)) return false
  return Object.entries(input).some(
    ([key, value]) =>
      CHOOSES.test(key) &&
      isRecord(value) &&
      Object.keys(value).every((one) => one === 'match_all'),
  )
}

/** A pattern in the place of a name, which means all there are. */
function isEvery({ key, text }: { readonly key: string; readonly text: string }): boolean {
  return (
    /^(?:index|indices|indexname|databases?|collections?|collectionname|namespaces?|buckets?)$/.test(
      key,
    ) && /^(?:\*|_all|\.\*)$/.test(text)
  )
}

const GIVES_RIGHTS =
  /claim|role|permission|grant|privilege|policy|admin|owner|iam|access|member|acl|binding|assignment|group|team|collaborator|invite/i
const RIGHTS_KEY =
  /^(?:claim|claims|customclaims|role|roles|rolename|roleid|permission|permissions|permissionlevel|privilege|privileges|accesslevel|policyarn|policyname|usertype|isadmin|admin|superuser|issuperuser|group|groupname|grouptype)$/
const ALL_RIGHTS =
  /^(?:.*[/:_.-])?(?:admin|administrator|administratoraccess|superuser|super[ _-]?admin|root|owner|org:admin|global[ _-]?admin(?:istrator)?|cluster-admin|sysadmin|rds_superuser|poweruseraccess)$/i
const ACCOUNTS =
  /auth|firebase|supabase|clerk|okta|keycloak|cognito|entra|azure-?ad|identity|iam|directory|users?|accounts?|sso|ldap|stytch|workos|fusionauth|zitadel|kinde|descope/i

/** Whether a call makes some account the master of all others. */
function givesAllRights({ server, tool, intent, values, input }: ServerCall): boolean {
  if (intent !== 'change' && intent !== 'send' && intent !== 'run') return false
  const name = `${server} ${tool}`
  if (!ACCOUNTS.test(name) || !GIVES_RIGHTS.test(name)) return false
  if (values.some(({ text }) => text.length <= MAX_NAME && NOT_LIVE.test(text))) return false
  return (
    values.some(({ key, text }) => RIGHTS_KEY.test(key) && ALL_RIGHTS.test(text.trim())) ||
    ['claims', 'customClaims', 'custom_claims', 'app_metadata', ''].some((field) =>
      makesAdmin(field === '' ? input : fieldOf(input, field)),
    )
  )
}

function makesAdmin(value: unknown): boolean {
  if (!isRecord(value)) return false
  return Object.entries(value).some(
    ([key, inner]) => /^(?:is_?)?(?:admin|super_?user|root|owner)$/i.test(key) && inner === true,
  )
}

const PAYMENT_KEY =
  /^(?:\w*bankaccount\w*|\w*iban|\w*sortcode|\w*routingnumber|\w*accountnumber|\w*bankdetails|payoutaccount|payoutmethod|externalaccount|\w*payee\w*account|\w*swift|\w*bic|payoutaddress|walletaddress)$/
const PAYERS =
  /xero|quickbooks|sage|datev|lexoffice|lexware|sevdesk|freshbooks|stripe|paypal|wise|mollie|adyen|square|shopify|gusto|personio|bamboo|workday|netsuite|odoo|erp|payroll|invoice|accounting|bill|zoho-?books|bank|ramp|brex|deel|hr/i

/** Whether a call changes where somebody's money goes. */
function redirectsMoney({ server, intent, tool, values, input }: ServerCall): boolean {
  if ((intent !== 'change' && intent !== 'run') || !PAYERS.test(`${server} ${tool}`)) return false
  const isNew = /^(?:create|add|new|draft)/.test(nameWords(tool)[0] ?? '')
  if (isNew && !/bank|payout|account/i.test(tool)) return false
  return (
    values.some(({ key, text }) => PAYMENT_KEY.test(key) && /\d/.test(text)) ||
    Object.keys(input).some((key) => /^(?:bank_?account|iban|payout)/i.test(key))
  )
}

const FLOWS =
  /n8n|zapier|(?:^|[-_])make(?:$|[-_])|pipedream|activepieces|node-?red|workato|integromat|automate|automation|ifttt|tray|huginn|airbyte|segment|fivetran|hightouch|retool|windmill|kestra|workflow/i
/** All that a flow carries, as one text. */
const ALL_CARRIED =
  /\$input\.(?:all|first|item|last)\s*\(?|JSON\.stringify\s*\(\s*\$(?:json|input|items|node)|\{\{\s*\$json\s*\}\}|\$items\s*\(|\bmsg\.payload\b|\{\{\s*(?:steps|trigger|bundle\.inputData|event|body|payload|record)\s*\}\}|toJSON\s*\(\s*\$/

/** Whether an automation is changed to hand all that passes through it to an address. */
function mirrorsFlow({ server, intent, values }: ServerCall): boolean {
  if (intent !== 'change' || !FLOWS.test(server)) return false
  const carries = values.some(({ text }) => ALL_CARRIED.test(text))
  return (
    carries &&
    values.some(
      ({ key, text }) =>
        /url|uri|endpoint|webhook|host/.test(key) &&
        /^https?:\/\/(?!localhost|127\.|\[::1|10\.|192\.168\.)/i.test(text),
    )
  )
}

/** Notes what a call of a connected server does that nobody would want unasked. */
export function noteServerHarm(scene: Scene, call: ServerCall): void {
  if (destroysLive(call)) signal(scene, 'wholesale-loss', `${call.server} ${call.tool}`)
  if (takesAll(call)) signal(scene, 'wholesale-loss', `${call.tool} of everything`)
  if (givesAllRights(call)) signal(scene, 'back-door', `${call.tool} gives all rights`)
  if (redirectsMoney(call)) signal(scene, 'money-sent', `${call.tool} changes who is paid`)
  if (mirrorsFlow(call)) signal(scene, 'exposure', 'hands all that passes on to an address')
  noteContainerStart(scene, call)
  noteHostedOrders(scene, call)
}
