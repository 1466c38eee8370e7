import { baseName } from './paths.ts'

/** Files that hold credentials wherever they lie, in lower case. */
const SECRET_FILES = new Set(
  (
    '.netrc _netrc .netrc.gpg .pypirc .git-credentials .pgpass pgpass.conf .my.cnf .mylogin.cnf .htpasswd ' +
    '.vault-token .boto .s3cfg .dockercfg .dockerconfigjson .rclone.conf rclone.conf .yarnrc.secret ' +
    '.databrickscfg .msmtprc .fetchmailrc .offlineimaprc .esmtprc .smbcredentials .cifscredentials ' +
    '.terraformrc terraform.rc terraform.tfstate terraform.tfstate.backup secrets.tfvars kubeconfig k3s.yaml ' +
    'kaggle.json .sentryclirc .vault_pass .vault_pass.txt vault_pass.txt .vault-password .ansible_vault_pass ' +
    'auth.json wallet.dat mnemonic.txt seed-phrase.txt login.keychain login.keychain-db key3.db key4.db ' +
    'logins.json signons.sqlite master.key master.passwd application_default_credentials.json ' +
    'google-credentials.json gcp-key.json firebase-adminsdk.json oauth_creds.json client_secret.json ' +
    'client_secrets.json hosts.secret .pgpassfile .cdsapirc .megarc sitemanager.xml credentials .credentials ' +
    'authorized_keys.private ssh_host_rsa_key ssh_host_ed25519_key ssh_host_ecdsa_key .lesshst .zhistory ' +
    'fish_history consolehost_history.txt chap-secrets opasswd otp-secrets.json .doppler.yaml .dbshell ' +
    '.envrc .secrets .secret secring.gpg settings-security.xml .envfile ntds.dit ' +
    'rsyncd.secrets ipsec.secrets psk.txt wpa_supplicant.conf tomcat-users.xml jetty-realm.properties ' +
    'recentservers.xml filezilla.xml winscp.ini wcx_ftp.ini ws_ftp.ini ffftp.ini rdcman.settings unattend.xml ' +
    'unattended.xml unattend.txt sysprep.xml sysprep.inf rootkey.csv new_user_credentials.csv .passwd-s3fs ' +
    '.erlang.cookie .google_authenticator .secrets.mkey tokencache.dat accesstokens.json access_tokens.json ' +
    'access_tokens.db azurermcontext.json msal_token_cache.json msal_token_cache.bin datasources.local.xml ' +
    'credentials-config.json kcpassword gitlab-secrets.json clouds.yaml secure.yaml debian.cnf ldap.secret ' +
    'libnss-ldap.secret cifs-credentials ddclient.conf anaconda-ks.cfg gvm-tools.conf otpclient.db ' +
    'vault_pass vault-pass .htdigest isyncrc profiles.clj adbkey'
  ).split(' '),
)

/** Names of files that hold credentials, by shape. */
const SECRET_NAME =
  /^(?:\.env(?:\.(?!example$|sample$|template$|tmpl$|dist$|defaults?$|schema$|d\.ts$|test$|testing$|ci$|example\.|sample\.)[\w.-]+)?|[\w.-]+\.env(?:\.(?:local|prod\w*|staging))?|id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?(?!.*\.pub)(?:[-_.~].*)?|.*\.(?:p12|pfx|pkcs12|keystore|jks|bks|kdbx?|ppk|ovpn|keytab|agekey|p8|tfstate|tfstate\.backup|kubeconfig|wallet|agilekeychain|opvault|keychain-db|psafe3|1pif|1pux|lpdb|walletx|enpassbackup|rdg|ftpconfig|publishsettings|macaroon|skey|psk|nordpass)|(?:.*_)?access_?keys?\.csv|authkey_\w+\.p8|[\w.-]*openrc(?:\.sh)?|(?:bitwarden|lastpass|1password|dashlane|keepass\w*|nordpass|chrome|firefox|enpass|roboform|keeper)[\w -]{0,60}(?:export|passwords?|vault|backup)[\w -]{0,60}\.(?:csv|json|xml|txt|zip)|credentials?\.(?:json|toml|ini|xml|csv|db|ya?ml|txt|enc)|secrets?\.(?:ya?ml|json|toml|env|txt|ini|enc)|(?:.*[-_.])?service[-_]?account.*\.json|.*-firebase-adminsdk-.*\.json|client_secret_.*\.json|\.?\w*_history|utc--\d{4}-.*|.*[-_.](?:secret|secrets|credentials)\.(?:ya?ml|json|toml|env|txt|ini)|passwords?\.(?:txt|csv|json|db|kdbx|xlsx?)|[\w-]*(?:vault|ansible|secrets?|master|login|ssh|gpg|db|admin|root)[\w-]*\.(?:pass|passwd|password|passphrase)|\.?(?:ansible[-_])?vault[-_]pass(?:word|wd)?(?:[-_]file)?(?:\.\w+)?|.*\.auto\.secrets\.tfvars)$/
/** How the names of those begin or end that have no dot. */
function isBareSecret(name: string): boolean {
  return name.startsWith('id_') || name.startsWith('utc--') || name.endsWith('_history')
}
/** Stores of keys, which lie about in tests as made-up ones. */
const KEY_STORE = /\.(?:p12|pfx|pkcs12|keystore|jks|bks)$/
const KEY_FILE = /\.(?:pem|key|asc|der)$/
const KEY_WORDS = /private|priv|secret|signing/
const PUBLIC_KEY_FILE =
  /(?:^|[-_.])(?:cert|certs|certificate|chain|fullchain|ca|cacert|cacerts|bundle|ca-bundle|public|pub|pubkey|root|rootca|crt|dhparam|dhparams|release|archive-keyring|gpg|apt|repo)\d*(?:[-_.][\w-]*)?\.(?:pem|key|asc|der)$/
const FIXTURE =
  /\/(?:tests?|__tests__|specs?|fixtures?|__fixtures__|testdata|test-data|examples?|mocks?|samples?)\//
const PUBLIC_FILE = /\.(?:pub|crt|cert|cer|csr)(?:\.\w+)?$/
/** Code and prose about secrets is not secret. */
const CODE_FILE =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|cs|php|md|mdx|html?|css|scss|vue|svelte|sql|proto|lock|snap|pub|map|svg|png)$/

/** Folders of a home whose contents are credentials, in lower case. */
const SECRET_FOLDER = new RegExp(
  `/(?:${[
    '\\.ssh/(?!known_hosts|config$|authorized_keys|[^/]*\\.pub$)',
    '\\.gnupg/',
    '\\.aws/(?:credentials|config|sso|cli|login)',
    '\\.(?:azure|oci|aliyun|bluemix|linode|scaleway|exoscale|ovh|tccli|hcloud)/',
    '\\.config/(?:gcloud|gh/hosts\\.yml$|glab-cli|op|rclone|hub|doctl|stripe|hcloud|linode-cli|scw|netlify|configstore|firebase|sops|age|composer/auth|github-copilot|openai|anthropic|ngrok|heroku|fly|supabase|turso|planetscale|neonctl|gitea|tea|wrangler|\\.wrangler|vercel|railway|snowflake|databricks|b2|mc|filezilla|remmina|solana|exodus|ledger live|bitwarden|1password|keepassxc|signal|slack|discord|microsoft/teams|google-chrome|chromium|bravesoftware|microsoft-edge|opera|vivaldi|goa-1\\.0|evolution)(?:[/.]|$)',
    '\\.kube/config',
    '\\.docker/config\\.json',
    '\\.terraform\\.d/credentials',
    '\\.password-store/',
    '\\.(?:claude/\\.credentials|codex/auth|gemini/oauth_creds|anthropic/|openai/|huggingface/token|cache/huggingface/token|supabase/access-token|fly/config|ngrok2/|cloudflared/|wrangler/config|railway/|vercel/auth|netlify/config|expo/state\\.json|kaggle/|databricks/|snowsql/config|chef/.*\\.pem|subversion/auth|vnc/passwd|mc/config|hex/hex\\.config)',
    '\\.(?:gem|cargo|ivy2)/\\.?credentials',
    '\\.(?:m2/settings|gradle/gradle\\.properties|nuget/nuget/nuget\\.config|composer/auth)',
    '\\.local/share/(?:keyrings|kwalletd|com\\.vercel\\.cli|dbeaverdata|mise/credentials|atuin/(?:key|session)|containers/auth|pass)',
    '\\.(?:mozilla/firefox|thunderbird|bitcoin|ethereum|electrum|monero|litecoin|dogecoin|zcash|1password|dbeaver4)/',
    'library/(?:keychains|cookies|safari|containers/com\\.apple\\.(?:safari|mail)|application support/(?:google/chrome|firefox|bravesoftware|microsoft edge|arc|chromium|com\\.apple\\.tcc|bitwarden|1password|slack|discord|signal|exodus|electrum|ledger live))(?:/|$)',
    'snap/(?:firefox|chromium|bitwarden)/',
    '(?:google-chrome|chromium|chrome|bravesoftware|default|profile \\d+)/(?:cookies|login data|web data)',
    'appdata/(?:local|roaming)/(?:google/chrome|mozilla/firefox|microsoft/(?:credentials|protect))/',
    'private-keys-v1\\.d/',
  ].join('|')})`,
)
const SECRET_SYSTEM =
  /^\/(?:etc\/(?:shadow-?|gshadow-?|sudoers|krb5\.keytab|ssl\/private|pki\/tls\/private|letsencrypt\/(?:live|archive)\/.*privkey|ssh\/ssh_host_\w+key$|kubernetes\/(?:admin|kubelet|scheduler|controller-manager|super-admin)\.conf|kubernetes\/pki|rancher|openvpn|wireguard|ppp\/(?:chap|pap)-secrets|networkmanager\/system-connections|security\/opasswd|docker\/key\.json|sssd|mysql\/debian\.cnf|postfix\/sasl_passwd|exim4\/passwd|strongswan|ipsec\.(?:secrets|d\/private)|racoon\/psk|wpa_supplicant|netplan\/|hostapd|pve\/priv|ceph\/[\w.-]*keyring|samba\/(?:smbpasswd|creds|\w*private)|salt\/pki\/.*\.pem|puppetlabs\/.*private_keys|bind\/[\w.-]*\.key|rndc\.key|cups\/printers\.conf|apt\/auth\.conf|vault\.d|gitlab(?:-runner)?\/|zabbix\/zabbix_\w+\.conf|cloudflared\/|davfs2\/secrets|dovecot\/users|crypttab|kcpassword|pgbouncer\/userlist|munge\/munge\.key|nslcd\.conf|rancid|tinc\/.*key|libvirt\/secrets|fstab\.creds|cloud\/cloud\.cfg\.d\/.*(?:user|cred|pass))|proc\/(?:self|\d+|\*|thread-self|\$\$|\?+|[^/]*\uFFFC[^/]*)\/(?:environ|mem|task\/[^/]+\/(?:environ|mem))|proc\/(?:\d+|[^/]*\uFFFC[^/]*)\/(?:maps|smaps|auxv|pagemap|fd\/\d+|cwd\/.|root(?:\/|$))|proc\/kcore|dev\/mem|run\/secrets|var\/run\/secrets|run\/user\/\d+\/(?:keyring|gnupg|secrets)|var\/lib\/(?:kubelet\/pki|kubelet\/config\.json|jenkins\/(?:secrets|credentials)|sss\/|docker\/(?:swarm|containers)|rancher|mysql\/|postgresql\/|mongodb\/|redis\/|samba\/private|grafana\/|rabbitmq\/|iwd\/|bluetooth\/|cloud\/instance|tor\/|waagent|systemd\/credential|fprint|tpm2?|lxd\/server\.key|libvirt\/(?:secrets|qemu\/nvram)|influxdb\/|cassandra\/|elasticsearch\/nodes|etcd\/|vault\/|consul\/|gitea\/|nextcloud\/|owncloud\/|homeassistant\/|pgadmin)|root\/\.(?:ssh|gnupg|aws|kube|docker\/config|azure|\w*_history|netrc|pgpass|my\.cnf)|private\/etc\/(?:master\.passwd|kcpassword)|var\/db\/dslocal|library\/keychains|system\/library\/keychains|var\/(?:log\/(?:audit\/|secure(?:-|$|\.)|btmp|wtmp|lastlog)|mail\/|spool\/(?:mail|cron|at|anacron)\/|backups\/|opt\/gitlab\/.*secrets)|opt\/[\w./-]*\/(?:etc\/passwd|tomcat-users\.xml)|var\/www\/.*\/(?:wp-config\.php|configuration\.php|settings\.php|config\.inc\.php|localsettings\.php|parameters\.yml)|dev\/(?:input\/|video\d|snd\/)|mnt\/[a-z]\/windows\/(?:system32\/config|panther|ntds|repair))/
const HOME_SECRETS =
  /^\/(?:\.npmrc|\.yarnrc\.yml|\.config\/pip\/pip\.conf|\.pip\/pip\.conf|\.condarc|\.claude\.json|\.mongorc\.js|\.config\/fish\/fish_history)$/
/** Where people live; the credentials of the system lie elsewhere. */
function isInPerson(path: string): boolean {
  return path.startsWith('/home/') || path.startsWith('/users/') || path.startsWith('/tmp/')
}
/** What every folder of secrets has in its path that is not hidden. */
const MARKED_FOLDER = /secret|private|library\/|snap\/|appdata|chrom/
const SECRETS_FOLDER = /\/(?:\.?secrets|\.credentials|private[-_]keys?)\/[^/]+/
const SECRET_WHOLE =
  /\/(?:\.ssh|\.gnupg|\.aws|\.password-store|\.kube|\.azure|\.mozilla|\.thunderbird|\.bitcoin|\.ethereum|\.electrum|\.local\/share\/keyrings|\.config\/(?:gcloud|google-chrome|chromium)|library\/keychains|\.docker|\.secrets)$/

/** Whether a file or folder holds credentials or keys, by its name and place; case is ignored as some disks do. */
export function holdsSecrets(path: string, home: string): boolean {
  const lower = path.toLowerCase()
  const byName = holdsByName(lower, baseName(lower))
  if (byName !== null) return byName
  if (!isInPerson(lower) && SECRET_SYSTEM.test(lower)) return true
  if (!lower.includes('/.') && !MARKED_FOLDER.test(lower)) return false
  if (SECRETS_FOLDER.test(lower)) return true
  if (SECRET_FOLDER.test(lower) || SECRET_WHOLE.test(lower)) return true
  return lower.startsWith(home.toLowerCase()) && HOME_SECRETS.test(lower.slice(home.length))
}

/** What the name alone says; null where the place decides. */
function holdsByName(path: string, name: string): boolean | null {
  const hasEnding = name.includes('.')
  if (hasEnding && (CODE_FILE.test(name) || PUBLIC_FILE.test(name))) return false
  if (SECRET_FILES.has(name)) return !isMadeUp(path)
  if ((hasEnding || isBareSecret(name)) && SECRET_NAME.test(name)) return !isMadeUp(path)
  return hasEnding && KEY_FILE.test(name) ? isPrivateKey(path, name) : null
}

/** A store of keys among the files of tests. */
function isMadeUp(path: string): boolean {
  return KEY_STORE.test(path) && FIXTURE.test(path)
}

/** Keys of tests and public halves are no secrets. */
function isPrivateKey(path: string, name: string): boolean {
  if (PUBLIC_KEY_FILE.test(name) && !KEY_WORDS.test(name)) return false
  if (name.endsWith('.asc') || name.endsWith('.der')) return KEY_WORDS.test(name)
  return !FIXTURE.test(path)
}

const KEY_FOLDER = /\/(?:\.ssh|\.gnupg|\.aws|\.kube|certs?|keys|private|credentials)\/[*?]+$/

const WELL_KNOWN_SECRETS = [
  '.env',
  '.env.local',
  '.env.production',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.git-credentials',
  'id_rsa',
  'id_ed25519',
  'credentials',
  'server.key',
  'key.pem',
  '.ssh/id_rsa',
  '.ssh/id_ed25519',
  '.aws/credentials',
  '.gnupg/secring.gpg',
  '.kube/config',
]

/** What programs hold in memory, in their environment and open, of whichever program a pattern finds. */
const PROCESS_GLOB =
  /^\/proc\/(?!(?:self|thread-self|sys|net|bus|irq|driver|fs|acpi|tty|asound|scsi|pressure|sysvipc)\/)[^/]+\/(?:task\/[^/]+\/)?(?:environ|mem|maps|smaps|auxv|pagemap|fd\/[^/]+|cwd\/|root(?:\/|$)|[*?]+$)/

/** What a process keeps to itself, by the names of its files. */
const PROCESS_FILES = ['environ', 'mem', 'maps', 'auxv', 'pagemap']
const PROCESS_NUMBER = /^(?:self|thread-self|[\d*?[\]-]+|\uFFFC)$/

/** Whether a glob could match what a process holds, however much of its path is a pattern. */
function mayShowProcess(path: string): boolean {
  if (PROCESS_GLOB.test(path)) return true
  const [root = '', top = '', number = '', ...below] = path.split('/')
  if (root !== '' || below.length === 0 || !globMatches(top, 'proc')) return false
  if (!PROCESS_NUMBER.test(number)) return false
  const name = below.at(-1) ?? ''
  return PROCESS_FILES.some((file) => globMatches(name, file))
}

/** Whether a glob could match a file that holds secrets. */
export function patternMayHoldSecrets(path: string, home: string): boolean {
  if (holdsSecrets(path.replace(/[*?]/g, ''), home) || mayShowProcess(path)) return true
  const segments = path.split('/')
  const tail = segments.at(-1) ?? ''
  if (!/^[.*?[]?\.?[\w.*?[\]!^-]*$/.test(tail) || tail.length > 60) return false
  if (!/[a-z.]/i.test(tail)) return KEY_FOLDER.test(path)
  const two = segments.slice(-2).join('/')
  return WELL_KNOWN_SECRETS.some(
    (name) =>
      globMatches(tail, name) ||
      (two.startsWith('.') && name.includes('/') && globMatches(two, name)),
  )
}

/** Whether a shell glob matches a name; a leading `*` does not match a leading dot. */
export function globMatches(glob: string, name: string): boolean {
  const first = glob.charCodeAt(0)
  if (name.startsWith('.') && (first === STAR || first === QUESTION)) return false
  return glob.includes('[') ? classesMatch(glob, name) : starsMatch(glob, name)
}

/** Whether a shell glob may find something in a folder: the folder's own parts match, and the glob goes on below it. */
export function globReaches(glob: string, folder: string): boolean {
  const wanted = folder.split('/')
  const given = glob.split('/')
  if (given.length < wanted.length) return false
  return wanted.every((name, at) => globMatches(given[at] ?? '', name))
}

const STAR = 42
const QUESTION = 63
const SLASH = 47

/** Only `*` and `?`: goes back to the last star, which takes one more character each time. */
function starsMatch(glob: string, name: string): boolean {
  let at = 0
  let star = -1
  let taken = 0
  for (let read = 0; read < name.length; ) {
    const want = glob.charCodeAt(at)
    const code = name.charCodeAt(read)
    if (want === code || (want === QUESTION && code !== SLASH)) {
      at++
      read++
    } else if (want === STAR) {
      star = at++
      taken = read
    } else if (star >= 0 && name.charCodeAt(taken) !== SLASH) {
      at = star + 1
      read = ++taken
    } else return false
  }
  while (glob.charCodeAt(at) === STAR) at++
  return at === glob.length
}

function classesMatch(glob: string, name: string): boolean {
  let expression = ''
  for (const char of glob) expression += globPart(char, expression)
  try {
    return new RegExp(`^${expression}$`).test(name)
  } catch {
    return true
  }
}

function globPart(char: string, before: string): string {
  if (char === '*') return '[^/]*'
  if (char === '?') return '[^/]'
  if (char === '[' || char === ']') return char
  if (char === '!' && before.endsWith('[')) return '^'
  return char.replace(/[.+^${}()|\\!-]/g, '\\$&')
}

const GUARD =
  /\/(?:\.mstro(?:\/(?!pm(?:\/|$))|$)|\.mcp\.json$|\.claude(?:$|\/(?:settings[\w.-]*\.json$|hooks(?:\/|$)|plugins\/))|\.claude\.json$|managed-settings\.json$|\.codex\/(?:config\.toml|rules)|\.cursor\/(?:mcp\.json|cli-config\.json|hooks)|\.gemini\/settings\.json)/i

/** Settings of agents by their folder and name, as a pattern of a shell may find them. */
const GUARD_FILES = [
  ['.claude', 'settings.json'],
  ['.claude', 'settings.local.json'],
  ['.codex', 'config.toml'],
  ['.gemini', 'settings.json'],
  ['.cursor', 'mcp.json'],
  ['hooks', 'guard.sh'],
] as const

/** Whether a glob could match a setting of an agent. */
export function mayBeGuard(path: string): boolean {
  if (!path.includes('/.')) return false
  const [folder = '', name = ''] = path.toLowerCase().split('/').slice(-2)
  return GUARD_FILES.some(
    (file) =>
      globMatches(folder, file[0]) &&
      globMatches(name, file[1]) &&
      (file[0] !== 'hooks' || path.includes('/.claude/')),
  )
}

/** What of the guard or of an agent's own settings a path belongs to, or null. */
export function guardTarget(path: string): string | null {
  if (!path.includes('/.') && !path.endsWith('.json')) return null
  const found = GUARD.exec(path)
  return found ? path : null
}

const LASTING =
  /\/(?:\.(?:bash(?:rc|_profile|_login|_logout|_aliases)|profile|zsh(?:rc|env)|zprofile|zlogin|zlogout|inputrc|kshrc|cshrc|tcshrc|login|xprofile|xinitrc|xsession(?:rc)?|pam_environment|vimrc|gitconfig|npmrc|pythonrc|gdbinit|screenrc|tmux\.conf|wgetrc|curlrc|netrc)$|\.config\/(?:fish\/|systemd\/|autostart\/|git\/|environment\.d\/)|\.ssh\/(?:authorized_keys2?|config|rc|environment)$|\.local\/(?:bin\/|share\/(?:systemd|applications|dbus-1)\/)|Library\/Launch(?:Agents|Daemons)\/)/
const LASTING_SYSTEM =
  /^\/(?:etc\/(?:cron|init|systemd|rc\.|profile|bash\.bashrc|zsh|environment|ld\.so|sudoers|pam\.d|passwd|group|shadow|ssh\/|hosts|resolv\.conf|nsswitch|apt\/|yum|modules|udev|xdg\/autostart|logrotate)|var\/spool\/(?:cron|at)|usr\/lib\/systemd|lib\/systemd|Library\/Launch)/

/** Whether code or settings put there act after this call, outside the project. */
export function lastingTarget(path: string): boolean {
  return LASTING.test(path) || LASTING_SYSTEM.test(path)
}

/** Folders that hold programs or words to complete; what lies there waits until somebody calls it. */
const WAITS = /\/(?:\.local\/bin|completions?|applications)\//

/** Whether what is put there runs without being called: a profile, an autostart, a hook. */
export function startsLater(path: string): boolean {
  return isVersionControlHook(path) ? /\/hooks\/|\.husky\//.test(path) : runsByItself(path)
}

function runsByItself(path: string): boolean {
  return LASTING.test(path) && !WAITS.test(path)
}

const HOOK = /\/(?:\.git\/(?!COMMIT_EDITMSG|[\w/]*\.lock$)|\.husky\/|\.githooks\/)/i

/** Whether the path makes version control run code. */
export function isVersionControlHook(path: string): boolean {
  return path.includes('/.') && HOOK.test(path)
}
