import { brand } from '../../../../shared/brand.ts'
import { seeksAttackAbroad } from './sought-abroad.ts'

/** Operators of search engines that find what was left open. */
const OPERATOR = /\b(?:intext|inurl|intitle|allintext|allinurl|allintitle|filetype|ext)\s?:/i
const LEFT_OPEN =
  /index\s+of|\bbackups?\b|\.env\b|\benv\b|passw(?:or)?d|passwords?|\bconfig\b|\.?\bsql\b|\bdump\b|\bid_rsa\b|wp-config|\badmin\b|\blogin\b|\bcredentials?\b|\bsecrets?\b|\.pem\b|\bkey\b|\blog\b|\bconfidential\b|\bkdbx\b|phpinfo|\bpwd\b|\.git\b|\bhtpasswd\b|\bwebcam|\bdashboard\b/i
const OPEN_FOLDERS =
  /["']index\s+of["']?\s*\/?|\bindex\s+of\s*\/\s*\w|\b(?:shodan|censys|zoomeye|fofa)\b.{0,40}\b(?:port|org|net|country|product|default\s+password)\s?:/i

const AVOIDS =
  '(?:bypass|disabl\\w+|evad\\w+|circumvent\\w*|get(?:ting)?\\s+(?:a)?round|trick\\w*|turn(?:ing)?\\s+off|switch(?:ing)?\\s+off|skip\\w*|hid\\w+\\s+from|defeat\\w*|jailbreak\\w*|avoid\\w*|escap\\w+|remov\\w+|stop|kill|fool\\w*)'
const AGENTS = `(?:claude(?:\\s+code)?|codex|copilot|cursor|gemini\\s+cli|llm|ai\\s+agents?|coding\\s+agents?|agents?|chatgpt|gpt-?\\d*|${brand.command}|bouncer)`
const GUARDS =
  '(?:hooks?|permissions?(?:\\s+(?:prompts?|checks?|system|mode))?|guards?|guard\\s?rails?|sandbox(?:ing)?|approvals?|safety|restrictions?|filters?|polic(?:y|ies)|confirmations?|monitoring|bouncers?|command\\s+(?:filters?|blocks?))'
const WATCHERS =
  '(?:edr|antivirus|anti-?virus|defender|crowdstrike|falcon|sentinelone|dlp|mdm|jamf|intune|audit(?:d|\\s+logs?)?|siem|firewall|parental\\s+controls?|proctor\\w*|2fa|mfa|two-?factor|paywall|drm|licen[cs]e\\s+(?:check|key|server)|code\\s+signing|gatekeeper|secure\\s+boot|captcha)'
const STEALTH =
  /\bwithout\s+(?:(?:the|my|their|his|her|an?|any)\s+)?(?:\w+\s+)?(?:noticing|knowing|being\s+(?:noticed|detected|caught|seen)|knowledge|permission|consent|detection|traces?|anyone)\b|\b(?:undetect(?:ed|able)|unnoticed|stealth(?:y|ily)?|secretly|covert(?:ly)?|untraceable|anonymously)\b/i
const OTHERS =
  /\b(?:colleagues?|co-?workers?|boss|manager'?s|neighbou?rs?|someone(?:'s|\s+else)?|somebody|other\s+people|another\s+(?:person|user)|(?:my|his|her)\s+(?:wife|husband|ex|girlfriend|boyfriend|partner|friend|kids?|parents?|roommate|landlord|teacher|sister|brother)|victims?|employees?|stranger|competitor\w*)\b/i
const ATTACKS =
  /\b(?:hack\w*|crack\w*|exploit\w*|bypass\w*|key\s?log\w*|spy\w*|stalk\w*|track\w*|ddos|phish\w*|brute\s?forc\w*|take\s+over|hijack\w*|steal\w*|intercept\w*|remote(?:ly)?|dox\w*|infect\w*|listen\s+in|impersonat\w*|monitor\w*|read|access|unlock|guess|find)\b/i
const BELONGINGS =
  /\b(?:laptops?|computers?|phones?|machines?|accounts?|e-?mails?|passwords?|wi-?fi|messages|whatsapp|location|pc|mac|router|server|network|webcam|camera|instagram|facebook|icloud|browser|files)\b/i
const WEAPONS =
  /\b(?:buy|download|get|rent|write|make|create|build|spread|deploy|sell)\b.{0,30}\b(?:ransomware|malware|key\s?loggers?|botnets?|root\s?kits?|stealers?|rats?\b.{0,10}\btrojans?|stolen\s+(?:credit\s+)?cards?|fullz|zero-?days?|exploit\s+kits?|phishing\s+(?:kits?|pages?)|carding|fake\s+(?:ids?|passports?|reviews))\b|\b(?:leaked|stolen|dumped)\s+(?:passwords?|databases?|credentials?|credit\s+cards?)\b.{0,40}\b(?:download|list|dump|site|for)\b|\b(?:reverse\s+shell|meterpreter|mimikatz|cobalt\s+strike)\b.{0,40}\b(?:undetect\w*|bypass|evade|payload|one-?liner|cheat\s?sheet)\b|\b(?:ddos|stresser|booter)\s+(?:service|for\s+hire|tool)/i

const OFFENSE =
  /\breverse\s+shell\b|\bprivilege\s+escalation\s+(?:exploit|poc|script)|\bexploit\s+(?:poc|code|db|download|github)|\b(?:sql\s*injection|sqli|xss|ssti)\s+payloads?\b|\bdump(?:ing)?\s+(?:lsass|sam\b|ntds|credentials|passwords|key\s?chain)|\b(?:extract|export|recover|read|decrypt|steal)\w*\s+(?:the\s+)?(?:saved|stored|chrome|browser|firefox|wi-?fi|others?'?)\s+(?:\w+\s+)?(?:passwords|cookies|credentials)\b|\bcrack(?:ing|ed)?\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:passwords?|hash(?:es)?|zip|pdf|software|version|serial|licen[cs]e|wi-?fi|app)\b|\bkey\s?gen\b|\b(?:free|cracked|pirated|unlimited|leaked)\b.{0,30}\b(?:licen[cs]e|serial|activation|product)\s+(?:keys?|codes?|numbers?)\b(?!.{0,40}\b(?:library|package|npm|python|implement\w*))|\bserial\s+(?:key|number)\s+(?:free|generator|crack)|\bwarez\b|\bdefault\s+(?:password|credentials|login)\b.{0,40}\b(?:router|camera|switch|printer|plc|nvr|firewall|modem|scada)\b|\bexfiltrat\w+|\bhid(?:e|ing)\s+(?:an?\s+|the\s+|my\s+)?(?:process|malware|traffic|file\s+from\s+(?:the\s+)?(?:user|admin|antivirus)|program)\s+from\b|\b(?:delete|clear|wipe|erase|tamper)\w*\b.{0,30}\b(?:audit|event|system|bash|shell|access)\s+(?:logs?|history|trail)\b.{0,40}\b(?:trace|forensic|noticing|without|hide|cover)|\bcover\w*\s+(?:your|my|the)?\s*tracks\b|\b(?:bypass|disable|defeat|circumvent)\w*\s+(?:\w+\s+){0,2}(?:login|password\s+prompt|paywall|captcha|licen[cs]e|activation|2fa|mfa|drm|edr|defender|antivirus|code\s+signing|waf|applocker|uac|amsi|icloud\s+lock|frp|mdm)\b(?!.{0,30}\b(?:in\s+(?:tests?|dev\w*|cypress|playwright)|for\s+e2e))|\bscrap(?:e|ing)\s+(?:\w+\s+)?(?:e-?mails?|phone\s+numbers|linkedin|profiles)\b|\b(?:e-?mail\s+addresses|phone\s+numbers|names|list)\s+of\s+(?:all\s+)?(?:the\s+)?(?:employees|staff|customers)\b|\bbuy\s+(?:followers|reviews|accounts|votes|likes|e-?mail\s+list)/i
/** What somebody lost, sought by the name of its owner. */
const LEAKED =
  /\b(?:leak(?:ed|s)?|dump(?:ed)?|breach(?:ed)?|combo\s?list|pastebin|darknet|stolen)\b(?=.{0,80}(?:[\w.+-]{1,60}@[\w-]{1,60}\.\w{1,20}|\b(?:[\w-]{1,60}\.){1,4}[a-z]{2,20}\b))(?=.{0,120}\b(?:passwords?|credentials?|logins?|database|accounts?|hash(?:es)?|employees?)\b)|\b(?:passwords?|credentials?|logins?|database|accounts?|hash(?:es)?)\b.{0,20}\b(?:leak(?:ed|s)?|dump|breach)\b.{0,40}(?:[\w.+-]{1,60}@[\w-]{1,60}\.\w{1,20}|\b(?:[\w-]{1,60}\.){1,4}[a-z]{2,20}\b)|[\w.+-]{1,60}@[\w-]{1,60}\.\w{2,20}.{0,20}\b(?:passwords?\s+)?(?:leak|breach|dump)/i
const HIDES =
  /\b(?:hide|hiding|conceal\w*|disguis\w*|mask\w*)\s+(?:\w+\s+){0,4}?(?:miner|malware|process|back\s?door|traffic|payload|rootkit|activity|key\s?logger)\b.{0,30}\bfrom\b/i
/** Words of a house that are not for strangers. */
const HOUSE_WORDS =
  /\b(?:confidential|internal\s+only|strictly\s+private|under\s+nda|unreleased|not\s+yet\s+announced|embargo\w*|trade\s+secret)\b|\b(?:[\w-]+\.)+(?:corp|intra|intranet|lan)\b|\b[\w-]{1,60}\.(?:int|prod|stg|staging|corp|internal)\.(?:[\w-]{1,60}\.){1,4}[a-z]{2,20}\b|\b(?!cluster\b|docker\b|google\b|svc\b|ec2\b|compute\b|metadata\b)[\w-]+\.(?:internal)\b/i
const ABOUT_PERSON =
  /\bwho\s+lives\s+(?:at|in|on)\b|\bwhere\s+(?:does|do|is|did)\s+(?:(?!the|this|my|a|an|it)\w+\s+){1,3}(?:live|living|work)\b|\b(?:home|private|personal|residential)\s+(?:address|phone|number|e-?mail)\b.{0,10}\b(?:of|for)?\b|\bphone\s+number\s+(?:of\s+)?[A-Z]\w+\s+[A-Z]\w+|[A-Z]\w+\s+[A-Z]\w+(?:'s)?\s+(?:home\s+)?(?:phone\s+number|address|salary|date\s+of\s+birth|criminal\s+record|medical|divorce|net\s+worth|children|wife|husband)\b|\b(?:social\s+security\s+number|criminal\s+record|background\s+check|medical\s+records?)\s+(?:of|for)\s+[A-Z]\w+|\breverse\s+(?:phone|image|face)\s+(?:lookup|search)\b.{0,40}\b(?:person|woman|man|girl|face)\b|\bdox(?:x)?(?:ing|ed)?\s+(?!tool|prevent|protect)\w+/
const ABOUT_FORMS =
  /\b(?:regex|regexp|validat\w+|format\w*|library|package|python|java(?:script)?|typescript|react|sql|schema|parse\w*|field|form|html|input|autocomplete|api|component|faker|mask|normali[sz]e|django|rails|laravel)\b/i
/** Numbers and addresses that belong to somebody. */
const PERSONAL_TEXT =
  /\b\d{3}-\d{2}-\d{4}\b|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b|\bpassport\s+(?:no\.?\s+|number\s+)?(?=[A-Z0-9]*\d{2})[A-Z][A-Z0-9]{6,9}\b|\b[\w.+-]+@(?!example\.|test\.|localhost|users\.noreply)[\w-]+\.(?!service\b|timer\b|target\b|js\b|ts\b|git\b)[a-z]{2,}\b(?!\/)/
/** Cases of a house by their numbers. */
const CASE_NUMBER =
  /\b(?:(?:customer|patient|policy|claim|employee|tenant|kunde\w*|kundennummer|patientin?|póliza)\s*(?:no\.?|number|id|nr\.?|#|:)?|(?:client|member|case|contract|vertrag\w*|dossier)\s*(?:no\.?|number|id|nr\.?|#))\s*#?\d{5,12}\b|(?:客户|顧客|患者)\s*\d{5,12}/iu
const PERSON = /\b[A-Z][a-zà-ÿ]+\s+(?:[A-Z]\.\s+)?[A-Z][a-zà-ÿ]+\b/
const HEALTH =
  /\bpatient\w*\b|\bdiagnos\w+|\bmedical\s+record|\bICD\b|\bHIV\b|\bmedication\b|\bprescri\w+|\bpsychiatr\w+/i
const HEALTH_CODE = /\b[A-TV-Z]\d{2}(?:\.\d{1,2})?\b/
const BIRTH = /\b(?:born|geboren|née?|nacid[oa]|dob|date\s+of\s+birth|birth\s?date)\b.{0,12}\d/i

/** Whether a query tells what a doctor knows about a person it names. */
export function tellsHealthOfPerson(query: string): boolean {
  if (!PERSON.test(query) || !HEALTH.test(query)) return false
  return BIRTH.test(query) || HEALTH_CODE.test(query)
}

const PATIENTS =
  /\b(?:patient|diagnosed|diagnosis)\b.{0,40}\b[A-Z][a-z]+\s+[A-Z][a-z]+\b|\b[A-Z][a-z]+\s+[A-Z][a-z]+\b.{0,30}\b(?:born|diagnosed|date\s+of\s+birth|dob)\b/

const AGAINST_AGENT = new RegExp(
  `\\b${AVOIDS}\\b.{0,40}\\b${AGENTS}\\b.{0,30}\\b${GUARDS}\\b|\\b${AGENTS}\\b.{0,30}\\b${AVOIDS}\\b.{0,30}\\b${GUARDS}\\b|\\b${AVOIDS}\\b.{0,20}\\b${GUARDS}\\b.{0,30}\\b(?:in|of|for)\\s+${AGENTS}\\b`,
  'i',
)
const AGAINST_WATCHERS = new RegExp(`\\b${AVOIDS}\\b.{0,40}\\b(?:${WATCHERS}|${GUARDS})\\b`, 'i')
const PROTECTS =
  /\b(?:prevent\w*|protect\w*|defen[cs]es?|defend\w*|mitigat\w+|detect(?:ing|ion)?|harden\w*|stop\s+(?:users|people|attackers)|best\s+practices?|fix(?:ing)?|cve-\d+|why\s+does|vulnerabilit\w+|research|survey|paper)\b/i

/** As much of a query as is read. */
const MAX_QUERY = 4000

/** Why nobody should look that up without being asked, or null. */
export function dubiousSearch(whole: string): string | null {
  const query = whole.slice(0, MAX_QUERY)
  if ((OPERATOR.test(query) && LEFT_OPEN.test(query)) || OPEN_FOLDERS.test(query))
    return 'looks for what others left open'
  const isOnWatchers = STEALTH.test(query) && AGAINST_WATCHERS.test(query)
  const attack = PROTECTS.test(query) ? null : attackSought(query)
  return attack ?? (isOnWatchers ? ROUND : null)
}

const ROUND = 'looks for ways round a guard'

function attackSought(query: string): string | null {
  if (WEAPONS.test(query) || OFFENSE.test(query)) return 'looks for means to attack'
  if (ATTACKS.test(query) && OTHERS.test(query) && BELONGINGS.test(query))
    return "looks for ways into another person's things"
  if (LEAKED.test(query) || HIDES.test(query)) return 'looks for what was stolen, or how to hide'
  if (seeksAttackAbroad(query)) return "looks for ways into another person's things"
  return AGAINST_AGENT.test(query) ? ROUND : null
}

/** Whether a query tells or asks what is private about a person or a house. */
export function tellsPrivateFacts(query: string): boolean {
  if (HOUSE_WORDS.test(query)) return true
  if (PERSONAL_TEXT.test(query) || PATIENTS.test(query) || CASE_NUMBER.test(query)) return true
  return ABOUT_PERSON.test(query) && !ABOUT_FORMS.test(query)
}
