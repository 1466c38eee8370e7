/** What a redacted secret was; part of its placeholder. */
export type SecretKind =
  | 'anthropic_key'
  | 'openai_key'
  | 'github_token'
  | 'gitlab_token'
  | 'aws_key'
  | 'google_key'
  | 'slack_token'
  | 'npm_token'
  | 'pypi_token'
  | 'stripe_key'
  | 'provider_token'
  | 'jwt'
  | 'private_key'
  | 'credentials'
  | 'password'
  | 'secret'

function placeholder(kind: SecretKind): string {
  return `__redacted_${kind}__`
}

const PLACEHOLDER = /__redacted_[a-z_]+__/

/** Tokens that are known by their form alone, wherever they stand. */
const FORMS: readonly (readonly [SecretKind, RegExp])[] = [
  ['anthropic_key', /\bsk-ant-[\w-]{8,}/g],
  ['openai_key', /\bsk-(?:proj-|svcacct-|or-v1-)?[A-Za-z0-9_-]{20,}/g],
  ['github_token', /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,})/g],
  ['gitlab_token', /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{16,}/g],
  ['aws_key', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g],
  ['google_key', /\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{20,}/g],
  ['slack_token', /\bxox[a-z]-[A-Za-z0-9-]{10,}|\bxapp-[A-Za-z0-9-]{10,}/g],
  ['npm_token', /\bnpm_[A-Za-z0-9]{20,}/g],
  ['pypi_token', /\bpypi-[\w-]{16,}/g],
  ['stripe_key', /\b(?:sk|rk|pk|whsec)_(?:live|test)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9]{16,}/g],
  [
    'provider_token',
    /\b(?:hf_[A-Za-z0-9]{20,}|dop_v1_[a-f0-9]{20,}|shp(?:at|ss|ca|pa)_[A-Fa-f0-9]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|sq0[a-z]{3}-[\w-]{20,}|dckr_pat_[\w-]{16,}|hvs\.[\w-]{16,}|lin_api_\w{20,}|pat-[a-z0-9]+-[\w-]{20,}|tskey-[\w-]{12,}|key-[a-f0-9]{32}|figd_[\w-]{20,}|AGE-SECRET-KEY-1[A-Z0-9]{20,}|glsa_\w{20,}|EAACEdEose0cBA\w+|rubygems_[a-f0-9]{20,}|sntrys_[\w=+/-]{20,}|phx_\w{20,}|vc[pick]_\w{20,})/g,
  ],
  ['jwt', /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g],
]

/** Quick test, so that text without any secret costs one pass. */
const MAYBE =
  /sk-|gh[pousr]_|github_pat_|gl(?:pat|dt|rt|cbt|ptt|ft|soat)-|A[KSBC][IC]A|AIza|ya29|GOCSPX|xox|xapp|npm_|pypi-|_live_|_test_|whsec|hf_|dop_v1|shp|SG\.|sq0|dckr_|hvs\.|lin_api|pat-|tskey|key|figd_|glsa_|EAAC|rubygems_|sntrys_|phx_|vc[pick]_|AGE-|eyJ|PRIVATE|:\/\/|pass|secret|token|auth|bearer|basic|cred|pwd|mysql|maria|redis|7z|\s-[uap]/i

/** Runs of key material inside a PEM block. */
const KEY_MATERIAL = /[A-Za-z0-9+/=]{16,}/g

/** `scheme://user:password@host`. */
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"]{0,100}:)([^\s@/'"$`]{1,200})(?=@)/gi

/** Authorization headers and the like. */
const HEADER =
  /\b((?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:bearer|basic|token|apikey|digest)?\s{0,4}|(?:x-[a-z-]{0,30})?(?:api-?key|auth-?token|access-?token|secret|private-token)["']?\s{0,4}:\s{0,4}["']?|\bbearer\s{1,4}|set-cookie:\s{0,4}[\w-]{1,40}=)([A-Za-z0-9+/=_.~-]{6,4000})/gi

/** A name that says secret, then its value: assignments, JSON, query strings, long options. */
const NAMED =
  /(?<![A-Za-z0-9])((?:[A-Za-z0-9]{1,40}[_.-]){0,6}(?:api[_-]?key|apikey|access[_-]?key(?:[_-]?id)?|secret(?:[_-]?(?:access)?[_-]?key)?|client[_-]?secret|auth[_-]?token|access[_-]?token|refresh[_-]?token|token|passwd|password|passphrase|pwd|private[_-]?key|credentials?|_auth|session[_-]?key|encryption[_-]?key|signing[_-]?key|webhook[_-]?secret)(?:[_-](?:id|key|value|prod|dev|live|test))?["']?)(\s{0,4}(?:=|:(?!\/\/))\s{0,4})(["']?)([^\s"'$`\\;|&<>(){},]{4,4000})/gi

/** Long options whose value is the next word. */
const OPTION =
  /((?:^|\s)--?(?:password|passwd|pass|token|secret|api-?key|auth-?token|access-?token|client-?secret|private-?key-?passphrase|passphrase|http-password|ftp-password|proxy-password|with-token|pat)[= ]\s{0,3}["']?)(?![-$~/.])([^\s"'$`\\;|&<>(){}]{1,400})/gi

/** Short options that hold a password, for the programs where they do. */
const SHORT = [
  /(\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)\b[^|;&\n]{0,200}?\s-p)(?![\s$"'-])([^\s"'$`\\;|&<>(){}]{1,200})/gi,
  /(\bsshpass\s{1,3}-p\s{0,3}["']?)(?![-$])([^\s"'$`\\;|&<>(){}]{1,200})/gi,
  /(\b(?:docker|podman|helm|npm|oc|az|skopeo|crane)\b[^|;&\n]{0,40}\blogin\b[^|;&\n]{0,160}?\s-p\s{0,3}["']?)(?![-$])([^\s"'$`\\;|&<>(){}]{1,200})/gi,
  /(\b(?:redis-cli|valkey-cli)\b[^|;&\n]{0,160}?\s-a\s{0,3}["']?)(?![-$])([^\s"'$`\\;|&<>(){}]{1,200})/gi,
  /(\b(?:7z|7za|zip|unzip|unrar|rar)\b[^|;&\n]{0,160}?\s-[pP])(?![\s$"'-])([^\s"'$`\\;|&<>(){}]{1,200})/gi,
  /(\b(?:curl|wget|http|https|xh)\b[^|;&\n]{0,300}?\s(?:-u|--user|-a|--auth|--proxy-user|-U)[ =]\s{0,3}["']?[^\s:"'$`]{1,100}:)(?![$])([^\s"'$`\\;|&<>(){}]{1,200})/gi,
]

/** Replaces every secret that is known by its form or its place with a typed word that a shell leaves alone. Linear in the length. */
export function redactText(text: string): string {
  if (text.length < 6 || !MAYBE.test(text)) return text
  let out = text
  if (out.includes('PRIVATE KEY')) out = redactPrivateKeys(out)
  for (const [kind, form] of FORMS) out = out.replace(form, placeholder(kind))
  if (out.includes('://')) out = out.replace(URL_PASSWORD, keepHead('password'))
  out = out.replace(HEADER, keepHead('credentials'))
  out = out.replace(NAMED, redactNamed)
  out = out.replace(OPTION, keepHead('password'))
  for (const form of SHORT) out = out.replace(form, keepHead('password'))
  return out
}

/** Key material between `BEGIN … PRIVATE KEY` and the next dashes; line breaks stay as they are. */
function redactPrivateKeys(text: string): string {
  const blocks = text.split('PRIVATE KEY')
  return blocks
    .map((block, at) => {
      const before = blocks[at - 1]
      if (before === undefined || /-----END [A-Z0-9 ]{0,40}$/.test(before.slice(-60))) return block
      const end = block.indexOf('-----END')
      const body = end < 0 ? block : block.slice(0, end)
      return body.replace(KEY_MATERIAL, placeholder('private_key')) + block.slice(body.length)
    })
    .join('PRIVATE KEY')
}

function keepHead(kind: SecretKind) {
  return (whole: string, head: string, value: string): string =>
    PLACEHOLDER.test(value) ? whole : head + placeholder(kind)
}

/** Values that are plainly no secrets: paths, numbers, switches, names of other things. */
const PLAIN_VALUE =
  /^(?:[/~.-].*|\d{1,5}|true|false|null|none|undefined|yes|no|on|off|string|number|boolean|required|optional|process\.env.*|os\.environ.*|env\.[\w.]+|secrets\.[\w.]+|\*+|x{3,}|<.*|[a-z]{1,8}:\/\/.*|__redacted_.*)$/i

function redactNamed(
  whole: string,
  ...[name = '', joint = '', quote = '', value = '']: readonly string[]
): string {
  if (PLAIN_VALUE.test(value) || PLACEHOLDER.test(value)) return whole
  // In prose ("token: the next word") a value is only taken for a secret when it looks like one.
  const assigned = joint.includes('=') || quote !== ''
  if (!assigned && !/\d/.test(value)) return whole
  return `${name}${joint}${quote}${placeholder('secret')}`
}

const SECRET_KEY =
  /^(?:.*[_.-])?(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|apikey|authorization|cookie|set-cookie|credentials?|private[_-]?key|client[_-]?secret|access[_-]?(?:token|key)|refresh[_-]?token|auth[_-]?token|session[_-]?token)$|(?:Password|Secret|Token|ApiKey|PrivateKey|AccessKey)$/i

const MAX_DEPTH = 64

/** The same value with every string redacted, and strings under a secret's name replaced whole; cycles become a word. */
export function redactValue<T>(value: T): T {
  return redactAny(value, { key: '', depth: 0, above: [] }) as T
}

interface Place {
  readonly key: string
  readonly depth: number
  readonly above: readonly object[]
}

function redactAny(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return redactString(value, place.key)
  if (typeof value !== 'object' || value === null) return value
  if (place.depth >= MAX_DEPTH || place.above.includes(value)) return '[cut]'
  const below = { depth: place.depth + 1, above: [...place.above, value] }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => redactAny(item, { ...below, key: place.key }))
  }
  if (hasOwnForm(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key),
      redactAny(item, { ...below, key }),
    ]),
  )
}

/** Dates, secrets and others that print themselves. */
function hasOwnForm(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}

function redactString(text: string, key: string): string {
  if (key !== '' && text !== '' && SECRET_KEY.test(key) && !PLACEHOLDER.test(text)) {
    return /^\d{1,5}$/.test(text) ? text : placeholder('secret')
  }
  return redactText(text)
}

/** Whether a text holds a secret, redacted already or not. */
export function holdsSecretText(text: string): boolean {
  return PLACEHOLDER.test(text) || redactText(text) !== text
}
