import { type Scene, signal } from '../scene.ts'
import type { Argument } from './argument-shapes.ts'
import type { ServerCall } from './server-call.ts'
import { nameWords } from './server-verbs.ts'

const MAIL_SERVER =
  /mail|outlook|exchange|imap|jmap|ms-?365|office|google|workspace|fastmail|proton|zoho/i
const LASTING_MAIL = /filter|rule|forwarding|auto-?forward|delegate|vacation|settings|sieve/i
const FORWARD_KEY =
  /^(?:forward\w*|redirect\w*|autoforward\w*|delegate\w*|address|email|emailaddress)$/

/** Whether a call makes mail go to somebody else from now on. */
function divertsMail({ server, tool, values }: ServerCall): boolean {
  if (!MAIL_SERVER.test(`${server} ${tool}`) || !LASTING_MAIL.test(tool)) return false
  const diverts = /forward|delegate|redirect/i.test(tool)
  return values.some(
    ({ key, field, text }) =>
      text.includes('@') &&
      (/^(?:forward|redirect)/.test(key) ||
        (FORWARD_KEY.test(key) && (diverts || /action/i.test(field)))),
  )
}

const COIN_SERVER =
  /wallet|evm|ether|solana|bitcoin|crypto|coinbase|ccxt|binance|kraken|web3|defi|blockchain|metamask|phantom|lightning|monero|tron|agentkit|goat|thirdweb|alchemy/i
const COIN_WORD =
  /^(?:eth|btc|sol|usdc|usdt|erc20|erc721|spl|nft|coins?|crypto|tokens?|native|wei|sats?|lamports)$/
const GIVES = /^(?:send|transfer|withdraw|payout|drain|sweep)$/
/** Chains whose coins are worth nothing. */
const PLAY_CHAIN =
  /testnet|sepolia|goerli|holesky|hoodi|devnet|regtest|localhost|localnet|hardhat|anvil|ganache|mumbai|amoy|fuji|signet/i
const ACCOUNT =
  /^(?:0x[\da-f]{40}|(?:bc1|tb1)[\da-z]{20,80}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|[\w-]{1,60}\.(?:eth|sol)|ln(?:bc|url)[\da-z]{20,2000})$/i

/** Whether a call sends coins, which nobody gives back. */
function sendsCoins({ server, tool, values }: ServerCall): boolean {
  const words = nameWords(tool)
  if (!words.some((word) => GIVES.test(word) || word === 'pay')) return false
  if (values.some(({ text }) => text.length < 60 && PLAY_CHAIN.test(text))) return false
  const isCoin =
    !words.includes('pay') &&
    (COIN_SERVER.test(server) || words.some((word) => COIN_WORD.test(word)))
  return isCoin ? !words.includes('message') : values.some(({ text }) => ACCOUNT.test(text))
}

const RESOURCE_KEY = /^(?:resourcetype|resource|kind|type|object|objecttype|plural|service)$/
const SECRET_THING =
  /^(?:secrets?|sealedsecrets?|externalsecrets?|credentials?|passwords?|totp|ssm|secretsmanager|keyvault)$/i

/** Whether a reading call names secrets as what it reads. */
export function readsSecretThing(values: readonly Argument[]): boolean {
  return values.some(({ key, text }) => RESOURCE_KEY.test(key) && SECRET_THING.test(text.trim()))
}

/** Tables in which databases keep who may log in and with what. */
const LOGIN_TABLE =
  /\b(?:pg_shadow|pg_authid|pg_user_mapping|mysql\.user|authentication_string|sys\.sql_logins|dba_users|sys\.user\$|vault\.(?:decrypted_)?secrets|auth\.(?:users|sessions|refresh_tokens|mfa_factors)|system\.users)\b/i
const INTO_FILE = /\binto\s+(?:outfile|dumpfile)\b|\bcopy\b[\s\S]{0,200}\bto\s+(?:program|'\/)/i
const WEB_FOLDER =
  /\/(?:www|htdocs|html|public_html|webroot|wwwroot|nginx|apache2?|cron[\w.]*)\/|<\?php|<%/i

/** Notes a statement that shows or exports what people log in with, or that plants a file on the server. */
export function noteStatement(scene: Scene, sql: string): void {
  const shows = LOGIN_TABLE.test(sql)
  if (INTO_FILE.test(sql) && (shows || WEB_FOLDER.test(sql)))
    signal(scene, 'exposure', 'puts data of a database where strangers fetch it')
  else if (shows) signal(scene, 'other-tool', 'reads the logins of a database')
}

/** Notes what a call does to others for good: mail diverted, coins sent. */
export function noteLastingActs(scene: Scene, call: ServerCall): void {
  if (divertsMail(call)) signal(scene, 'exposure', 'sends mail on to another address')
  if (sendsCoins(call)) signal(scene, 'money-sent', call.tool)
}

/** Servers of code and tickets. */
const TRACKER =
  /^(?:.*[-_])?(?:github|gitlab|gitea|forgejo|codeberg|bitbucket|linear|jira|atlassian|youtrack|azure-?devops|shortcut|plane|redmine|sentry)(?:[-_].*)?$/i
/** What the person's own work leaves there: a pull request to be looked at, a word on a ticket. */
const OWN_NOTE =
  /^(?:\w+_)?(?:(?:create|open)_?(?:draft_)?(?:pull_?requests?|merge_?requests?|pr|mr)|(?:add|create|post|write)_?(?:an?_)?(?:(?:issue|pull_?request|pr|merge_?request|mr|jira|ticket)_)?(?:review_)?(?:comments?|notes?)(?:_to_(?:jira_)?(?:issue|ticket|pr|pull_request))?)$/i

/** Whether a call leaves a pull request or a comment where the work is discussed, as anybody who works there does. */
export function leavesOwnNote({ server, tool }: ServerCall): boolean {
  return TRACKER.test(server) && OWN_NOTE.test(nameWords(tool).join('_'))
}
