/** Verbs of getting round, breaking into and spying, in the languages that people search in besides English. */
const ATTACKS =
  /(?<!\p{L})(?:knack\p{L}*|hack(?:en|er|t|ear|eo|erare)(?!\p{L})|umgeh\p{L}*|aushebel\p{L}*|ausspionier\p{L}*|ausspäh\p{L}*|mitles\p{L}*|abhör\p{L}*|craquer|cracker|pirat(?:er|ear)|contourner|espionner|espiar|saltarse|evadir|burlar|invadir|violare|aggirare|spiare|взлом\p{L}*|обойти|обход|шпион\p{L}*|перехват\p{L}*|подобрать)(?!\p{L})|破解|绕过|繞過|入侵|监听|監聽|盗取|偷看|ハッキング|ハックする|盗み見|盗聴|突破|해킹|우회/iu
/** What belongs to somebody, and what guards an agent. */
const TARGETS =
  /(?<!\p{L})(?:passw[oö]rt\p{L}*|kennwort\p{L}*|konto|kolleg\p{L}*|nachbar\p{L}*|freundin|chefs?|berechtigung\p{L}*|genehmigung\p{L}*|bouncer|wächter|wlan|handy|comptes?|mots? de passe|collègues?|voisins?|patron|cuentas?|contraseñas?|novi[ao]|vecin[ao]|jefe|contas?|senhas?|vizinh[ao]|permisos|autorisations?|hooks?|guardrails?|claude|codex|парол\p{L}*|аккаунт\p{L}*|сосед\p{L}*|коллег\p{L}*|телефон\p{L}*|wi-?fi|whatsapp|instagram)(?!\p{L})|权限|密码|密碼|账号|帳號|同事|邻居|手机|女友|男友|パスワード|同僚|他人|アカウント|スマホ|비밀번호|계정|동료/iu
/** Those who build or study a protection. */
const PROTECTS =
  /(?<!\p{L})(?:schutz|schütz\p{L}*|verhinder\p{L}*|abwehr\p{L}*|protéger|protection|empêcher|proteger|prevenir|evitar que|защит\p{L}*|vergessen\p{L}*|oublié|olvidad\p{L}*|esquecid\p{L}*|забыл\p{L}*|test\p{L}*|cypress|playwright)(?!\p{L})|防止|防护|保護|対策|忘记|忘れ/iu

/** Whether a query in another language asks how to get into others' things or round a guard. */
export function seeksAttackAbroad(query: string): boolean {
  return ATTACKS.test(query) && TARGETS.test(query) && !PROTECTS.test(query)
}
