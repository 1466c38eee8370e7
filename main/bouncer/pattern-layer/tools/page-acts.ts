import { flow, type Scene, signal } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import type { ServerCall } from './server-call.ts'

/** Buttons that bind the person, spend money, publish or lose what cannot be had back. */
const BINDING = new RegExp(
  [
    String.raw`\b(?:pay|buy|donate|tip)\s+(?:it\s+)?(?:now|with|by|via|all|€|\$|£|\d)|^(?:pay|buy|donate|purchase|withdraw|publish|tweet)\b|\bbuy\s+it\b`,
    String.raw`\b(?:place|submit|complete|confirm|finali[sz]e|authori[sz]e|approve|send|make)\s+(?:(?:the|my|your|this|an?)\s+)?(?:orders?\b(?!\s+by)|purchase|payments?|transfer|transaction|booking|reservation|bid|donation|withdrawal|deletion|money|funds)`,
    String.raw`\bsubscribe\s+(?:now|for)|\bstart\s+(?:paid\s+)?subscription|\bcancel\s+(?:(?:the|my|your)\s+)?(?:subscription|membership|plan|account)`,
    String.raw`\b(?:delete|close|remove|deactivate|erase|destroy|terminate)\s+(?:(?:the|my|your|this)\s+)?(?:account|repository|repo|organi[sz]ation|workspace|project|database|cluster|instance|tenant|everything|all\s+data)\b`,
    String.raw`\b(?:delete|remove|erase|destroy)\b[^\n]{0,30}\b(?:permanently|forever|for\s+good|irrevocably|site|domain|team|server|environment|app(?:lication)?|bucket|namespace|volume|backups?)\b(?!\s+(?:filter|tag|chip|row|label|icon|column|from|name))|\bpermanently\s+(?:delete|remove|erase)|\b(?:endgültig|unwiderruflich)\s+löschen|\bsupprimer\s+définitivement|\beliminar\s+(?:permanentemente|definitivamente)`,
    String.raw`\b(?:transfer|change)\s+ownership|\bmake\s+(?:it\s+)?public\b|\bfactory\s+reset|\bsign\s+(?:the\s+)?(?:contract|document|agreement)|\bpublish\s+(?:now|post|page|article|package|release|site|app)\b|\bpost\s+(?:tweet|now)\b|\b(?:deploy|promote)\s+to\s+prod\w*|\bgrant\s+(?:admin\s+)?access\b|\bauthori[sz]e\s+(?:app|application|access)`,
    String.raw`jetzt\s+(?:kaufen|bezahlen|buchen|überweisen)|(?:zahlungs|kosten)pflichtig|bestellung\s+(?:abschließen|aufgeben|absenden)|konto\s+(?:löschen|schließen|auflösen)|überweisung\s+(?:ausführen|bestätigen|freigeben)|^veröffentlichen|abo\w*\s+(?:abschließen|kündigen)`,
    String.raw`^payer\b|^acheter\b|(?:passer|valider|confirmer)\s+(?:la\s+|ma\s+|le\s+|l')?(?:commande|paiement|achat|virement)|supprimer\s+(?:le\s+|mon\s+)?compte|^publier\b`,
    String.raw`^(?:pagar|comprar|publicar)\b|(?:realizar|confirmar|finalizar|completar)\s+(?:el\s+|la\s+|o\s+|a\s+)?(?:compra|pedido|pago|pagamento|transferencia|transferência)|(?:eliminar|excluir|borrar|apagar)\s+(?:la\s+|mi\s+|a\s+|minha\s+)?(?:cuenta|conta)`,
    String.raw`^(?:paga|acquista)\b|conferma\s+(?:ordine|acquisto|pagamento)|elimina\s+account`,
    '购买|立即支付|付款|下单|提交订单|转账|删除(?:账|帐)|注销账|购入',
    '購入|支払|注文を?確定|決済|送金|アカウントを?削除|退会',
    '구매하기|결제하기|주문하기|송금|계정 삭제',
    String.raw`оплатить|купить|оформить\s+заказ|перевести\s+деньги|удалить\s+(?:аккаунт|учетную|учётную|профиль)|опубликовать`,
  ].join('|'),
  'iu',
)

/** Fields of a page that take what only the person may give. */
const SECRET_FIELD =
  /pass(?:word|wd|phrase|code)|\bpwd\b|\bpin\b|\botp\b|\b2fa\b|\bmfa\b|one[- ]time|security code|\bcvv\b|\bcvc\b|card ?(?:number|no\b)|cc[- ]?(?:number|csc|exp)|\biban\b|\bssn\b|social security|api ?key|secret|seed phrase|private key|passwort|kennwort|mot de passe|contrase[nñ]a|\bsenha\b|密码|密碼|パスワード|비밀번호|пароль/iu
/** Values that every test types. */
const THROW_AWAY =
  /^(?:(?:test|demo|dummy|example|sample|password|passw0rd|secret|changeme|admin|user|foo|bar|abc|qwerty|letmein|wrong|invalid)[\w.-]{0,12}[!?@#$%&*]{0,3}\d{0,4}|x+|\d{1,6}|4242[\d ]{0,16}|4111[\d ]{0,16})$/i

const LABEL_KEY =
  /^(?:element|selector|label|name|text|target|button|locator|description|action|instruction|startelement|title|ref|placeholder)$/
const VALUE_KEY = /^(?:value|text|values|content)$/
const MAX_LABEL = 300

/** What stands on a thing of the page, also where a selector names it. */
function plainLabel(text: string): string {
  return text
    .slice(0, MAX_LABEL)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(
      /\b(?:button|btn|a|input|form|role|text|data-[\w-]+|id|name|type|aria-label|has-text)\b(?=[\s.#=[:(])/gi,
      ' ',
    )
    .replace(/[-_.#[\]=:'"()>~]+/g, ' ')
    .trim()
}

/** Why a click or keystroke in a page is more than a look at it, or null. */
export function weightyPageAct({ tool, values }: ServerCall): string | null {
  const labels = values.filter(({ key }) => LABEL_KEY.test(key)).map(({ text }) => plainLabel(text))
  if (/click|tap|press|act|submit|select/i.test(tool)) {
    const bound = labels.find((label) => BINDING.test(label))
    if (bound !== undefined) return `presses “${bound.slice(0, 60)}”`
  }
  if (!/fill|type|input|act/i.test(tool)) return null
  const field = filledSecret(values)
  return field === null ? null : `fills “${field.slice(0, 60)}”`
}

/** The name of a field that takes a secret and is given a real one; each value belongs to the names before it. */
function filledSecret(values: ServerCall['values']): string | null {
  const named = values.filter(({ key }) => LABEL_KEY.test(key) && !VALUE_KEY.test(key))
  const typed = values.filter(({ key, text }) => VALUE_KEY.test(key) && isReal(text))
  for (const value of typed) {
    const label = labelOf(value, { named, values })
    if (SECRET_FIELD.test(label)) return label
  }
  return null
}

type Values = ServerCall['values']

/** The names that stand between a value and the one before it, else the first that there are. */
function labelOf(value: Values[number], all: { named: Values; values: Values }): string {
  const { named, values } = all
  const end = values.indexOf(value)
  const start = values.findLastIndex(({ key }, at) => at < end && VALUE_KEY.test(key))
  const between = values.slice(start + 1, end).filter((one) => named.includes(one))
  return (between.length > 0 ? between : named.slice(0, 1))
    .map(({ text }) => plainLabel(text))
    .join(' ')
}

function isReal(text: string): boolean {
  return text.length > 0 && !THROW_AWAY.test(text)
}

const KEEPS_LOGINS =
  /document\s*\.\s*cookie|\b(?:local|session)Storage\b|\bindexedDB\b|cookieStore|navigator\s*\.\s*(?:clipboard|credentials)|type\s*=\s*\\?["']?password/
const ADDRESS_OUT =
  /(?:\bfetch|sendBeacon|\.open|XMLHttpRequest|WebSocket|EventSource|\.src\s*=|\blocation(?:\.\w+)?\s*=|\.(?:assign|replace)|\bimport)[\s\S]{0,80}?["'`](https?:\/\/[^"'`\s]{1,200}|wss?:\/\/[^"'`\s]{1,200}|\/\/[^"'`\s]{1,200})/g

/** Notes code for a page that hands the page's logins to another site. */
export function notePageLeak(scene: Scene, code: string): void {
  if (!KEEPS_LOGINS.test(code)) return
  for (const [, address = ''] of code.matchAll(ADDRESS_OUT)) {
    const { host } = readAddress(address.startsWith('//') ? `https:${address}` : address)
    if (hostKind(host) === 'local') continue
    flow(scene, 'secret-to-network', host)
    signal(scene, 'other-tool', `sends what a page keeps to ${host}`)
    return
  }
}
