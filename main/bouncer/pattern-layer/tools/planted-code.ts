import { hostKind, readAddress } from '../urls.ts'
import type { FileCommand, Written } from './written.ts'

/** What a visitor of a site sends, in the words of the usual frameworks. */
const PHP_SENT = String.raw`\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES)\b`
const NODE_SENT = String.raw`(?:(?:req|request|ctx\.request|ctx|event)\.(?:query|body|params|args|form|values|cookies|headers|queryStringParameters)\b)`
const PYTHON_SENT = String.raw`(?:flask\.)?(?:self\.)?request\.(?:args|form|values|json|data|GET|POST|headers|cookies|get_json|query_params|params)\b`

/** Code that runs whatever a visitor sends. */
const WEB_SHELLS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:system|exec|shell_exec|passthru|popen|proc_open|pcntl_exec|eval|assert|create_function)\s{0,4}\(\s{0,4}(?:"\s{0,2}\.?\s{0,2})?(?:(?:base64_decode|stripslashes|trim|urldecode|str_rot13|gzinflate)\s{0,4}\(\s{0,4}){0,3}${PHP_SENT}`,
  ),
  new RegExp(
    String.raw`(\$\w{1,30})\s{0,4}=\s{0,4}@?${PHP_SENT}[^;\n]{0,80};[\s\S]{0,300}?\b(?:system|exec|shell_exec|passthru|popen|proc_open|eval)\s{0,4}\(\s{0,4}\1\b`,
  ),
  new RegExp(String.raw`${PHP_SENT}\s{0,4}\[[^\]\n]{1,30}\]\s{0,4}\(\s{0,4}${PHP_SENT}`),
  new RegExp(
    String.raw`(?:(?<![.\w$])(?:exec|execSync|spawn|spawnSync|execFile|eval|Function)|\b(?:child_process|cp)\s{0,2}(?:["']\s{0,2}\)\s{0,2})?\.\s{0,2}(?:exec|execSync|spawn|spawnSync))\s{0,4}\(\s{0,4}(?:(?:String|atob|decodeURIComponent)\s{0,2}\(\s{0,2})?${NODE_SENT}`,
  ),
  new RegExp(
    String.raw`(?:\bos\.(?:system|popen|exec\w{1,3})|\bsubprocess\.(?:run|call|Popen|check_output|check_call|getoutput)|(?<![.\w])(?:eval|exec))\s{0,4}\(\s{0,4}(?:(?:str|b64decode|base64\.b64decode)\s{0,2}\(\s{0,2})?${PYTHON_SENT}`,
  ),
  /(?:(?<![.\w])(?:system|exec|eval|instance_eval|spawn)|\b(?:IO\.popen|Open3\.\w{1,12}|Kernel\.\w{1,8}))\s{0,4}\(?\s{0,4}params\s{0,2}\[|`[^`\n]{0,60}#\{\s{0,2}params\s{0,2}\[|%x[({[][^\n]{0,60}#\{\s{0,2}params\s{0,2}\[/,
  /\.exec\s{0,4}\(\s{0,4}(?:new\s+String\[\][^\n]{0,60})?request\.getParameter\b|\bnew\s+ProcessBuilder\s{0,4}\([^\n]{0,80}request\.getParameter\b|\bProcess\.Start\s{0,4}\([^\n]{0,80}\bRequest\s{0,2}[.[]/,
  /\bexec\.Command(?:Context)?\s{0,4}\([^)\n]{0,80}\b(?:r|req|c|ctx)\.(?:FormValue|URL\.Query|PostFormValue|Query|Param|PostForm)\b/,
]

/** What only the person who types it and the site it is meant for may know. */
const TYPED_SECRET = String.raw`\b(?:pass(?:word|wd|phrase)|passwort|cvv|cvc|cvc2|card_?[nN]umber|ccnum|otp|totp|mfa_?[cC]ode|seed_?[pP]hrase|mnemonic|private_?[kK]ey|ssn|iban)\b`
const KEPT = String.raw`document\s{0,2}\.\s{0,2}cookie|\b(?:local|session)Storage\b|\bcookieStore\b`
const ADDRESS = String.raw`["'\x60]((?:https?|wss?):\/\/[^"'\x60\s]{1,200})`

/** Ways of a page to hand something on that nobody sees, with what they hand on. */
const SILENT: readonly RegExp[] = [
  new RegExp(`sendBeacon\\s{0,4}\\(\\s{0,4}${ADDRESS}[\\s\\S]{0,200}?(?:${TYPED_SECRET}|${KEPT})`),
  new RegExp(
    `(?:new\\s+Image\\s{0,2}\\(\\s{0,2}\\)|\\b\\w{1,20})\\s{0,2}\\.\\s{0,2}src\\s{0,4}=\\s{0,4}${ADDRESS}[^;\\n]{0,160}?(?:${TYPED_SECRET}|${KEPT})`,
  ),
  new RegExp(
    `\\b(?:fetch|axios(?:\\.\\w+)?|\\.open|WebSocket)\\s{0,4}\\(\\s{0,4}(?:["']\\w+["'],\\s{0,4})?${ADDRESS}[\\s\\S]{0,200}?(?:${KEPT})(?!\\s{0,2}\\??\\.\\s{0,2}(?:getItem|get)\\b)`,
  ),
  new RegExp(
    `\\b(?:keydown|keypress|keyup)\\b[\\s\\S]{0,300}?(?:sendBeacon|fetch|\\.src\\s{0,4}=|WebSocket)\\s{0,4}\\(?\\s{0,4}${ADDRESS}[\\s\\S]{0,80}?\\b\\w{1,12}\\.(?:key|keyCode|which|code|charCode)\\b`,
  ),
]
/** A login that is handed to an address which is none for logging in. */
const HANDED = new RegExp(
  `\\b(?:fetch|axios(?:\\.\\w+)?|ky\\.post|\\$\\.post)\\s{0,4}\\(\\s{0,4}${ADDRESS}["'\x60][\\s\\S]{0,160}?${TYPED_SECRET}`,
)
const LOGS_IN =
  /auth|login|log-in|signin|sign-in|signup|sign-up|regist|account|user|session|token|password|reset|verify|payment|checkout|card|pay|api|identity|sso|oauth|localhost/i

const OPEN_POLICY =
  /Content-Security-Policy[\s\S]{0,80}?\b(?:default|script)-src\s[^;"\n]{0,80}(?<![\w.:/-])\*(?![\w.:/-])[^;"\n]{0,80}'unsafe-(?:eval|inline)'/i
const FOREIGN_SCRIPT =
  /<script\b[^>]{0,200}\bsrc\s{0,2}=\s{0,2}\{?["'](?:https?:)?\/\/[^"']{1,200}/i

/** Code of a site that leaves a way in, hands on what people type, or opens its pages to every script. */
export function plantedIn({ text }: Written): FileCommand | null {
  const shell = firstOf(text, WEB_SHELLS)
  if (shell) return sure(shell, 'harm')
  for (const silent of SILENT) {
    const found = silent.exec(text)
    if (found && isForeign(found[1])) return sure(found, 'harm')
  }
  const open = text.includes('-src') ? OPEN_POLICY.exec(text) : null
  if (open) return sure(open, FOREIGN_SCRIPT.test(text) ? 'harm' : 'asks')
  const handed = HANDED.exec(text)
  const isOdd = handed !== null && isForeign(handed[1]) && !LOGS_IN.test(handed[1] ?? '')
  return isOdd ? sure(handed, 'asks') : null
}

function firstOf(text: string, forms: readonly RegExp[]): RegExpExecArray | null {
  for (const form of forms) {
    const found = form.exec(text)
    if (found) return found
  }
  return null
}

function isForeign(address: string | undefined): boolean {
  return address !== undefined && hostKind(readAddress(address).host) !== 'local'
}

function sure(found: RegExpExecArray, how: 'harm' | 'asks'): FileCommand {
  return { text: found[0], at: found.index, runs: 'source', sure: how }
}
