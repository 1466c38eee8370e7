import { type Scene, signal } from '../scene.ts'
import { at } from './input.ts'
import type { Written } from './written.ts'

/** What a trial sets up for itself. */
const TRIAL =
  /(?:^|[/._-])(?:tests?|specs?|__tests__|fixtures?|examples?|samples?|dev|development|local|ci|mocks?|e2e|sandbox|playground|docs?|templates?)(?:[/._-]|$)/i
/** Files that say how something runs, whatever language they are written in. */
const SETTINGS =
  /\.(?:ya?ml|tf|tfvars|toml|ini|conf|cfg|cnf|properties|hcl|bicep|json|nix|env|plist|xml|rules)$|\/(?:\.env(?:\.\w+)?|sshd?_config|settings[\w.-]*\.(?:py|js|ts|php)|config\/[^\n]{1,120}\.(?:rb|py|php|[cm]?[jt]s|exs?)|(?:prod\w*|base)\.(?:py|rb|js|ts)|wp-config\.php|web\.config|php\.ini|Caddyfile|\.htaccess)$/i

/** Switches that hold something back, keep a way back, or tell somebody; turned off they do not. */
const GUARDS =
  /^(?:.*[_.-])?(?:force_?ssl|ssl_?(?:redirect|enabled?|mode|required?)|secure_?(?:ssl_?redirect|cookies?|proxy_ssl_header|hsts\w*)|session_?cookie_?(?:secure|httponly)|csrf\w*|http_?only|same_?site|cookie_?secure|hsts\w*|x_?frame_?options|content_?security_?policy|csp\w*|strict_?transport\w*|enable_?(?:logging|log_?file_?validation|key_?rotation|encryption|monitoring|auth\w*)|enforce\w*|require\w*|verify\w*|validat\w*_(?:certs?|tokens?|signatures?)|strict_?host_?key_?checking|use_?pam|use_?(?:ssl|tls|https|encryption)|ssl|tls|storage_?encrypted|encrypt\w*|server_?side_?encryption|kms\w*enabled|private(?:_?(?:cluster|endpoint|nodes))?|run_?as_?non_?root|read_?only_?root_?file_?system|drop_?capabilities|no_?new_?privileges|seccomp\w*|network_?polic\w+|pod_?security\w*|admission\w*|protected_?mode|auth(?:_?enabled|entication|orization)?|login_?required|captcha\w*|throttl\w*|rate_?limit\w*|lockout\w*|password_?(?:policy|complexity|required)|mfa\w*|sso_?\w*|two_?factor\w*|signature_?\w*|signed\w*|gpg_?(?:check|sign)|check_?(?:certs?|hostname|signatures?|gpg|permissions?)|sandbox\w*|isolat\w+|quarantine|scan(?:_?on_?push|ning|ner)?|vulnerability\w*|anti_?virus|firewall\w*|ids|monitoring|alerts?|alarms?\w*|audit\w*|log(?:ging)?(?:_?enabled)?|access_?logs?|flow_?logs?|backup\w*|snapshot\w*|retention\w*|versioning|mfa_?delete|soft_?delete|purge_?protection|deletion_?protection|prevent_?destroy|lock\w*enabled|approval\w*|review\w*|manual_?approval|dry_?run|confirm\w*|fail_?on\w*|block\w*|deny\w*|restrict\w*|ignore_?public_?acls|safe_?mode|interlock\w*|watchdog\w*|limit\w*enabled|over_?\w+_?(?:protect|limit)\w*|health_?checks?|circuit_?breaker\w*|escape\w*|sanitiz\w+|autoescape|xss\w*)(?:[_.-]?(?:enabled?|active|required|on))?$/i
/** Switches that open something up; turned on they do. */
const OPENINGS =
  /^(?:.*[_.-])?(?:privileged|allow_?privilege_?escalation|host_?(?:network|pid|ipc)|auto_?mount_?service_?account_?token|publicly_?accessible|public(?:_?(?:access|read|network_?access|ip))?(?:_?enabled)?|associate_?public_?ip\w*|map_?public_?ip\w*|anonymous\w*|allow_?(?:anonymous|all|any|origin\w*|insecure\w*|root\w*|unauthenticated\w*|overwrite|force_?push\w*|deletions?|self_?approval|blob_?public\w*|public\w*|http|empty_?passwords?|user_?environment|tcp_?forwarding|agent_?forwarding)|permit_?(?:root_?login|empty_?passwords|user_?environment|tunnel)|password_?authentication|root_?login|insecure\w*|unsafe\w*|disable_?(?:api_?termination_?off|auth\w*|ssl\w*|tls\w*|verif\w*|security\w*|csrf\w*|check\w*|logging|firewall|sandbox\w*|hooks?)|skip_?(?:tls\w*|ssl\w*|verify\w*|auth\w*|final_?snapshot|checks?|validation|tests?)|ignore_?(?:ssl\w*|tls\w*|cert\w*|errors?|audit\w*|vulnerab\w*)|trust_?(?:all|server_?certificate|proxy_?all)|force_?destroy|recovery_?window\w*|auto_?(?:approve|merge|deploy|delete|apply)\w*|debug(?:_?mode)?|display_?errors|expose_?php|allow_?url_?(?:include|fopen)|directory_?listing|autoindex|dashboard\w*|admin_?(?:enabled?|api|ui)|remote_?(?:access|management|root)\w*|telnet\w*|ftp\w*|upnp|guest\w*|wps|registration\w*|open_?signup|signup\w*enabled|bypass\w*|no_?auth\w*|no_?verify|cors_?(?:origin_?)?allow_?all\w*|cors_?allow_?all_?origins)(?:[_.-]?(?:enabled?|active|on))?$/i

const SWITCH =
  /^[ \t]*(?:-[ \t]+)?(?:config\.|self\.|export[ \t]+)?["']?([A-Za-z][\w.-]{1,60})["']?[ \t]*(?:[:=][ \t]*|[ \t]+)["']?(true|yes|on|enabled?|enforcing|always|hourly|daily|weekly|strict|required|verify-full|1|false|no|off|none|never|disabled?|permissive|optional|prohibit-password|0)\b["']?/gim
const OFF = /^(?:false|no|off|none|never|disabled?|permissive|optional|prohibit-password|0)$/i
const MAX_SWITCHES = 400

function switchesIn(text: string): ReadonlyMap<string, boolean> {
  return new Map(
    [...text.matchAll(SWITCH)]
      .slice(0, MAX_SWITCHES)
      .map(([, name = '', value = '']) => [wordsOf(name), !OFF.test(value)]),
  )
}

/** `rejectUnauthorized` and `RejectUnauthorized` as `reject_unauthorized`. */
function wordsOf(name: string): string {
  return name.replace(/([a-z\d])(?=[A-Z])/g, '$1_').toLowerCase()
}

/** A switch that an edit turns the wrong way. */
function turned({ path, text, removed }: Written): string | undefined {
  if (!SETTINGS.test(path) || TRIAL.test(lastTwo(path))) return undefined
  const before = switchesIn(removed)
  if (before.size === 0) return undefined
  const after = switchesIn(text)
  return [...before].find(([name, was]) => {
    const is = after.get(name)
    return is !== undefined && is !== was && (was ? GUARDS : OPENINGS).test(name)
  })?.[0]
}

function lastTwo(path: string): string {
  return path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1))
}

/** Something that must not come into a kind of file by an edit; what was there before stays unnoticed. */
interface Opening {
  readonly where: RegExp
  readonly what: RegExp
}

const PIPELINE =
  /\/(?:\.(?:github|gitea|forgejo)\/workflows\/|\.gitlab-ci|\.gitlab\/|\.circleci\/|azure-pipelines|bitbucket-pipelines|\.travis|\.drone|Jenkinsfile)/
const CODE =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|cs|php|scala|ex|exs|dart|cpp|cc|c|lua|pl|sh)$/

const OPENED: readonly Opening[] = [
  {
    where: PIPELINE,
    what: /\bpull_request_target\b|\bworkflow_run\s*:|\bissue_comment\s*:|\bruns-on\s*:[^\n]{0,40}\b(?:self-hosted|prod\w*|deploy\w*)\b|\bpermissions\s*:\s*write-all|\bid-token\s*:\s*write|\bsecrets\s*:\s*inherit|ACTIONS_ALLOW_UNSECURE_COMMANDS|toJ[sS][oO][nN]\(\s*secrets\s*\)|\ballow_failure\s*:\s*true|\bcontinue-on-error\s*:\s*true|\bwhen\s*:\s*(?:always|on_success)\b(?=[\s\S]{0,20}$)|\bGIT_SSL_NO_VERIFY|--privileged\b/,
  },
  {
    where: PIPELINE,
    what: /\b(?:Azure(?:Web|Function|Rm|RM)\w*App\w*@|AzureRmWebAppDeployment@|Kubernetes(?:Manifest)?@|HelmDeploy@|CopyFilesOverSSH@|SSH@|aws-actions\/amazon-ecs-deploy|google-github-actions\/deploy-|azure\/(?:webapps-deploy|k8s-deploy|functions-action)|appleboy\/(?:ssh|scp)-action|easingthemes\/ssh-deploy|SamKirkland\/FTP-Deploy|burnett01\/rsync|cloudflare\/(?:wrangler|pages)-action|superfly\/flyctl|akhileshns\/heroku-deploy|amondnet\/vercel|netlify\/actions|nwtgck\/actions-netlify|peaceiris\/actions-gh-pages|JamesIves\/github-pages-deploy|actions\/deploy-pages|pypa\/gh-action-pypi-publish|JS-DevTools\/npm-publish|softprops\/action-gh-release|goreleaser\/goreleaser-action|changesets\/action|FirebaseExtended\/action-hosting-deploy|pulumi\/actions|hashicorp\/tfc-workflows|dflook\/terraform-apply|stefanzweifel\/git-auto-commit|ad-m\/github-push|rtCamp\/action-slack|deploy\s*:\s*\n\s*provider\s*:)/i,
  },
  {
    where: CODE,
    what: /\brejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED\W{1,6}0|\bverify\s*=\s*False|\bverify_ssl\s*=\s*False|\bInsecureSkipVerify\s*:\s*true|\bCERT_NONE\b|check_hostname\s*=\s*False|_create_unverified_context|\bVERIFY_NONE\b|CURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*(?:0|false)|danger_accept_invalid_(?:certs|hostnames)\(true\)|ALLOW_ALL_HOSTNAME|NoopHostnameVerifier|TrustAll\w*|ServerCertificateCustomValidationCallback\s*=[^;\n]{0,80}\btrue|DangerousAcceptAnyServerCertificate|badCertificateCallback[^\n;]{0,80}\btrue|@csrf_exempt|skip_(?:before_action|forgery_protection)\b|\bcsrf\(\)\s*\.\s*disable|csrf\s*\(\s*\w*\s*->\s*\w+\.disable|\banyRequest\(\)\s*\.\s*permitAll|\bAllowAnonymous\b|permission_classes\s*=\s*\[\s*(?:AllowAny)?\s*\]|authentication_classes\s*=\s*\[\s*\]|algorithms?["']?\s*[:=]\s*\[?\s*["']none["']|verify_signature["']?\s*:\s*False|verify_exp["']?\s*:\s*False|ignoreExpiration\s*:\s*true|Access-Control-Allow-Origin["']?\s*[,:=]\s*["']\*|\bnodeIntegration\s*:\s*true|\bcontextIsolation\s*:\s*false|\bwebSecurity\s*:\s*false|\bsandbox\s*:\s*false|setJavaScriptEnabled\(true\)[\s\S]{0,200}addJavascriptInterface|StrictHostKeyChecking[= ]no|AutoAddPolicy\(|host_?key_?callback[^\n]{0,40}InsecureIgnoreHostKey|InsecureIgnoreHostKey\(/,
  },
  {
    where: /settings[\w.-]*\.py$|\/config\/|\.env(?:\.\w+)?$/i,
    what: /\bALLOWED_HOSTS\s*=\s*\[\s*["']\*["']|\bCORS_(?:ORIGIN_ALLOW_ALL|ALLOW_ALL_ORIGINS)\s*=\s*True|\bSECURE_\w+\s*=\s*False|\b(?:SESSION|CSRF)_COOKIE_(?:SECURE|HTTPONLY)\s*=\s*False|\bDEFAULT_PERMISSION_CLASSES\b[^\n]{0,60}AllowAny|\bAUTH_PASSWORD_VALIDATORS\s*=\s*\[\s*\]|\bconsider_all_requests_local\s*=\s*true|\bconfig\.hosts\s*(?:=\s*nil|\.clear)|\bAPP_DEBUG\s*=\s*true/,
  },
  {
    where: /\.(?:tf|tfvars|hcl|bicep|json|ya?ml)$/,
    what: /["'](?:0\.0\.0\.0\/0|::\/0)["']|\bacl\b["']?\s*[:=]\s*["']public-read|["']?(?:Principal|AWS)["']?\s*[:=]\s*["']\*["']|\b[aA]ctions?["']?\s*[:=]\s*\[?\s*["']\*["']|\b(?:allUsers|allAuthenticatedUsers)\b|AdministratorAccess|roles\/owner\b|roles\/editor\b|\bprivileged\s*:\s*true|\brunAsUser\s*:\s*0\b|\bhostPath\s*:|\bhost(?:Network|PID|IPC)\s*:\s*true|\badd\s*:\s*\[?\s*["']?(?:ALL|SYS_ADMIN|NET_ADMIN)|\bcluster-admin\b|\bverbs\s*:\s*\[\s*["']\*["']|\btype\s*:\s*LoadBalancer\b|\bsource_ranges\s*=\s*\[\s*["']0\.0\.0\.0/,
  },
  {
    where: /\.rules$|\/(?:firestore|storage|database)\.rules(?:\.json)?$/,
    what: /\ballow\s+[\w,\s]{1,40}:\s*if\s+true\b|["']\.(?:read|write)["']\s*:\s*(?:true|["']true["'])/,
  },
  {
    where:
      /sshd_config|\/(?:nginx|apache2?|httpd|haproxy|redis|mongod?|postgresql|pg_hba|my|mysqld|php|smb|vsftpd|squid|bind|named)[\w.-]*(?:\.conf|\.cnf|\.ini|\.cfg)?$|\.htaccess$|\/nginx\/|\/sites-(?:available|enabled)\//i,
    what: /^[ \t]*(?:PermitRootLogin[ \t]+yes|PasswordAuthentication[ \t]+yes|PermitEmptyPasswords[ \t]+yes|auth_basic[ \t]+off|satisfy[ \t]+any|allow[ \t]+all|Require[ \t]+all[ \t]+granted|AllowOverride[ \t]+All|autoindex[ \t]+on|Options[ \t]+\+?Indexes|ssl_verify_client[ \t]+off|ssl_protocols[^\n]{0,80}\b(?:SSLv3|TLSv1(?:\.1)?)\b(?!\.)|bind[ \t]+(?:0\.0\.0\.0|\*)|bind_?[iI]p(?:All)?[ \t]*[:=][ \t]*(?:0\.0\.0\.0|true)|bind-address[ \t]*=[ \t]*(?:0\.0\.0\.0|\*)|protected-mode[ \t]+no|host[ \t]+all[ \t]+all[ \t]+\S+[ \t]+trust|local[ \t]+all[ \t]+all[ \t]+trust|listen_addresses[ \t]*=[ \t]*['"]\*|skip-grant-tables|guest[ \t]+ok[ \t]*=[ \t]*yes|anonymous_enable[ \t]*=[ \t]*YES|http_access[ \t]+allow[ \t]+all|disable_functions[ \t]*=[ \t]*$|allow_url_include[ \t]*=[ \t]*On)/im,
  },
  {
    where: /(?:Dockerfile|Containerfile)[\w.-]*$|\/(?:docker-)?compose[\w.-]*\.ya?ml$/,
    what: /^[ \t]*USER[ \t]+(?:root|0)\b|\bseccomp[:=]unconfined|\bapparmor[:=]unconfined|\bno-new-privileges\s*:\s*false|--trusted-host\b|--no-check-certificate\b|\bnpm[ \t]+config[ \t]+set[ \t]+strict-ssl[ \t]+false|\b--allow-unauthenticated\b|\bchmod[ \t]+(?:-R[ \t]+)?777[ \t]+\/|\bNOPASSWD\b/im,
  },
  {
    where: /\/(?:dependabot|renovate)[\w.-]*(?:\.ya?ml|\.json5?)$|\/\.renovaterc/,
    what: /insecure-external-code-execution["']?\s*:\s*["']?allow|["']?automerge["']?\s*:\s*true|["']?ignoreScripts["']?\s*:\s*false|allowScripts["']?\s*:\s*true/,
  },
  {
    where:
      /\/(?:\.npmrc|\.yarnrc(?:\.yml)?|pip\.conf|\.pip\/pip\.conf|\.gemrc|\.condarc|\.curlrc|\.wgetrc|\.gitconfig|\.git\/config|\.config\/git\/config)$/,
    what: /\bstrict-ssl\s*[=:]\s*false|\bignore-scripts\s*[=:]\s*false|\benableStrictSsl\s*:\s*false|unsafeHttpWhitelist|\btrusted-host\b|ssl_verify(?:_mode)?\s*:\s*(?:0|false)|^\s*(?:insecure|-k)\s*$|check[-_]certificate\s*=\s*off|\bsslVerify\s*=\s*false|\bhelper\s*=\s*store\b|\bhooksPath\b|\bfsckObjects\s*=\s*false/im,
  },
  {
    where:
      /\/(?:CODEOWNERS|\.gitleaks\.toml|\.semgrepignore|\.trivyignore|\.snyk|\.bandit|\.safety-policy\.yml|sonar-project\.properties|codecov\.yml|\.codecov\.yml|branch-protection[\w.-]*|settings\.yml)$/,
    what: /\bskips?\s*[:=]|\ballowlist\b|\bignore\b|\bexclude\w*\s*[:=]|\bthreshold\s*:\s*0|\benforce_admins\s*:\s*(?:false|null)|\brequired_\w+\s*:\s*(?:null|false|0)/i,
  },
]

/** Words that say who may do something. */
const WHO_MAY =
  /\b(?:require_?(?:auth\w*|login|admin|role|permission|user|signed_in)\w*|(?:ensure|check|verify|validate|assert)_?(?:auth\w*|login|admin|role|permissions?|access|owner\w*|token|jwt|session|signature|csrf|password|hmac|origin)\w*|authenticate\w*!?|authorize\w*!?|is_?(?:authenticated|authorized|admin|owner)\b|has_?(?:role|permission|access|authority)\w*|login_required|permission_required|user_passes_test|jwt_required|token_required|PreAuthorize|RolesAllowed|Secured|UseGuards|AuthGuard|canActivate|before_action\s+:authenticate\w*|constant_time\w*|timingSafeEqual|compare_digest|bcrypt|rateLimit\w*|csrfProtection|helmet\s*\()/i
const ABOUT_RIGHTS =
  /auth|login|permission|token|verif|guard|polic|role|admin|owner|session|signature|allowed|access|csrf|password|user|secur|protect|limit|valid/i
const TESTED =
  /\/(?:tests?|specs?|__tests__|fixtures?|examples?|mocks?|docs?)\/|[._-](?:test|spec)s?\.\w+$|\/test_/i

/** Whether an edit takes out the question of who may, and puts nothing of the kind in its place. */
function dropsQuestion({ path, text, removed }: Written): boolean {
  if (!CODE.test(path) || TESTED.test(path) || removed.length > MAX_DROPPED) return false
  return WHO_MAY.test(removed) && !ABOUT_RIGHTS.test(text) && !isDeletion(text, removed)
}

const MAX_DROPPED = 800
/** Taking a whole function away is a clean-up, not a way round it. */
function isDeletion(text: string, removed: string): boolean {
  return (
    text.trim() === '' && /\b(?:function|def|fn|func|class|import|from|use|require)\b/.test(removed)
  )
}

/** Notes that an edit opens to others what was closed to them, or takes away what held it back. */
export function noteWeakened(scene: Scene, written: Written): void {
  const { path, text, removed } = written
  if (removed === '') return
  const name = turned(written)
  if (name !== undefined) {
    signal(scene, 'content-asks', `turns ${name} the other way`)
    return
  }
  if (dropsQuestion(written)) {
    signal(scene, 'content-asks', 'takes out the check of who may')
    return
  }
  if (TESTED.test(path)) return
  const opened = OPENED.find(
    ({ where, what }) => where.test(path) && what.test(text) && !what.test(removed),
  )
  if (!opened) return
  const found = opened.what.exec(text)
  if (!found) return
  at(scene, scene.span.field, { start: found.index, end: found.index + found[0].length })
  signal(scene, 'content-asks', found[0].trim().slice(0, 120))
}
