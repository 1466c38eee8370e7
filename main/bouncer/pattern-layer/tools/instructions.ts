import { brand } from '../../../../shared/brand.ts'
import { EMPTY, type Scene, signal } from '../scene.ts'
import { at, noteCharacters } from './input.ts'
import { namesPlace } from './named-places.ts'
import { consequentialOrderAt, harmfulOrderAt, pryingAt } from './orders.ts'
import { obeysAbroad, orderAbroad } from './orders-abroad.ts'
import { weightOf } from './written-trial.ts'

const MAX_TEXT = 32 * 1024
/** Phrases that ask somebody to get round what protects the person. */
const AROUND_GUARD =
  /\b(?:ignor(?:e|ing)|disabl(?:e|ing)|bypass(?:ing)?|circumvent(?:ing)?|evad(?:e|ing)|switch(?:ing)?\s+off|turn(?:ing)?\s+off|get(?:ting)?\s+(?:a)?round|skip(?:ping)?|overrid(?:e|ing)|work(?:ing)?\s+around|remov(?:e|ing)|suppress|auto-?approve|defeat|trick|kill|stop|hide\s+(?:this|it)\s+from)\b[^.\n]{0,20}\b(?:guards?|bouncers?|permission\s+(?:checks?|prompts?|system|mode|hooks?|rules?|gates?)|(?:agent|claude|tool|safety|bash|security|pretooluse)\s+hooks?|sandbox(?:ing)?|safety(?:\s+(?:checks?|rules?|measures?|hooks?))?|guard\s?rails?|approval\s+prompts?|watchdog|audit(?:ing|\s+(?:logs?|trail|record))|monitoring)\b(?!\s+(?:clauses?|tests?|conditions?|statements?|class(?:es)?|modules?|functions?|pages?|components?|attributes?|hydration))/i
const EVADES =
  /\b(?:bypass(?:ing)?|circumvent(?:ing)?|evad(?:e|ing)|get(?:ting)?\s+(?:a)?round|ignor(?:e|ing)|trick|defeat)\b[^.\n]{0,20}\b(?:the|all|any|its|your|our|every|those|these)\b[^.\n]{0,20}\b(?:permissions?|(?:pre-?commit\s+|git\s+)?hooks?|restrictions?|approvals?|confirmations?|security\s+(?:checks?|rules?|controls?|polic(?:y|ies))|code\s?owners|branch\s+protections?|instructions|rules)\b/i
const WITHOUT_CONSENT =
  /\bwithout\s+(?:asking|telling|informing|(?:any\s+)?(?:confirmation|approval|permission|consent)s?(?:\s+(?:from|of)\s+(?:the\s+)?(?:user|person|human))?|the\s+(?:user|person|human)(?:'s)?\s+(?:knowing|knowledge|consent|noticing))|\bdo(?:n't|\s+not)\s+ask\b(?=\s*(?:[.;,!]|$|me\b|for\b|first\b|before\b|anybody\b))|\bdo(?:n't|\s+not)\s+(?:ask|tell|inform|alert|notify)\s+(?:the\s+)?(?:user|person|human|me|anyone)|\bnever\s+ask\s+(?:for\s+)?(?:permission|confirmation|the\s+user)|--dangerously|\bbypassPermissions\b|\byolo\b|\bdangerouslyDisableSandbox\b|\bignore\s+(?:all\s+)?(?:previous|prior|above|earlier|other|your)\s+(?:instructions|rules|prompts?)/i
const SECRET_FILE =
  '(?:\\.env\\b(?!\\.(?:example|sample|template))|\\.ssh\\b|\\.aws\\b|\\.npmrc|\\.netrc|\\.gnupg|\\.kube\\b|\\bid_rsa|\\bid_ed25519|/etc/(?:passwd|shadow))'
const SECRET_NOUN =
  '(?:ssh\\s+(?:private\\s+)?keys?|private\\s+keys?|credentials?|secrets?|api[\\s_-]?keys?|passwords?|(?:access|auth|session|github|npm|aws|api)[\\s_-]?tokens?|tokens?|cookies|key\\s?chain|environment\\s+variables|env\\s+vars|wallets?|browser\\s+history|source\\s+code|the\\s+database|customer\\s+data)'
const SENDS =
  /\b(?:send|sends|upload|post|exfiltrate|e-?mail|mail|forward|transmit|leak|publish|paste|push|submit|report|beam|curl|share|append|include|encode|put|attach)\b/gi
const SECRET = new RegExp(`${SECRET_FILE}|(?<![\\w/])${SECRET_NOUN}`, 'gi')
const TARGET =
  /\bto\b|\bin\s+(?:the|a)\s+(?:url|query|request|body|header|comment|issue|gist|paste)|\bin(?:to)?\s+(?:the|a|every|each|your)\s+(?:commit|message|pull|pr\b|answer|reply|branch|file\s?name)|https?:|@|\bvia\b|\bwith\s+curl\b/gi
const TAKES =
  /\b(?:search|look|read|cat|collect|gather|grab|take|find|extract|copy|dump|harvest|steal|print|open|get|base64|zip|tar|archive)\b/gi

interface Step {
  readonly what: RegExp
  /** Most characters between the end of the step before and this one. */
  readonly within: number
}
const SENDS_SECRET: readonly Step[] = [
  { what: SENDS, within: 0 },
  { what: SECRET, within: 90 },
  { what: TARGET, within: 120 },
]
const TAKES_AND_SENDS: readonly Step[] = [
  { what: TAKES, within: 0 },
  { what: SECRET, within: 60 },
  { what: SENDS, within: 140 },
  { what: TARGET, within: 120 },
]

/** Where words follow each other in this order and this close, or -1; each list is walked once. */
function followedAt(text: string, steps: readonly Step[]): number {
  let open: { from: number; end: number }[] | null = null
  for (const { what, within } of steps) {
    const found = [...text.matchAll(what)].map((match) => ({
      from: match.index,
      end: match.index + match[0].length,
    }))
    const before: { from: number; end: number }[] | null = open
    if (before === null) open = found
    else open = found.flatMap(({ from, end }) => lastBefore(before, from, within, end))
    if (open.length === 0) return -1
  }
  return open?.[0]?.from ?? -1
}

function lastBefore(
  before: readonly { from: number; end: number }[],
  ...[at, within, end]: readonly [number, number, number]
): { from: number; end: number }[] {
  const last = before.findLast((one) => one.end <= at)
  return last && at - last.end <= within ? [{ from: last.from, end }] : []
}
const TAKES_SECRET =
  /\b(?:exfiltrate|steal|harvest|dump|crack|print|output|show\s+me|echo|cat|read|decode|decrypt|collect)\b[^.\n]{0,40}?(?:~\/\.(?:ssh|aws|gnupg|netrc|npmrc|kube)|\bid_rsa\b|\bid_ed25519\b|\/etc\/shadow|\bkey\s?chain\b|\ball\s+(?:the\s+|my\s+|your\s+)?(?:secrets?|passwords?|credentials?|api\s+keys?|env(?:ironment)?\s+var\w*)|\.env(?:\.\w+)?\s+file)/i
const DESTROYS =
  /\b(?:delete|wipe|erase|destroy|remove|format|overwrite|drop|nuke|shred|purge)\s+(?:(?:all|every|everything|the\s+(?:entire|whole)|my|the|our)\s+){0,3}(?:(?:files?|data|folders?|director(?:y|ies)|contents?|everything)\s+(?:in|on|under|from|of)\s+(?:(?:the|my|your|our)\s+)?)?(?:~\/?(?=[\s.,;!]|$)|\$HOME\b|home\s+(?:director(?:y|ies)|folder)|hard\s+(?:disk|drive)|\bdisk\b|root\s+(?:director|folder|file\s?system)|\/(?=[\s.,;!]|$)|production\s+(?:database|db|data|server|cluster|environment)|prod\s+(?:database|db|data|cluster)|(?:git|commit)\s+history|backups?\b|audit\s+(?:log|record|trail)s?|bouncer|(?:remote|main|master)\s+branch)/i
/** Files that decide what an agent may do, who may log in and what starts by itself. */
const CHANGES_GUARDED =
  /\b(?:edit|modify|change|update|write|add|append|overwrite|patch|insert|create|replace|put|loosen|delete|remove|disable|empty|rename|install|set)\b[^\n]{0,60}?(?:\.claude\/(?:settings|hooks)|\.claude\.json|settings\.local\.json|authorized_keys|\/etc\/(?:sudoers|passwd|shadow|hosts|crontab|cron|ld\.so|systemd)|\.mcp\.json|~\/\.(?:bashrc|zshrc|profile|bash_profile|zshenv|ssh|gitconfig|config\/autostart)|\bcrontab\b|\blaunch\s?agents?\b)/i
const DESTROYS_LIVE =
  /\b(?:delete|wipe|erase|destroy|drop|truncate|nuke|purge|reset)\b[^.\n]{0,50}\b(?:in|on|from|of|the)\s+(?:prod|production|live)\b|\b(?:terraform|tofu|pulumi)\s+destroy\b|\bkubectl\s+delete\s+(?:ns|namespace|all)\b/i
const FORCES =
  /\bexfiltrat(?:e|ing)\b|\bgit\s+push\s+(?:\S+\s+){0,3}(?:--force\b|-f\b)|\bforce[- ]push\b(?=[^.\n]{0,40}\b(?:main|master|origin|remote|production|release|the)\b)|\b(?:install|set\s+up|add|create|open|plant|leave)\b[^.\n]{0,30}\b(?:back\s?door|reverse\s+shell|key\s?logger|root\s?kit|malware|crypto\s?miner|ransomware|persistence)\b|\b(?:deploy|push|publish|release)\b[^.\n]{0,30}\b(?:straight|directly)\s+to\s+(?:production|prod|main|master|npm)\b|\bchmod\s+(?:-R\s+)?777\s+\/|\bcurl\b[^|\n]{0,300}\|\s*(?:sudo\s+)?(?:ba|z)?sh\b|\bwget\b[^|\n]{0,300}\|\s*(?:sudo\s+)?(?:ba|z)?sh\b/i
const OWN_NAME = brand.name.toLowerCase()
/** The app itself and its folder. */
const AGAINST_US = new RegExp(
  `\\b(?:kill|stop|quit|disable|uninstall|delete|remove|edit|change|modify|patch|overwrite)\\b[^\\n]{0,40}(?:\\b${OWN_NAME}\\b|\\.${OWN_NAME}\\b)`,
  'i',
)
/** What guards this session, not a sandbox of the product that is built. */
const OUR_GUARD =
  /\b(?:bouncers?|permission\s+(?:checks?|prompts?|system|hooks?|gates?)|(?:agent|claude|safety|pretooluse)\s+hooks?|safety\s+(?:checks?|rules?|measures?|hooks?)|guard\s?rails?|approval\s+prompts?)\b/i
const SWITCHES_OFF =
  /\b(?:ignor(?:e|ing)|disabl(?:e|ing)|bypass(?:ing)?|circumvent(?:ing)?|evad(?:e|ing)|get(?:ting)?\s+(?:a)?round|overrid(?:e|ing)|suppress|defeat|trick|kill|auto-?approve|(?:switch|turn|shut)(?:ing|ting)?\b[^.\n]{0,40}\boff)\b/i
/** Texts of strangers taken for the rules of the agent. */
const ADOPTS =
  /\b(?:adopt|treat|take|use|accept|regard)\b[^.\n]{0,40}\bas\s+(?:your|the|my|our)\s+(?:new\s+|own\s+|system\s+)*(?:rules|prompt|instructions?|orders|policy)\b/i
/** Settings of agents and of who may log in: nobody else than the person changes them. */
const CHANGES_POWERS =
  /\b(?:edit|modify|change|update|add|append|overwrite|patch|insert|replace|put|loosen|delete|remove|disable|empty|rename|install|set)\b[^\n]{0,60}?(?:\.claude\/(?:settings|hooks)|\.claude\.json|settings\.local\.json|authorized_keys|\/etc\/(?:sudoers|passwd|shadow|ld\.so))/i
const WRECKS =
  /\b(?:delete|wipe|erase|destroy|remove|format|overwrite|nuke|shred|rm\s+-\w{1,8}(?:\s+on)?)\s+(?:(?:all|every|everything|the\s+(?:entire|whole)|my|the|our)\s+){0,3}(?:(?:files?|data|folders?|director(?:y|ies)|contents?|everything)\s+(?:in|on|under|from|of)\s+(?:(?:the|my|your|our)\s+)?)?(?:~\/?(?=[\s.,;!]|$)|\$HOME\b|home\s+(?:director(?:y|ies)|folder)|hard\s+(?:disk|drive)|root\s+(?:director|folder|file\s?system)|\/(?:(?:home|Users|etc|usr|var|root|srv|boot|lib|opt)\/?)?(?=[\s.,;!]|$))/i
/** Orders about disks as such, and about doing whatever a stranger wrote. */
const OVERWRITES_DISK =
  /\b(?:write|overwrite|dd|zero|wipe|format|erase|shred|fill|partition|mkfs|mke2fs|trim|blkdiscard|scribble|blank)\b[^.\n]{0,80}\/dev\/(?:sd[a-z]|nvme\d|mmcblk\d|vd[a-z]|hd[a-z]|r?disk\d|xvd[a-z]|mapper\/|md\d|dm-\d)/i
const RUNS_STRANGER =
  /\b(?:fetch|download|get|open|read|visit|curl|load|pull)\b[^\n]{0,40}https?:\/\/(?!localhost|127\.)\S+[^\n]{0,60}\b(?:execute|run|do|follow|obey|eval)\s+(?:\w+\s+){0,3}(?:what(?:ever)?|everything|anything|all)\b[^.\n]{0,40}\b(?:it|they|says?|tells?|commands?|contains?|is)\b/i
const HARMS = [AGAINST_US, ADOPTS, CHANGES_POWERS, WRECKS, OVERWRITES_DISK, RUNS_STRANGER]
const DANGERS = [
  AROUND_GUARD,
  EVADES,
  WITHOUT_CONSENT,
  TAKES_SECRET,
  DESTROYS,
  DESTROYS_LIVE,
  CHANGES_GUARDED,
  FORCES,
]
/** Sentences that forbid, study or describe a thing do not ask for it. */
const FORBIDS =
  /\b(?:do\s+not|don't|dont|never|must\s+not|mustn't|should\s+not|shouldn't|avoid|without|cannot|can't|refuse|no\s+need\s+to|instead\s+of|rather\s+than|forbidden|prohibited|not\s+allowed|make\s+sure\s+(?:we|it|nothing|nobody|no)\b[^.\n]{0,20}\bn(?:ot|ever|o)\b)\b/i
const STUDIES =
  /^(?:[\s\d.)*>#-]|please\s|then\s|also\s|now\s|next,?\s|and\s|could\s+you\s|can\s+you\s|in\s+[\w./-]+,?\s)*(?:find|search|look|locate|list|explain|describe|summari[sz]e|review|audit|check|verify|test|write\s+(?:a\s+|some\s+|unit\s+|the\s+)?(?:tests?|docs?|documentation|rules?|spec|guide|section|regression)|add\s+(?:a\s+|some\s+|unit\s+|an?\s+)?(?:tests?|rules?|check|validation|detection|lint|case|row|doc|docs|warning)|document|investigate|analy[sz]e|research|understand|determine|identify|detect|count|compare|trace|why|how|what|where|which|whether|does|is|are|should|fix|implement|refactor|rename|prevent|block|ensure|confirm|map|explore|figure\s+out|report\s+(?:how|where|which|whether)|update\s+(?:the\s+)?(?:docs?|readme|tests?)|show\s+(?:how|where|which)|read\s+(?:why|how|what|about|up|through|the)|note|mention|discuss|learn|clarify|decide|consider|talk|ask|wait|plan|draft|propose|think|prepare|teach|outline|compile|estimate|evaluate|reproduce|debug|profile|measure|simulate|mock|model|design)\b/i

/** Notes that a text which agents keep in mind asks for something dangerous, as far as words tell. */
export function noteInstructions(scene: Scene, text: string): void {
  noteTold(scene, text, dangerAt)
}

/** Notes the same of a text that another agent acts on at once, and orders that only the person should give. */
export function noteOrders(scene: Scene, text: string): void {
  noteTold(scene, text, orderAt)
}

type Search = (sentence: string) => number

function noteTold(scene: Scene, text: string, riskAt: Search): void {
  if (!noteCharacters(scene, text)) return
  const part = text.slice(0, MAX_TEXT)
  const found = orderIn(part, riskAt)
  if (found?.isHarm === true) {
    noteOrder(scene, text, found.sentence, 'harmful-instructions')
    return
  }
  const command = commandIn(scene, part, riskAt === orderAt)
  if (command?.isHarm === true && riskAt === orderAt) {
    noteOrder(scene, text, command.sentence, 'harmful-instructions')
    return
  }
  const risky = found ?? command ?? (riskAt === orderAt ? placeIn(scene, part) : null)
  if (risky !== null) noteOrder(scene, text, risky.sentence, 'risky-instructions')
}

/** The sentence that tells to use a place which nobody hands out on hearsay. */
function placeIn(scene: Scene, text: string): FoundOrder | null {
  for (const sentence of sentencesOf(text)) {
    const part = sentence.slice(0, MAX_SENTENCE)
    if (!namesPlace(scene, part) || mentions(part)) continue
    if (!FORBIDS.test(clauseBefore(part, part.length)))
      return { sentence: sentence.trim(), isHarm: false }
  }
  return null
}

function noteOrder(
  scene: Scene,
  text: string,
  ...[found, kind]: readonly [string, 'risky-instructions' | 'harmful-instructions']
): void {
  const start = Math.max(0, text.indexOf(found))
  at(scene, scene.span.field, { start, end: start + found.length })
  signal(scene, kind, found.slice(0, 120))
}

/** Texts of a page that a reader is told to act on. */
const OBEYS =
  /\b(?:do|follow|obey|execute|carry\s+out)\s+(?:everything|all|anything|whatever|exactly)\b[^.\n]{0,40}\b(?:tells?|says?|asks?|orders?|instructs?|wants?|demands?)\b|\b(?:follow|obey|execute|run|carry\s+out|perform|apply|adopt|comply\s+with|do)\b[^.\n]{0,30}\b(?:steps|instructions?|commands?|orders|rules|text|directions|scripts?|what(?:ever)?)\b[^.\n]{0,30}\b(?:there|on\s+(?:the|that|this|it)\b|in\s+(?:it|the\s+(?:page|file|text))|it\s+(?:says|contains|gives|tells)|written|given|found|says|exactly|as\s+(?:your|new|if))\b|\b(?:do|obey)\s+(?:exactly\s+)?(?:what|as)(?:ever)?\s+(?:it|the\s+(?:page|text|site))\s+(?:says|tells|asks|orders)|\b(?:run|execute|install|start|apply)\s+(?:the\s+)?(?:returned|fetched|downloaded|linked|first|given)\b|^\s*(?:please\s+)?(?:approve|confirm|trigger|accept|cancel|delete|submit|vote|subscribe|unsubscribe|buy|order|pay|register|redeem|claim|activate|deploy|restart|reset|post|send|start|run|execute|install|log\s+in|sign\s+in)\s+(?:it|this|them|me|us|(?:the|this|my|our)\s+(?:order|request|job|run|account|payment|form|invit\w+|release|deployment|subscription|plan|vote|task|build|refund|transfer|installer|script|binary))\b|\b(?:fill|type|enter)\b[^.\n]{0,30}\bform\b|\b(?:log|sign)\s+in\b[^.\n]{0,20}\b(?:with|as|using)\b/i

/** Notes that a text for a reader of pages asks for more than reading: handing secrets to somebody, obeying strangers. */
export function noteRequest(scene: Scene, text: string): void {
  if (!noteCharacters(scene, text)) return
  const part = text.slice(0, MAX_TEXT)
  const order = orderIn(part, dangerAt)
  if (order?.isHarm === true) {
    noteOrder(scene, text, order.sentence, 'harmful-instructions')
    return
  }
  if (sentencesOf(part).some((sentence) => obeysAbroad(sentence.slice(0, MAX_SENTENCE)))) {
    noteOrder(scene, text, text, 'risky-instructions')
    return
  }
  const sent = followedAt(part, SENDS_SECRET)
  const start = sent >= 0 ? sent : Math.max(part.search(TAKES_SECRET), part.search(OBEYS))
  if (start < 0 || FORBIDS.test(part.slice(0, start)) || STUDIES.test(part)) return
  noteOrder(scene, text, text.slice(start), 'risky-instructions')
}

const MAX_SENTENCES = 600
/** As much of one sentence as is read. */
const MAX_SENTENCE = 1200

interface FoundOrder {
  readonly sentence: string
  readonly isHarm: boolean
}

/** The first harmful sentence, else the first risky one. */
function orderIn(text: string, riskAt: Search): FoundOrder | null {
  let risky: FoundOrder | null = null
  for (const sentence of sentencesOf(text)) {
    const part = sentence.slice(0, MAX_SENTENCE)
    const abroad = orderAbroad(part)
    if (abroad === 'harm' || isOrdered(part, harmAt(part)))
      return { sentence: sentence.trim(), isHarm: true }
    if (risky === null && (abroad === 'risk' || isAsked(part, riskAt)))
      risky = { sentence: sentence.trim(), isHarm: false }
  }
  return risky
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?;])\s+|(?<=[。！？；])|\n+/).slice(0, MAX_SENTENCES)
}

function isAsked(sentence: string, riskAt: Search): boolean {
  if (isOrdered(sentence, riskAt(sentence))) return true
  if (DANGERS.some((danger) => isOrdered(sentence, sentence.search(danger)))) return true
  const prying = riskAt === orderAt ? pryingAt(sentence) : -1
  return prying >= 0 && !FORBIDS.test(sentence.slice(0, prying))
}

function isOrdered(sentence: string, start: number): boolean {
  if (start < 0 || FORBIDS.test(clauseBefore(sentence, start))) return false
  if (mentions(sentence)) return false
  return !STUDIES.test(sentence) || ALSO_ACTS.test(sentence)
}

/** What is quoted in order to be taken out of a text is not asked for. */
const MENTIONS =
  /^[\s\d.)*>#-]*(?:please\s)?(?:remove|replace|drop|delete|rewrite|change|correct|reword|fix)\b[^"'`“\n]{0,40}["'`“][^\n]{1,200}["'`”][^.\n]{0,40}\b(?:advice|example|hint|snippet|line|section|instructions?|docs?|readme|usage|step|comment|text|wording|sentence|paragraph|tip|recommendation)s?\b/i

function mentions(sentence: string): boolean {
  return MENTIONS.test(sentence)
}

/** What is said before a place, since the clause turned from what is forbidden to what is wanted. */
function clauseBefore(sentence: string, start: number): string {
  const before = sentence.slice(0, start)
  const turn = [...before.matchAll(TURNS)].at(-1)
  return turn ? before.slice(turn.index + turn[0].length) : before
}

const TURNS = /\b(?:and|but)\s+(?:always|instead|simply|just)\b|;\s*(?:always|instead)\b/gi

function harmAt(sentence: string): number {
  for (const harm of HARMS) {
    const start = sentence.search(harm)
    if (start >= 0) return start
  }
  const around = OUR_GUARD.test(sentence) ? sentence.search(SWITCHES_OFF) : -1
  if (around >= 0) return around
  const ordered = harmfulOrderAt(sentence)
  if (ordered >= 0) return ordered
  const sent = followedAt(sentence, SENDS_SECRET)
  return sent >= 0 ? sent : followedAt(sentence, TAKES_AND_SENDS)
}

function dangerAt(sentence: string): number {
  for (const danger of DANGERS) {
    const start = sentence.search(danger)
    if (start >= 0) return start
  }
  return -1
}

function orderAt(sentence: string): number {
  const danger = dangerAt(sentence)
  return danger >= 0 ? danger : consequentialOrderAt(sentence)
}

/** A sentence that begins with looking and goes on with an address to send to. */
const ALSO_ACTS =
  /\b(?:and|then)\s+(?:send|upload|post|exfiltrate|e-?mail|curl|delete|wipe|push|forward|run|kill|stop|terminate|restart|reboot|remove|install|apply|merge|close|deploy|publish|rotate|drop|truncate|approve|cancel|revoke)\b/i

const ASKS_TO_RUN =
  /\b(?:run|runs|execute|exec|invoke|type|start|launch|call|use|paste|do|perform|first|then)\b[^`\n]{0,80}$/i
const MAX_COMMANDS = 24

const TOLD =
  /```(?:ba|z)?(?:sh|shell|console)?[ \t]*\n([\s\S]{1,2000}?)```|`([^`\n]{3,400})`|\b(?:run|execute)\s*:?\s+((?:sudo\s+)?[a-z][\w./-]{0,40}\s[^\n`]{2,300})/gi

/** A command in backticks, in a fence or after "run" that would not be allowed on its own. */
function commandIn(scene: Scene, text: string, asks: boolean): FoundOrder | null {
  let risky: FoundOrder | null = null
  for (const match of [...text.matchAll(TOLD)].slice(0, MAX_COMMANDS)) {
    if (!isTold(text, match)) continue
    const command = toldCommand(match)
    const weight = weightOf(scene, (trial) => trial.runner.text(trial, command, EMPTY))
    const found = { sentence: match[0].trim(), isHarm: weight === 'harm' }
    if (found.isHarm) return found
    const isAskedAbout = weight === 'ask' && asks && match[2] !== undefined
    if (weight === 'deny' || isAskedAbout) risky ??= found
  }
  return risky
}

function isTold(text: string, match: RegExpExecArray): boolean {
  const line = text.slice(text.lastIndexOf('\n', match.index - 1) + 1, match.index)
  if (match[2] !== undefined && !ASKS_TO_RUN.test(line)) return false
  return !FORBIDS.test(line) && !STUDIES.test(line)
}

/** The command itself, without the prose that goes on behind it. */
function toldCommand(match: RegExpExecArray): string {
  const command = (match[1] ?? match[2] ?? match[3] ?? '').replace(/^[ \t]*\$[ \t]+/gm, '')
  if (match[3] === undefined) return command
  return command.replace(/\s+(?:and|then|to|in order|so that|on|for|,)\s.*$|[.,;]\s.*$|\.$/, '')
}
