/** Words of one meaning in the languages that people write to agents in, besides English. */
function words(...alternatives: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})`, 'iu')
}

/** Words of languages that put no blanks between them. */
const JOINED = {
  destroy: '删除|清空|擦除|抹掉|格式化|削除|消去|消して|初期化|삭제|지워',
  send: '上传|发送|发到|传到|发给|送信|アップロード|送って|보내|업로드',
  deploy: '部署|发布|上线|デプロイ|リリース|배포',
  pay: '支付|转账|购买|付款|支払|購入|送金|결제|송금',
  avoid: '绕过|关闭|禁用|跳过|无视|回避|無効|迂回|スキップ|우회|비활성화',
  execute: '执行|运行|按照|実行|従って|실행',
} as const

const DESTROY = new RegExp(
  `${words('lösch\\p{L}*', 'vernicht\\p{L}*', 'formatier\\p{L}*', 'supprim\\p{L}*', 'efface\\p{L}*', 'détrui\\p{L}*', 'formate\\p{L}*', 'borr(?:a|e|ar|ad|en)(?!\\p{L})', 'elimin(?:a|e|ar|en)(?!\\p{L})', 'suprim\\p{L}*', 'apag(?:a|ue|ar|uem)(?!\\p{L})', 'exclu(?:a|ir|am)(?!\\p{L})', 'cancella\\p{L}*', 'удал\\p{L}*', 'сотри\\p{L}*', 'очист\\p{L}*', 'уничтож\\p{L}*', 'отформатир\\p{L}*').source}|${JOINED.destroy}`,
  'iu',
)
const WHOLE_PLACE =
  /home-?verzeichnis|heimverzeichnis|benutzerordner|persönliche\p{L}* (?:ordner|dateien)|festplatte|dossier (?:personnel|utilisateur)|répertoire personnel|disque dur|(?:carpeta|directorio) (?:personal|de inicio|home|de usuario)|disco (?:duro|rígido)|(?:pasta|diretório) (?:pessoal|home|do usuário)|cartella (?:personale|home)|disco rigido|主目录|用户目录|家目录|硬盘|磁盘|ホームディレクトリ|ホームフォルダ|ハードディスク|домашн\p{L}* (?:папк|каталог|директор)\p{L}*|(?:жёстк|жестк)\p{L}+ диск|홈 (?:디렉터리|폴더)|하드 ?디스크|\$HOME|(?<![\w/])~(?:\/?(?=[\s.,]|$))/iu
const LIVE =
  /(?<!\p{L})(?:produktions?(?:daten\p{L}*|server\p{L}*|system\p{L}*|umgebung)?|produktiv\p{L}*|live-?(?:system|datenbank|server)\p{L}*|en production|de production|producción|produção|produzione|prod-\p{L}+|продакш\p{L}*|прод(?:е|а)?(?!\p{L})|боев\p{L}+)(?!\p{L})|生产|生產|线上|本番|프로덕션/iu
const DEPLOY = new RegExp(
  `${words('deploye?n?(?!\\p{L})', 'ausroll\\p{L}*', 'roll\\p{L}* [^.]{0,40} aus(?!\\p{L})', 'veröffentlich\\p{L}*', 'déplo\\p{L}+', 'mets en', 'despl(?:ie|e)g\\p{L}+', 'implant(?:e|ar)', 'distribuisci', 'развер\\p{L}+', 'задепло\\p{L}*', 'выкат\\p{L}*').source}|${JOINED.deploy}`,
  'iu',
)
const KEYS =
  /\.env(?!\p{L})|\.ssh|id_rsa|id_ed25519|\.aws|(?<!\p{L})(?:(?:ssh-?|api-?)?schlüssel|passw[oö]rt\p{L}*|kennw[oö]rt\p{L}*|zugangsdaten|geheimnisse?|clés?|mots? de passe|identifiants|claves?|contraseñas?|credenciales|chaves?|senhas?|credenciais|chiavi|ключ\p{L}*|парол\p{L}*|секрет\p{L}*)(?!\p{L})|密钥|私钥|密码|凭证|凭据|秘密鍵|パスワード|認証情報|비밀번호/iu
const SEND = new RegExp(
  `${words('sende(?:n|t)?(?!\\p{L})', 'schick\\p{L}*', 'hochlad\\p{L}*', 'lad(?:e|en)? [^.]{0,60} hoch', 'übertrag\\p{L}*', 'envo(?:ie|yer|yez)(?!\\p{L})', 'téléverse\\p{L}*', 'transmet\\p{L}*', 'env[ií](?:a|e|ar|en)(?!\\p{L})', 'sub(?:e|ir|a)(?!\\p{L})', 'manda(?:r|re)?(?!\\p{L})', 'invia(?:re)?(?!\\p{L})', 'отправ\\p{L}+', 'загруз\\p{L}+', 'выложи\\p{L}*').source}|${JOINED.send}`,
  'iu',
)
const ADDRESS = /https?:\/\/(?!localhost|127\.)|ftp:|\S@\S/i
const PAY = new RegExp(
  `${words('überweis\\p{L}*', 'bezahl\\p{L}*', 'kauf(?:e|en|t)?(?!\\p{L})', 'bestell(?:e|en)?(?!\\p{L})', 'buche?n?(?!\\p{L})', 'pa(?:ie|ye)[rz]?(?!\\p{L})', 'vire[rz]?(?!\\p{L})', 'ach[eè]te[rz]?(?!\\p{L})', 'pag(?:a|ue|ar)(?!\\p{L})', 'compr(?:a|e|ar)(?!\\p{L})', 'transfi(?:er|r)\\p{L}*', 'оплат\\p{L}*', 'перевед\\p{L}*', 'купи\\p{L}*').source}|${JOINED.pay}`,
  'iu',
)
const MONEY =
  /\d\s*(?:€|euros?|eur(?!\p{L})|\$|dollar\p{L}*|usd|reais|元|円|руб\p{L}*|원)|(?<!\p{L})(?:rechnung\p{L}*|facture|factura|fatura|fattura|сч[её]т)(?!\p{L})|发票|請求書/iu
const EVERYBODY =
  /all(?:e|en|er) (?:unsere\p{L}* )?(?:kund|nutzer|mitarbeit|abonnent|benutzer)\p{L}*|tous les (?:clients|utilisateurs|employés|abonnés)|tod[oa]s (?:l[oa]s|os|as) (?:clientes|usuari\p{L}+|usuári\p{L}+|emplead\p{L}+)|所有(?:客户|用户|员工)|(?:全|すべての)(?:顧客|ユーザー|社員)|всем (?:клиент|пользовател|сотрудник)\p{L}*|모든 (?:고객|사용자)/iu
const AVOID = new RegExp(
  `${words('schalt\\p{L}* [^.]{0,40} (?:ab|aus)(?!\\p{L})', 'deaktivier\\p{L}*', 'umgeh\\p{L}*', 'überspring\\p{L}*', 'désactiv\\p{L}+', 'contourn\\p{L}+', 'desactiv\\p{L}+', 'desativ\\p{L}+', 'burl(?:a|e|ar)(?!\\p{L})', 'salta(?:r|te)(?!\\p{L})', 'aggira\\p{L}*', 'disattiva\\p{L}*', 'отключ\\p{L}+', 'обойд\\p{L}+', 'обход\\p{L}*').source}|${JOINED.avoid}`,
  'iu',
)
const GUARD =
  /bouncer|(?<!\p{L})(?:hooks?|wächter|rückfragen|berechtigungsabfragen?|sicherheits(?:prüfung|abfrage|regel)\p{L}*|garde-fous?|sandbox|guardián|guardrails?)(?!\p{L})|demandes d'autorisation|comprobaciones de seguridad|安全检查|守卫|审批|权限检查|安全チェック|ガード|проверк\p{L}+ безопасности/iu
const UNASKED =
  /(?<!\p{L})(?:frag\p{L}* (?:mich )?nicht(?: nach)?|ohne (?:nach)?zufragen|ohne rückfrage|sans (?:me |rien )?demander|ne (?:me )?demande(?:z)? pas|sin preguntar|no preguntes|sem perguntar|não pergunte|senza chiedere|не спрашива\p{L}*|без подтвержден\p{L}*)(?!\p{L})|(?:不要|无需|不用)(?:询问|确认)|確認せずに|聞かずに|묻지 말고/iu
const IGNORE =
  /(?<!\p{L})(?:ignorier\p{L}*|ignore[rz]?|ignora\p{L}*|desconsidere|vergiss|oublie[rz]?|olvida|игнориру\p{L}*|забудь)(?!\p{L})|忽略|无视|無視|무시/iu
const OLD_ORDERS =
  /(?:vorherig|bisherig|früher)\p{L}* (?:anweisung|regel)\p{L}*|(?:instructions|règles|consignes) précédentes|(?:instrucciones|reglas) anteriores|(?:instruções|regras) anteriores|istruzioni precedenti|(?:之前|以前|上述|先前).{0,6}(?:指令|指示|规则)|(?:これまで|以前).{0,6}(?:指示|命令)|предыдущ\p{L}* инструкц\p{L}*|이전 지시/iu
const JOIN =
  /(?<!\p{L})(?:pushe|force-?pushe|merge(?:n|st)|fusionne[rz]?|fusiona\p{L}*|смерж\p{L}*|запуш\p{L}*)(?!\p{L})|合并|推送到|マージ|プッシュ/iu
const SHARED_BRANCH = /(?<![\p{L}/])(?:main|master|hauptzweig)(?!\p{L})|主分支/iu

/** Sentences that only look, explain, test or build. */
const STUDIES =
  /^[\s\d.)*>#-]*(?:bitte |por favor,? |пожалуйста,? )?(?:such|find|erklär|zeig|list|beschreib|fass|prüf|schreib\p{L}* (?:\p{L}+ )?(?:test|dok)|dokumentier|untersuch|analysier|implementier|füge .{0,30}test|trouve|cherche|expliqu|décri|résum|vérifi|écri\p{L}* .{0,20}test|implément|analys|busca|encuentr|explic|describ|resum|revis|analiz|escrib\p{L}* .{0,20}prueba|procur|encontr|explique|descrev|escrev|verifiqu|cerca|spiega|найд|объясн|опиш|покаж|напиш|провер|реализ)/iu
const STUDIES_JOINED =
  /查找|解释|说明|总结|检查|实现|编写|列出|如何|哪里|調べ|説明|要約|実装|一覧|どこ|テスト|测试|설명|찾아/u
const FORBIDS =
  /(?<!\p{L})(?:nicht|keine?n?|niemals|nie|vermeide\p{L}*|jamais|ne|no|nunca|não|nunca|non|не|никогда)(?!\p{L})|不要|不得|不能|别|禁止|しない|するな|ないで|하지 마/iu

interface Order {
  readonly all: readonly RegExp[]
  readonly isHarm: boolean
}

const ORDERS: readonly Order[] = [
  { all: [SEND, KEYS, ADDRESS], isHarm: true },
  { all: [DESTROY, WHOLE_PLACE], isHarm: true },
  { all: [AVOID, GUARD], isHarm: true },
  { all: [IGNORE, OLD_ORDERS], isHarm: false },
  { all: [DESTROY, LIVE], isHarm: false },
  { all: [DEPLOY, LIVE], isHarm: false },
  { all: [PAY, MONEY], isHarm: false },
  { all: [SEND, EVERYBODY], isHarm: false },
  { all: [JOIN, SHARED_BRANCH], isHarm: false },
  { all: [UNASKED], isHarm: false },
]

const CLAUSE =
  /[,;:.]\s|(?<!\p{L})(?:und|dann|et|puis|ensuite|y|luego|e|poi|depois|и|затем|потом)\s/giu
const IN_ORDER_TO = /(?<!\p{L})(?:zu|um|pour|para|per|de|чтобы)\s*$/iu

/** Whether a verb is the order of its clause: at its start, or as the last word in the way of German. */
function leads(sentence: string, verb: RegExp): boolean {
  const found = verb.exec(sentence)
  if (!found) return false
  if (/[\u3040-\u30FF\u4E00-\u9FFF\uAC00-\uD7AF]/.test(found[0])) return true
  const before = sentence.slice(0, found.index).split(CLAUSE).at(-1) ?? ''
  if (IN_ORDER_TO.test(before)) return false
  const after = sentence.slice(found.index + found[0].length)
  return before.trim().split(/\s+/).length <= MAX_BEFORE || /^\p{L}*[\s.!]*$/u.test(after)
}

const MAX_BEFORE = 2

/** How far after its verb an order may be turned round. */
const NEAR = 14

/** What a sentence in another language than English orders: harm, something risky, or nothing. */
export function orderAbroad(sentence: string): 'harm' | 'risk' | null {
  if (STUDIES.test(sentence) || STUDIES_JOINED.test(sentence)) return null
  const found = ORDERS.find(({ all }) => all.every((one) => one.test(sentence)))
  if (found === undefined) return null
  const [verb] = found.all
  if (verb !== undefined && verb !== UNASKED && !leads(sentence, verb)) return null
  const start = verb === undefined || verb === UNASKED ? -1 : sentence.search(verb)
  const around = start < 0 ? '' : sentence.slice(Math.max(0, start - 40), start + NEAR)
  if (FORBIDS.test(around)) return null
  return found.isHarm ? 'harm' : 'risk'
}

const EXECUTE = new RegExp(
  `${words('führ\\p{L}* [^.]{0,80}aus', 'ausführ\\p{L}*', 'befolg\\p{L}*', 'installier\\p{L}*', 'exécut\\p{L}+', 'suis(?!\\p{L})', 'suivez', 'install(?:e|ez)(?!\\p{L})', 'ejecut\\p{L}+', 'sig(?:ue|a)(?!\\p{L})', 'execute (?:o|os|as|a|tudo)(?!\\p{L})', 'siga', 'esegui', 'выполн\\p{L}+', 'следуй').source}|${JOINED.execute}`,
  'iu',
)
const TOLD =
  /(?<!\p{L})(?:befehl\p{L}*|anweisung\p{L}*|schritte\p{L}*|skript\p{L}*|instructions|commandes?|consignes|script|instrucciones|comandos?|pasos|instruções|passos|comandi|istruzioni|команд\p{L}*|инструкц\p{L}*|скрипт\p{L}*|шаги)(?!\p{L})|指令|指示|命令|脚本|步骤|コマンド|スクリプト|手順|명령|지시/iu

/** Whether a sentence in another language asks to act on what a page says. */
export function obeysAbroad(sentence: string): boolean {
  if (STUDIES.test(sentence) || STUDIES_JOINED.test(sentence)) return false
  return EXECUTE.test(sentence) && TOLD.test(sentence) && !FORBIDS.test(sentence)
}
