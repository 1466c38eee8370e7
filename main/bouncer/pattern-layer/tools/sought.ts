import { seeksSecrets } from '../secret-search.ts'

/** Words that own a wallet, and the marks of private keys. */
const KEY_WORDS =
  /seed[-_ .\\s*+?]{0,6}phrase|mnemonic|recovery[-_ .\\s*+?]{0,6}(?:phrase|words|codes?)|\bxprv|\b(?:BEGIN|OPENSSH|RSA|EC|PGP|DSA|ENCRYPTED)\b[^|]{0,40}PRIVATE|PRIVATE KEY|AGE-SECRET-KEY|\\\$6\\\$|\\\$y\\\$|wallet[-_ .]?(?:key|seed|pass)/i

/** As many plain words in a row as open a wallet. */
const SEED_WORDS =
  /(?:\[a-z\]|\\w|\[\[:(?:alpha|lower):\]\]|\[a-zA-Z\])(?:\+|\*|\{\d,?\d{0,2}\})[^{}]{0,12}\)\{(?:11|12|14|15|17|18|20|21|23|24)(?:,\d{0,2})?\}/

/** Whether a search pattern looks for keys that open machines or money. */
export function seeksMasterKeys(pattern: string): boolean {
  return KEY_WORDS.test(pattern) || SEED_WORDS.test(pattern)
}

const LOGIN_WORDS =
  /(?:^|[^a-z])pass(?:$|[^a-z])|_pass\b|\bpwd\b|passphrase|passcode|bearer|authorization|oauth|cookie|session[-_ ]?(?:id|key)|\bjwt\b|login|\bpin\b|wallet|webhook/i
/** What is private about a person. */
const PERSONAL_WORDS =
  /\biban\b|\bbic\b|\bssn\b|social.?security|passport|salar(?:y|ies)|payroll|tax.?(?:id|number|return)|credit.?card|card.?(?:number|no)|\bcvv\b|date.?of.?birth|\bdob\b|birth.?(?:day|date)|diagnos|patient|medical|prescription|\baccount.?number|phone.?number|home.?address/i
/** Shapes of card numbers, accounts and numbers of persons. */
const PERSONAL_DIGITS =
  /(?:\[0-9\]|\\d|\[\[:digit:\]\])(?:\{(?:3\}.{1,6}(?:\[0-9\]|\\d)\{2\}|4\}.{1,8}\{4\}|1[2-9](?:,\d{0,2})?\})|\{9,?\d{0,2}\})|\[A-Z\]\{2\}(?:\[0-9\]|\\d)\{2\}/

/** Whether a search pattern looks for logins or for what is private about people. */
export function seeksPrivateFacts(pattern: string): boolean {
  return (
    seeksSecrets(pattern) ||
    LOGIN_WORDS.test(pattern) ||
    PERSONAL_WORDS.test(pattern) ||
    PERSONAL_DIGITS.test(pattern)
  )
}
