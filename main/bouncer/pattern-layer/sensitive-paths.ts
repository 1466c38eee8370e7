import { baseName } from './paths.ts'

const SECRET_NAME =
  /^(?:\.env(?:rc)?(?:\.(?!example|sample|template|dist|defaults|schema|d\.ts|test$)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!.*\.pub)(?:[.~-].*)?|.*\.(?:pem|key|p12|pfx|keystore|jks|kdbx|ppk|ovpn|keytab)|\.(?:netrc|pypirc|git-credentials|pgpass|my\.cnf|htpasswd|vault-token|boto|s3cfg|dockercfg|rclone\.conf|yarnrc\.secret)|_netrc|credentials(?:\.(?:json|toml|ini|xml|csv|db|yml|yaml))?|auth\.json|secrets?\.(?:ya?ml|json|toml|env|txt)|service[-_]account.*\.json|application_default_credentials\.json|master\.key|kubeconfig|wallet\.dat|.*_history|login\.keychain(?:-db)?|Cookies|Login Data|key4\.db|logins\.json)$/
const SECRET_FOLDER =
  /\/(?:\.ssh\/(?!known_hosts|config|authorized_keys|[^/]*\.pub)|\.gnupg\/|\.aws\/(?:credentials|config|sso|cli)|\.azure\/|\.config\/(?:gcloud|gh\/hosts|op|rclone|hub|doctl|stripe)|\.kube\/config|\.docker\/config\.json|\.terraform\.d\/credentials|\.password-store\/|\.claude\/\.credentials|\.codex\/auth|\.gem\/credentials|\.cargo\/credentials|Keychains\/|\.mozilla\/firefox\/|\.config\/google-chrome\/|\.electrum\/|secrets\/)/
const SECRET_SYSTEM =
  /^\/(?:etc\/(?:shadow|gshadow|sudoers|krb5\.keytab|ssl\/private|ssh\/ssh_host_\w+key$)|proc\/(?:self|\d+|\*|thread-self)\/(?:environ|mem)|run\/secrets|var\/run\/secrets|root\/\.(?:ssh|gnupg|aws))/
const HOME_SECRETS =
  /\/(?:\.npmrc|\.yarnrc\.yml|\.config\/pip\/pip\.conf|\.condarc|\.bash_history|\.zsh_history)$/
const PUBLIC_TEST_KEY = /\.(?:pub|crt|cert|cer|csr)(?:\.\w+)?$/
const SECRET_WHOLE = /\/(?:\.ssh|\.gnupg|\.aws|\.password-store|\.kube|\.azure)$/

/** Whether a file or folder holds credentials or keys, by its name and place. */
export function holdsSecrets(path: string, home: string): boolean {
  if (!/[._]|key|secret|cred|shadow|sudoers|proc|Cookies|Login|kubeconfig/i.test(path)) return false
  if (PUBLIC_TEST_KEY.test(path)) return false
  return (
    SECRET_NAME.test(baseName(path)) ||
    SECRET_FOLDER.test(path) ||
    SECRET_SYSTEM.test(path) ||
    SECRET_WHOLE.test(path) ||
    (path.startsWith(home) && HOME_SECRETS.test(path))
  )
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

/** Whether a glob could match a file that holds secrets. */
export function patternMayHoldSecrets(path: string, home: string): boolean {
  if (holdsSecrets(path.replace(/[*?]/g, ''), home)) return true
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
  if (name.startsWith('.') && /^[*?]/.test(glob)) return false
  let expression = ''
  for (const char of glob) {
    if (char === '*') expression += '[^/]*'
    else if (char === '?') expression += '[^/]'
    else if (char === '[' || char === ']') expression += char
    else expression += char.replace(/[.+^${}()|\\!-]/g, '\\$&')
  }
  try {
    return new RegExp(`^${expression}$`).test(name)
  } catch {
    return true
  }
}

const GUARD =
  /\/(?:\.mstro(?:\/(?!pm(?:\/|$))|$)|\.mcp\.json$|\.claude(?:$|\/(?:settings[\w.-]*\.json$|hooks(?:\/|$)|plugins\/))|\.claude\.json$|managed-settings\.json$|\.codex\/(?:config\.toml|rules)|\.cursor\/(?:mcp\.json|cli-config\.json|hooks)|\.gemini\/settings\.json)/

/** What of the guard or of an agent's own settings a path belongs to, or null. */
export function guardTarget(path: string): string | null {
  if (!path.includes('/.') && !path.includes('managed-settings')) return null
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

const RUNS_LATER =
  /\/(?:\.git\/(?:hooks\/|config$|info\/attributes$)|\.husky\/|\.githooks\/|lefthook[\w.-]*\.ya?ml$|\.pre-commit-config\.yaml$|\.github\/(?:workflows|actions)\/|\.gitlab-ci\.yml$|\.circleci\/|Jenkinsfile$|azure-pipelines\.yml$|package\.json$|\.npmrc$|\.yarnrc(?:\.yml)?$|\.pnpmfile\.c?js$|Makefile$|makefile$|GNUmakefile$|\.envrc$|\.vscode\/(?:tasks|settings|launch)\.json$|\.idea\/|\.devcontainer\/|Dockerfile$|docker-compose[\w.-]*\.ya?ml$|sitecustomize\.py$|usercustomize\.py$|conftest\.py$|setup\.py$|build\.rs$|\.gitattributes$|\.gitmodules$|binding\.gyp$|Vagrantfile$|Rakefile$|Gemfile$|build\.gradle(?:\.kts)?$|Taskfile\.ya?ml$|justfile$|\.gdbinit$|\.bazelrc$|\.cargo\/config(?:\.toml)?$|[\w.-]+\.pth$)|\.(?:sh|bash|zsh|command|service|timer|desktop)$/

/** Whether a file in the project is run by other programs or people without being named. */
export function runsLater(path: string): boolean {
  return RUNS_LATER.test(path)
}

const HOOK = /\/(?:\.git\/(?!COMMIT_EDITMSG|[\w/]*\.lock$)|\.husky\/|\.githooks\/)/

/** Whether the path makes version control run code. */
export function isVersionControlHook(path: string): boolean {
  return HOOK.test(path)
}
