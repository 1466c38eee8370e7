import { COLLECTORS } from '../addresses/host-lists.ts'
import { hostKind } from '../urls.ts'

/** Hosts that are there to take in whatever comes, by the names that such hosts bear. */
const COLLECTOR =
  /^(?:collect\w*|drop\w*|exfil\w*|beacon|c2|sink|leak\w*|grab\w*|steal\w*|recv|intake|catch\w*|evil|attacker|loot|dump|listener|callback|oob)\./i
const LOGIN_NAME =
  /^(?:\w*(?:password|passwd|passphrase|passwort|kennwort|contrasena|senha)|pwd|db_?pass|private_?key|secret_?(?:access_?)?key|client_?secret|seed_?phrase|mnemonic)$/i
/** What a form sends to change or find a password carries none. */
const NO_VALUE =
  /^(?:true|false|yes|no|on|off|\d{1,3}|reset|forgot|change|new|show|hide|hash\w*|required|null|\*+|x+)$/i
const TELLS_LOGIN =
  /(?:^|[-_ .:=])(?:pass(?:word|wd|phrase)?|secret|token|apikey|api[-_]key|credentials?|private[-_]?key)(?:$|[-_ .:=])/i

function collects({ hostname }: URL): boolean {
  return COLLECTOR.test(hostname) || COLLECTORS.has(hostname)
}

/** Whether an address carries a login in the open: under its name, or to a host that takes in everything. */
export function carriesLogin(url: URL): boolean {
  if (hostKind(url.hostname) === 'local') return false
  const isCollector = collects(url)
  return [...url.searchParams].some(([name, value]) => {
    if (value.length < 6 || NO_VALUE.test(value) || /^[<{$[]/.test(value)) return false
    return (
      LOGIN_NAME.test(name) ||
      (isCollector && !/^__redacted/.test(value) && TELLS_LOGIN.test(value))
    )
  })
}

/** Whether values go to a host that takes in whatever comes. */
export function feedsCollector(url: URL): boolean {
  return collects(url) && [...url.searchParams].some(([, value]) => value.length >= 6)
}

const ENCODED = /^[A-Za-z0-9+/_-]{40,}={0,2}$/
const CODE =
  /\b(?:function|const|return|import|export|class|def|public|private|static|void|package|require|select|insert|struct|fn|func)\b[\s\S]{0,200}[{};()=]/

/** Whether a part of an address is source code in disguise. */
export function hidesSources(url: URL): boolean {
  const parts = [...[...url.searchParams].map(([, value]) => value), ...url.pathname.split('/')]
  return parts.slice(0, MAX_PARTS).some((part) => {
    if (!ENCODED.test(part)) return false
    const form = /^(?:[\da-f]{2})+$/i.test(part) ? 'hex' : 'base64'
    return CODE.test(Buffer.from(part.slice(0, 4000), form).toString('utf8'))
  })
}

const MAX_PARTS = 60
