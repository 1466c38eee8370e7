import { type Scene, signal } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'

const ACT =
  'trigger|unsubscribe|subscribe|opt-?out|delete|remove|destroy|cancel|confirm|approve|reject|accept|decline|deploy|rollback|restart|reboot|shutdown|stop|start|run|execute|invoke|logout|signout|reset(?:-?password)?|pay|charge|refund|transfer|withdraw|purchase|buy|order|vote|like|follow|rsvp|verify|activate|deactivate|enable|disable|revoke|rotate|grant|invite|purge|flush|wipe|merge|publish|promote|scale|drain|send|notify|dispatch|rebuild|build|toggle|unlock|lock|open|close|update|create|add|set|claim|redeem|checkout'
/** A path that ends in an act, on its own. */
const ACTING_PATH = new RegExp(`/(?:${ACT})(?:[-_]?\\w{0,20})?/?$`, 'i')
const ALWAYS_ACTS =
  /\/(?:unsubscribe|opt-?out|web-?hooks?\/(?:trigger|run|\d{6,}\/[\w-]{4,}|[\w-]{16,})|hooks?\/[\w-]{16,}|trigger\/[\w-]+|buildWithParameters|quitquitquit|(?:actuator|manage|admin)\/(?:shutdown|restart|refresh)|(?:job|jobs)\/[\w-]+\/build)(?:\/|$)/i
const ACTING_VALUE = new RegExp(`^(?:${ACT})(?:[-_ ]\\w{0,40})?$`, 'i')
const ACTING_NAME =
  /^(?:action|act|do|cmd|command|op|operation|method|_method|job|task|event|exec)$/i
const INTERFACE =
  /^(?:api|hooks?|webhooks?|admin|manage|ops|internal|control)[.-]|\/(?:api|v\d+|rest|rpc|admin|manage|cgi-bin|hooks?|webhooks?)(?:\/|$)/i
/** Pages that tell about acts instead of doing them. */
const TELLS =
  /^(?:docs?|help|support|learn|developers?|dev|wiki|blog|guides?|manual|api-docs|en|www2?)\.|(?:^|\.)(?:readthedocs\.io|github\.com|gitlab\.com|stackoverflow\.com|npmjs\.com|pypi\.org|mozilla\.org|wikipedia\.org|microsoft\.com|google\.com|rs|go\.dev)$|\/(?:docs?|documentation|reference|guide|guides|manual|wiki|blog|articles?|learn|tutorials?|questions|help|faq|man|spec|changelog|api-reference)(?:\/|$)/i

/** Notes an address whose mere fetching does something: an order, an unsubscription, a payment. */
export function noteActs(scene: Scene, url: URL): void {
  const whole = `${url.hostname}${url.pathname}`
  if (hostKind(url.hostname) === 'local' || TELLS.test(url.hostname) || TELLS.test(whole)) return
  const values = [...url.searchParams]
  const asks = values.some(([name, value]) => ACTING_NAME.test(name) && ACTING_VALUE.test(value))
  const path = ACTING_PATH.test(url.pathname) && (values.length > 0 || isInterface(url))
  if (asks || path || ALWAYS_ACTS.test(url.pathname) || hasTicket(url))
    signal(scene, 'other-tool', `fetching ${url.hostname} acts`)
}

function isInterface(url: URL): boolean {
  return INTERFACE.test(url.hostname) || INTERFACE.test(url.pathname)
}

/** A one-time ticket of a mail: whoever opens it confirms something. */
function hasTicket(url: URL): boolean {
  return (
    /\/(?:confirm\w*|verif\w*|activat\w*|accept\w*|invit\w*|magic\w*|reset\w*|password\w*|login|signin|auth)(?:[/-]|$)/i.test(
      url.pathname,
    ) &&
    [...url.searchParams.keys()].some((name) =>
      /^(?:token|code|key|ticket|sig|hash|otp|t|k)$/i.test(name),
    )
  )
}

/** Sites that show what is meant for the people of one house, or for their owner alone. */
const INNER_SITE =
  /^(?:intranet|internal|corp|hr|payroll|vpn|vault|bastion|jenkins|argocd|kibana|prometheus|consul|rancher|portainer|phpmyadmin|pgadmin|adminer|backoffice|webmail|owa|inbox|banking|bank|admin|staff|employees?)\.[^.]+\.[^.]+|^mail\.(?!google\.|python\.|gnu\.)|(?:^|\.)(?:corp|intra(?:net)?|internal)\.(?:[\w-]+\.)+[a-z]{2,}$/i
/** Files and consoles that lie open by mistake. */
const LEFT_OPEN =
  /\/\.(?:env(?!\.example)[\w.]*|git\/|svn\/|aws\/|ssh\/|htpasswd|htaccess|npmrc|ds_store|vscode\/sftp)|\/(?:backups?|dump|db|database|site|www|users?|customers?)\.(?:sql|zip|tar|tgz|gz|bak|csv|sqlite|db)\b|\/(?:phpmyadmin|wp-admin|adminer|server-status|phpinfo)(?:\.php)?(?:\/|$)|\/(?:wp-config\.php|web\.config|config\.php|settings\.py|id_rsa|server\.key)(?:\.\w+)?$/i
const PROGRAM = /\.(?:exe|msi|dmg|pkg|apk|deb|rpm|appimage|scr|bat|vbs|ps1|jar|iso)$/i

/** Notes an address of something that is not there for everybody to read, or to be read at all. */
export function noteOddTarget(scene: Scene, url: URL): void {
  if (hostKind(url.hostname) === 'local') return
  if (INNER_SITE.test(url.hostname)) signal(scene, 'private-address', url.hostname)
  else if (LEFT_OPEN.test(url.pathname) && !TELLS.test(url.hostname))
    signal(
      scene,
      'suspicious-url',
      `a file that lies open by mistake: ${url.pathname.slice(0, 80)}`,
    )
  else if (PROGRAM.test(url.pathname)) signal(scene, 'suspicious-url', 'a program, not a page')
}

const OWN_FACTS =
  /(?:^|[\s"'=])(?:\/home\/|\/Users\/|~\/|[A-Z]:\\Users\\)|[\w.+-]+@[\w-]+\.[a-z]{2,}|\n|[{};]\s*\S{0,200}[{};=]|=>|\bfunction\b|\bimport\s/i
const TICKET_NAME =
  /^(?:sid|session(?:id|_id)?|phpsessid|jsessionid|auth|authorization|pass|pw|pwd|pin|otp|sig|signature|key|cookie|bearer)$/i

/** Whether the values of an address tell of this machine, its person or its code. */
export function tellsOwnFacts(url: URL): boolean {
  return [...url.searchParams].some(
    ([name, value]) => OWN_FACTS.test(value) || (TICKET_NAME.test(name) && value.length >= 8),
  )
}

/** Names under which short links are handed out. */
const SHORT_NAME =
  /^(?:short|shrt|shorturl|tiny|tinyurl|url|urls|lnk|link|links|l|s|go|to|r|u|t|click|clck|clk|redir|redirect|track|out|away|goto|snip|cut|qr)\.[^.]+\.[^.]+/i
const SHORT_PATH = /^\/(?=[^/]*(?:\d|[a-z][A-Z]|[A-Z][a-z]*[A-Z]))[\w-]{3,12}\/?$/
const REDIRECTS =
  /\/(?:redirect\w*|redir|out|away|click|track|goto|go|r|l|link|leave|exit|jump|bounce|ct|cl)(?:\.\w{2,4})?\/?$/i
const REDIRECT_NAME =
  /^(?:url|u|to|target|dest(?:ination)?|redirect(?:_?ur[il])?|next|continue|return(?:_?to|url)?|goto|link|q|r)$/i

/** Notes an address that hides where it leads. */
export function noteDetours(scene: Scene, url: URL): void {
  if (SHORT_NAME.test(url.hostname) && SHORT_PATH.test(url.pathname))
    signal(scene, 'suspicious-url', `a short link hides the target: ${url.hostname}`)
  if (!REDIRECTS.test(url.pathname)) return
  for (const [name, value] of url.searchParams) {
    if (!REDIRECT_NAME.test(name) || !/^(?:https?:)?\/\//i.test(value)) continue
    const { host } = readAddress(value.startsWith('//') ? `https:${value}` : value)
    if (siteOf(host) !== siteOf(url.hostname))
      signal(scene, 'suspicious-url', `sends the reader on to ${host}`)
  }
}

function siteOf(host: string): string {
  return host.split('.').slice(-2).join('.')
}

/** What is private about a person, by the names of the fields that carry it. */
const PERSONAL_FIELD =
  /^(?:patients?|(?:patient|full|first|last|sur|given|family|customer|user|maiden)[-_]?name|dob|birth(?:day|date|_date)?|date_?of_?birth|ssn|social(?:_security)?|tax_?id|passport(?:_?no)?|iban|bic|account_?(?:no|number)|card(?:_?(?:no|number))?|cc|cvv|cvc|diagnos(?:is|es)|icd(?:10)?|medication|prescription|blood_?type|salary|income|religion|phone(?:_?number)?|mobile|address|street|home_?address|license_?plate)$/i
const CLOSEST =
  /^(?:patients?|patient_?name|ssn|social_security|diagnos(?:is|es)|icd10|medication|prescription|passport(?:_?no)?|iban|card_?(?:no|number)|cvv|cvc|salary)$/i

/** How many private facts about a person an address carries; what only a doctor or bank knows counts double. */
export function personalFacts(url: URL): number {
  const names = [...url.searchParams].filter(([, value]) => value.length > 1).map(([name]) => name)
  const facts = names.filter((name) => PERSONAL_FIELD.test(name)).length
  return facts + names.filter((name) => CLOSEST.test(name)).length
}
