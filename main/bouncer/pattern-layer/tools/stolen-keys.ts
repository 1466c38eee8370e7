import { hostKind, readAddress } from '../urls.ts'
import type { FileCommand, Written } from './written.ts'

/** Names of files that no program but their own has any business with. */
const KEY_FILE =
  /["'`/](?:\.ssh[/"', ]{1,6}id_(?:rsa|ed25519|ecdsa|dsa)|\.aws[/"', ]{1,6}credentials|\.git-credentials|\.netrc|\.gnupg[/"', ]{1,6}(?:secring|private-keys)|login\.keychain(?:-db)?|Login Data|logins\.json|key4\.db|wallet\.dat|\.kube[/"', ]{1,6}config|\.docker[/"', ]{1,6}config\.json|\.config[/"', ]{1,6}gcloud|\/etc\/shadow|\/proc\/self\/environ)(?=["'`])/i
const READS =
  /\b(?:readFile(?:Sync)?|createReadStream|open|read_text|read_bytes|readlines|File\.read|IO\.read|file_get_contents|slurp|Get-Content|os\.ReadFile|ioutil\.ReadFile|fs::read\w*|Bun\.file|readTextFile\w*)\s{0,4}[(!]/
const WHOLE_ENVIRONMENT =
  /JSON\.stringify\s{0,4}\(\s{0,4}(?:\{\s{0,4}\.\.\.)?process\.env\s{0,4}[,)}]|\b(?:json|data|body|params)\s{0,4}[:=]\s{0,4}(?:dict\s{0,4}\(\s{0,4}|str\s{0,4}\(\s{0,4}|json\.dumps\s{0,4}\(\s{0,4}(?:dict\s{0,4}\(\s{0,4})?)?(?:os\.environ(?!\s{0,2}[.[])|process\.env(?!\s{0,2}[.[])|ENV\.to_h)/
const SENDS =
  /\b(?:fetch|axios(?:\.\w+)?|got(?:\.\w+)?|https?\.(?:request|get|post)|requests\.\w+|httpx\.\w+|urlopen|Request|sendBeacon|WebSocket|connect|createConnection|sendto|http_post|curl_init|Net::HTTP\.\w+|http\.Post\w*|reqwest::\w+)\s{0,4}\(?[\s\S]{0,120}?["'`](?:(https?:\/\/[^"'`\s]{1,200})|((?:[\w-]+\.)+[a-z]{2,24}|(?:\d{1,3}\.){3}\d{1,3})(?=["'`]))/g
const OWN_SERVICE =
  /(?:^|\.)(?:amazonaws\.com|googleapis\.com|google\.com|github\.com|docker\.(?:io|com)|azure\.com|kubernetes\.\w+)$/

/** Code that reads the person's keys, or takes all of the environment, and hands it to some address of its own. */
export function theftIn({ text }: Written): FileCommand | null {
  const keys = KEY_FILE.exec(text)
  const all = WHOLE_ENVIRONMENT.exec(text)
  const found = keys && READS.test(text) ? keys : all
  if (!found || !sendsAway(text)) return null
  return { text: found[0], at: found.index, runs: 'source', sure: found === keys ? 'harm' : 'asks' }
}

function sendsAway(text: string): boolean {
  for (const [, url = '', name = ''] of text.matchAll(SENDS)) {
    const host = url === '' ? name : readAddress(url).host
    if (hostKind(host) !== 'local' && !OWN_SERVICE.test(host)) return true
  }
  return false
}
