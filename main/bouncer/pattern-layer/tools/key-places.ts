/**
 * What opens machines, accounts or money by itself: private keys, wallets, stores of passwords and of browser
 * logins, the logins of the system. Files that hold one project's or service's credentials are asked about.
 */
const KEYS = new RegExp(
  [
    '/\\.ssh/(?:[^/]+/)?(?:id_|identity|[^/]*(?:_rsa|_dsa|_ecdsa|_ed25519|[-_.]?key|\\.pem|\\.ppk)[^/]*$|[^/]*[*?])',
    '/\\.gnupg/(?:private-keys|secring|[^/]*[*?])',
    '/private-keys-v1\\.d/',
    '/\\.android/adbkey$',
    '/\\.(?:password-store|lastpass|bitcoin|ethereum|electrum|monero|bitmonero|litecoin|dogecoin|zcash|exodus|atomic)/',
    '/\\.(?:near-credentials|sui/sui_config|brownie/accounts|foundry/keystores|ethereum/keystore|lnd/data|cardano|aptos|passage/store|op|librewolf|waterfox|floorp|zen)/.*(?:key|cred|account|cookies|login|macaroon|seed|store|json|age)[^/]{0,80}$',
    '/\\.local/share/(?:gopass/stores|rbw|lpass|keybase|authenticator)/',
    '\\.(?:psafe3|1pif|1pux|walletx|enpassbackup|lpdb|macaroon|skey)$',
    '/[^/]{0,80}(?:bitwarden|lastpass|1password|dashlane|nordpass|chrome|firefox|enpass|keeper)[ \\w-]{0,60}(?:export|passwords?|vault)[ \\w-]{0,60}\\.(?:csv|json|xml|txt|zip)$',
    '/(?:\\.google_authenticator|otpclient\\.db|kcpassword)$',
    '/\\.(?:acme\\.sh|lego|minikube|step|globus|pki|certbot)/.*(?<!cert|ca|chain|pub)(?:\\.key|_key|privkey\\.pem|userkey\\.pem)$',
    '/mkcert/rootca-key\\.pem$',
    '/\\.config/(?:sops/age|age|solana/id|exodus|ledger live|bitwarden|1password|keepassxc?|keepass)(?:[/.]|$)',
    '/\\.local/share/(?:keyrings|kwalletd|pass)/',
    '/library/(?:keychains|cookies)/',
    '/library/application support/(?:bitwarden|1password|exodus|electrum|ledger live|bitcoin|ethereum)/',
    '/(?:logins\\.json|key[34]\\.db|signons\\.sqlite|cookies\\.(?:sqlite|binarycookies)|login data|wallet\\.dat|secring\\.gpg|id\\.json\\.wallet)$',
    '/(?:google-chrome|chromium|chrome|bravesoftware|brave-browser|microsoft-edge|microsoft edge|opera|vivaldi|arc|default|profile \\d+)/(?:.*/)?(?:cookies|login data|web data|local state)$',
    '/(?:keystore/)?utc--\\d{4}-',
    '\\.(?:kdbx?|agekey|ppk|agilekeychain|opvault|keychain|keychain-db)(?:/|$)',
    '/(?:downloads|desktop|documents|\\.?keys|\\.ec2|\\.aws|\\.?certs|\\.?secrets)/[^/]*(?<!cert|chain|ca|public|pub)\\.(?:pem|key|p8)$',
    '/[^/]*(?:seed[-_ ]?(?:phrase|words)|recovery[-_ ]?(?:phrase|codes?|keys?)|mnemonic|backup[-_ ]?codes?|passwords?)[^/]*\\.(?:txt|csv|md|rtf|pdf|xlsx?|ods|odt|docx?|numbers|pages)$',
  ].join('|'),
)
const SYSTEM_KEYS =
  /^\/(?:etc\/(?:g?shadow-?$|master\.passwd$|security\/opasswd|ssh\/ssh_host_\w+key$|ssl\/private\/.|pki\/tls\/private\/.|letsencrypt\/.*privkey|krb5\.keytab|wireguard\/.|networkmanager\/system-connections\/.|kubernetes\/(?:admin\.conf|pki\/.*\.key))|private\/etc\/master\.passwd|proc\/(?:\d+|[^/]*[*?][^/]*)\/(?:environ|mem)$|proc\/kcore|dev\/k?mem$|var\/(?:lib\/(?:jenkins\/secrets\/.|sss\/db)|db\/dslocal)|(?:var\/)?run\/user\/\d+\/keyring)/
const PUBLIC_HALF = /\.(?:pub|md5|sha256|example|sample)$|\.pub\./

/** Whether the path, or what a pattern may match, is a key to machines, accounts or money. */
export function isMasterKey(path: string): boolean {
  const lower = path.toLowerCase()
  if (PUBLIC_HALF.test(lower)) return false
  return SYSTEM_KEYS.test(lower) || KEYS.test(lower)
}

const KEY_FOLDER =
  /\/(?:\.ssh|\.gnupg|\.password-store|\.local\/share\/keyrings|library\/keychains|\.bitcoin|\.ethereum|\.electrum|\.monero|\.mozilla(?:\/firefox(?:\/[^/]+)?)?|\.config\/(?:google-chrome|chromium|sops|solana)(?:\/[^/]+)?)$/
/** Folders where agents keep what they log in with. */
const LOGIN_FOLDER = /\/\.(?:claude|codex|gemini|qwen|cursor)$|\/\.config\/github-copilot$/

/** Whether everything in the folder is as good as a key. */
export function isKeyFolder(path: string): boolean {
  return KEY_FOLDER.test(path.toLowerCase())
}

/** Whether an agent keeps its own login directly in the folder. */
export function isLoginFolder(path: string): boolean {
  return LOGIN_FOLDER.test(path.toLowerCase())
}

/** Folders of browsers, wallets and stores of passwords whose every file is a login. */
const LOGIN_STORE =
  /\/(?:\.mozilla\/firefox\/[^/]+|firefox\/profiles\/[^/]+|(?:google-chrome|chromium|chrome|brave-browser|microsoft-edge|vivaldi|opera)\/(?:default|profile \d+)(?:\/network)?|\.password-store(?:\/.*)?|\.local\/share\/keyrings|library\/keychains|\.(?:bitcoin|ethereum|electrum|monero)(?:\/(?:wallets|keystore))?|private-keys-v1\.d)$/

/** Whether a folder holds nothing but logins, so that its names alone tell them apart. */
export function isLoginStore(path: string): boolean {
  return LOGIN_STORE.test(path.toLowerCase())
}
