import { holdsSecretText, redactText } from '../../../kit/redact.ts'
import { emit, flow, type Scene } from '../scene.ts'
import { carriesEncodedText } from './encoded-text.ts'

/** What a text gives away when it leaves: a secret for certain, something that may be one, or nothing. */
export type Leak = 'secret' | 'doubtful' | 'none'

/** Kinds that are known by their own form, so that nothing else can be meant. */
const CERTAIN =
  /__redacted_(?:anthropic_key|openai_key|github_token|gitlab_token|aws_key|google_key|slack_token|npm_token|pypi_token|stripe_key|provider_token|jwt|private_key)__/
/** A private key with at least a part of its text. */
const KEY_TEXT =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\s{0,4}(?:[A-Za-z0-9+/=]{12,}|__redacted)|(?:\\r|\\n|\s){0,3}[A-Z0-9+/=]{4,})/
/** A private key as it looks once it is encoded; its first letters are always the same. */
const ENCODED_KEY = /b3BlbnNzaC1rZXkt|LS0tLS1CRUdJTiB(?:PUEVO|SU0Eg|FQyB|FTkNS|QUklW|EU0Eg)/
/** Logins of services that have a form of their own. */
const OWN_FORM =
  /\b(?:[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,45}|\d{8,10}:AA[\w-]{32,36}|SG\.[\w-]{20,24}\.[\w-]{39,50}|dop_v1_[\da-f]{32,64}|hf_[A-Za-z]{30,40}|shp(?:at|ss|ca|pa)_[\da-fA-F]{24,40}|hvs\.[\w-]{20,120}|dapi[\da-f]{30,40}|lin_api_\w{24,48}|ntn_\w{30,60}|PMAK-[\da-f]{20,30}-[\da-f]{20,40}|sbp_[\da-f]{30,48}|pscale_tkn_[\w-]{24,60}|dckr_pat_[\w-]{20,40}|ATATT3x[\w=-]{40,240}|dp\.(?:pt|st)\.[\w.]{30,60}|AGE-SECRET-KEY-1[A-Z\d]{30,60}|figd_[\w-]{30,60}|sq0(?:atp|csp)-[\w-]{20,50})/
const APP_KEY = /\bAPP_KEY\b["']?\s{0,2}[=: ]\s{0,2}["']?base64:[A-Za-z\d+/]{20,}/
/** A secret of some program's environment with its value. */
const ENVIRONMENT =
  /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|SECRET|TOKEN|PASS|PASSWORD|PWD|CREDENTIALS?|AUTH)\b["']?\s{0,2}[=:]\s{0,2}["']?(?:__redacted|base64:[A-Za-z0-9+/=]{12,}|(?=[^\s"']{0,60}\d)(?=[^\s"']{0,60}[A-Za-z])[^\s"'<>${}]{16,})/
/** A login to a machine that is not this one. */
const LOGIN_ADDRESS =
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"]{1,100}:(?:__redacted_password__)@(?!localhost|127\.|0\.0\.0\.0|\[?::1|(?:db|postgres|mysql|redis|mongo|host|database|server|cache)(?:[:/\s"'?]|$)|example\.|user|<|\$)/i

/** A password that is told in a sentence; words about passwords have no such form. */
const STATED =
  /(?<![a-z])(?:password|passwd|pwd|passphrase|passwort|kennwort|contraseña|senha|mot de passe|пароль|密码|パスワード)["']?\s{1,2}(?:(?:is|ist|es|est|lautet|是|は)\s{1,2})?["']?(?=[^\s"']{0,40}\d)(?=[^\s"']{0,40}[a-z])(?=[^\s"']{0,40}[!#%&*+])[\w!#%&*+.?-]{8,64}(?=["'\s.,;)]|$)/iu
/** A login that is set to a value, which redaction has taken out. */
const ASSIGNED =
  /(?<![a-z])(?:password|passwd|pwd|passphrase|passwort|kennwort|secret[-_]?key|private[-_]?key)["']?\s{0,2}[=:]\s{0,2}["']?__redacted/i

/** Whether words for a search engine hold a login with its value. */
export function assignsLogin(text: string): boolean {
  return ASSIGNED.test(redactText(text.slice(0, MAX_TEXT)))
}

/** Vaults in their sealed form: nobody shows one without a reason. */
const VAULT_TEXT = /\$ANSIBLE_VAULT;\d|ENC\[AES256_GCM,data:|-----BEGIN AGE ENCRYPTED FILE-----/

const MAX_TEXT = 64 * 1024
const MAX_WORDS = 4000

/** What sending the text would give away; looks through percent, base64 and hex encoding. */
export function leakIn(whole: string): Leak {
  const text = whole.slice(0, MAX_TEXT)
  const spelled = [text, decoded(text)]
  if (spelled.some(isCertain)) return 'secret'
  return holdsSecretText(text) || holdsSecretText(spelled[1] ?? '') ? 'doubtful' : 'none'
}

function isCertain(text: string): boolean {
  const redacted = redactText(text)
  if (CERTAIN.test(redacted) || KEY_TEXT.test(text) || LOGIN_ADDRESS.test(redacted)) return true
  if (ENCODED_KEY.test(text) || OWN_FORM.test(text) || APP_KEY.test(text)) return true
  if (ENVIRONMENT.test(redacted) || STATED.test(text) || VAULT_TEXT.test(text)) return true
  const words = text.split(/[\s"'=:&?#/,;|<>(){}[\]]+/).slice(0, MAX_WORDS)
  return words.some((word) => word.length >= 16 && hidesSecret(word))
}

/** Whether a word is a secret in disguise; nobody encodes one without a reason. */
function hidesSecret(word: string): boolean {
  if (!carriesEncodedText(word)) return false
  const form = /^(?:[0-9a-f]{2})+$/i.test(word) ? 'hex' : 'base64'
  const plain = Buffer.from(word.slice(0, 4000), form).toString('utf8')
  return holdsSecretText(plain) || KEY_TEXT.test(plain)
}

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Records that a text leaves this machine with what it gives away. */
export function noteLeak(scene: Scene, host: string, leak: Leak): void {
  if (leak === 'none') return
  emit(scene, { kind: 'network', host, direction: 'upload' })
  if (leak === 'secret') flow(scene, 'secret-to-network', host)
}

/** Services that a kind of key belongs to: showing it there is how they are called. */
const OWN_SERVICE: readonly (readonly [RegExp, RegExp])[] = [
  [/__redacted_github_token__/, /(?:^|\.)github(?:usercontent)?\.com$/],
  [/__redacted_gitlab_token__/, /(?:^|\.)gitlab\./],
  [/__redacted_aws_key__/, /(?:^|\.)amazonaws\.com$|(?:^|\.)cloudfront\.net$/],
  [/__redacted_google_key__/, /(?:^|\.)google(?:apis)?\.com$/],
  [/__redacted_slack_token__/, /(?:^|\.)slack\.com$/],
  [/__redacted_stripe_key__/, /(?:^|\.)stripe\.com$/],
  [/__redacted_jwt__/, /./],
]

/** Whether the only secret in an address is a key to the very service that is called. */
export function isOwnKey(host: string, address: string): boolean {
  const redacted = redactText(address)
  return OWN_SERVICE.some(([kind, own]) => kind.test(redacted) && own.test(host))
}
