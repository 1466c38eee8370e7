import { decodedLabel } from './punycode.ts'

const MAX_LABELS = 20
/** Letters of European languages that are written with Latin ones. */
const EUROPEAN =
  /^[a-z\d\u00DF-\u00F6\u00F8-\u0130\u0132-\u017E\u01CE-\u01DC\u0218-\u021B\u1E80-\u1EF9-]+$/
/** Letters of other scripts that look like Latin ones. */
const LOOKALIKE =
  /^[\d\u0430\u0431\u0432\u0433\u0435\u043A\u043C\u043D\u043E\u043F\u0440\u0441\u0442\u0443\u0445\u0451\u0455\u0456\u0457\u0458\u044A\u044C\u04BB\u04CF\u0501\u051B\u051D\u0475\u0461\u03B1\u03B2\u03B3\u03B5\u03B7\u03B9\u03BA\u03BD\u03BF\u03C1\u03C3\u03C4\u03C5\u03C7\u03C9\u03AC\u03AD\u03AE\u03AF\u03CC\u03CD\u0578\u057D\u0570\u0566\u0585\u0581\u0561\u0563-]+$/
/** Scripts of which one label may hold no other but digits. */
const SCRIPTS: readonly RegExp[] = [
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Thai}/u,
  /\p{Script=Georgian}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u,
  /\p{Script=Latin}/u,
]
/** Names whose letters are worth imitating. */
const KNOWN =
  /^(?:github|gitlab|bitbucket|google|googleapis|gmail|microsoft|azure|office|outlook|live|npmjs|npm|pypi|pythonhosted|paypal|apple|icloud|amazon|amazonaws|aws|facebook|instagram|whatsapp|twitter|linkedin|netflix|dropbox|slack|discord|telegram|zoom|docker|dockerhub|stripe|coinbase|binance|kraken|metamask|cloudflare|vercel|netlify|heroku|atlassian|jira|openai|chatgpt|anthropic|claude|rubygems|crates|debian|ubuntu|example|bank|ebay|steam|adobe|oracle|salesforce|okta|onedrive|yahoo|youtube|wikipedia|mozilla|reddit|notion|figma|gitea|codeberg|jetbrains|nodejs|python|golang|kubernetes)$/

/** Whether letters of a host pretend to be others: mixed scripts, all look-alikes, odd forms, or a known name with marks. */
export function hasImitatingLetters(host: string): boolean {
  const labels = host.split('.')
  if (labels.length > MAX_LABELS) return true
  return labels.some((label) => {
    const text = label.startsWith('xn--') ? decodedLabel(label.slice(4)) : label
    if (text === null) return true
    return /[^\0-\x7f]/.test(text) ? imitates(text) : label !== text
  })
}

function imitates(label: string): boolean {
  if (label.normalize('NFKC') !== label.normalize('NFC')) return true
  if (!/^[\p{L}\p{M}\p{N}\u30FB-]+$/u.test(label)) return true
  const scripts = SCRIPTS.filter((script) => script.test(label))
  if (scripts.length !== 1) return true
  if (!/\p{Script=Latin}/u.test(label)) return LOOKALIKE.test(label)
  if (!EUROPEAN.test(label.normalize('NFC'))) return true
  return KNOWN.test(bareOf(label))
}

const PLAIN: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ŧ: 't', ŀ: 'l' }

/** Letters without their marks. */
function bareOf(label: string): string {
  return label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[øłđħŧŀ]/g, (letter) => PLAIN[letter] ?? letter)
}
