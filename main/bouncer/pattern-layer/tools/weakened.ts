import { type Scene, signal } from '../scene.ts'
import { raised, redirected, released, remarked } from './changed-values.ts'
import { at } from './input.ts'
import { CODE, OPENED } from './opened-up.ts'
import { lastTwo, SETTINGS, TESTED, TRIAL } from './setting-files.ts'
import type { Written } from './written.ts'

/** Switches that hold something back, keep a way back, or tell somebody; turned off they do not. */
const GUARDS =
  /^(?:.*[_.-])?(?:force_?ssl|ssl_?(?:redirect|enabled?|mode|required?)|secure_?(?:ssl_?redirect|cookies?|proxy_ssl_header|hsts\w*)|session_?cookie_?(?:secure|httponly)|csrf\w*|http_?only|same_?site|cookie_?secure|hsts\w*|x_?frame_?options|content_?security_?policy|csp\w*|strict_?transport\w*|enable_?(?:logging|log_?file_?validation|key_?rotation|encryption|monitoring|auth\w*)|enforce\w*|require\w*|verify\w*|validat\w*_(?:certs?|tokens?|signatures?)|strict_?host_?key_?checking|use_?pam|use_?(?:ssl|tls|https|encryption)|ssl|tls|storage_?encrypted|encrypt\w*|server_?side_?encryption|kms\w*enabled|private(?:_?(?:cluster|endpoint|nodes))?|run_?as_?non_?root|read_?only_?root_?file_?system|drop_?capabilities|no_?new_?privileges|seccomp\w*|network_?polic\w+|pod_?security\w*|admission\w*|protected_?mode|auth(?:_?enabled|entication|orization)?|login_?required|captcha\w*|throttl\w*|rate_?limit\w*|lockout\w*|password_?(?:policy|complexity|required)|mfa\w*|sso_?\w*|two_?factor\w*|signature_?\w*|signed\w*|gpg_?(?:check|sign)|check_?(?:certs?|hostname|signatures?|gpg|permissions?)|sandbox\w*|isolat\w+|quarantine|scan(?:_?on_?push|ning|ner)?|vulnerability\w*|anti_?virus|firewall\w*|ids|monitoring|alerts?|alarms?\w*|audit\w*|log(?:ging)?(?:_?enabled)?|access_?logs?|flow_?logs?|backup\w*|snapshot\w*|(?:\w+_)?retention\w*|fail2ban|versioning|mfa_?delete|soft_?delete|purge_?protection|deletion_?protection|prevent_?destroy|lock\w*enabled|approval\w*|review\w*|manual_?approval|dry_?run|confirm\w*|fail_?on\w*|block\w*|deny\w*|restrict\w*|ignore_?public_?acls|safe_?mode|interlock\w*|watchdog\w*|limit\w*enabled|over_?\w+_?(?:protect|limit)\w*|health_?checks?|circuit_?breaker\w*|escape\w*|sanitiz\w+|autoescape|xss\w*)(?:[_.-]?(?:enabled?|active|required|on))?$/i
/** Switches that open something up; turned on they do. */
const OPENINGS =
  /^(?:.*[_.-])?(?:privileged|allow_?privilege_?escalation|host_?(?:network|pid|ipc)|auto_?mount_?service_?account_?token|publicly_?accessible|public(?:_?(?:access|read|network_?access|ip))?(?:_?enabled)?|associate_?public_?ip\w*|map_?public_?ip\w*|anonymous\w*|allow_?(?:anonymous|all|any|origin\w*|insecure\w*|root\w*|unauthenticated\w*|overwrite|force_?push\w*|deletions?|self_?approval|blob_?public\w*|public\w*|http|empty_?passwords?|user_?environment|tcp_?forwarding|agent_?forwarding)|permit_?(?:root_?login|empty_?passwords|user_?environment|tunnel)|password_?authentication|root_?login|insecure\w*|unsafe\w*|disable_?(?:api_?termination_?off|auth\w*|ssl\w*|tls\w*|verif\w*|security\w*|csrf\w*|check\w*|logging|firewall|sandbox\w*|hooks?)|skip_?(?:tls\w*|ssl\w*|verify\w*|auth\w*|final_?snapshot|checks?|validation|tests?)|ignore_?(?:ssl\w*|tls\w*|cert\w*|errors?|audit\w*|vulnerab\w*)|trust_?(?:all|server_?certificate|proxy_?all)|force_?destroy|recovery_?window\w*|auto_?(?:approve|merge|deploy|delete|apply)\w*|debug(?:_?mode)?|display_?errors|expose_?php|allow_?url_?(?:include|fopen)|directory_?listing|autoindex|dashboard\w*|admin_?(?:enabled?|api|ui)|remote_?(?:access|management|root)\w*|telnet\w*|ftp\w*|upnp|guest\w*|wps|registration\w*|open_?signup|signup\w*enabled|bypass\w*|no_?auth\w*|no_?verify|cors_?(?:origin_?)?allow_?all\w*|cors_?allow_?all_?origins)(?:[_.-]?(?:enabled?|active|on))?$/i

const SWITCH =
  /^[ \t]*(?:-[ \t]+)?(?:config\.|self\.|export[ \t]+)?["']?([A-Za-z][\w./-]{1,80})["']?[ \t]*(?:[:=][ \t]*|[ \t]+)["']?(true|yes|on|enabled?|enforcing|always|hourly|daily|weekly|strict|required|verify-full|present|installed|started|\d{1,9}|false|no|off|none|never|disabled?|permissive|optional|prohibit-password|absent|stopped|removed)\b["']?/gim
const OFF =
  /^(?:false|no|off|none|never|disabled?|permissive|optional|prohibit-password|absent|stopped|removed|0+)$/i
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
  return name
    .replace(/^.*\//, '')
    .replace(/([a-z\d])(?=[A-Z])/g, '$1_')
    .replaceAll('-', '_')
    .toLowerCase()
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

/** Words that say who may do something. */
const WHO_MAY =
  /\b(?:require_?(?:auth\w*|login|admin|role|permission|user|signed_in)\w*|(?:ensure|check|verify|validate|assert)_?(?:auth\w*|login|admin|role|permissions?|access|owner\w*|token|jwt|session|signature|csrf|password|hmac|origin)\w*|authenticate\w*!?|authorize\w*!?|is_?(?:authenticated|authorized|admin|owner)\b|has_?(?:role|permission|access|authority)\w*|login_required|permission_required|user_passes_test|jwt_required|token_required|PreAuthorize|RolesAllowed|Secured|UseGuards|AuthGuard|canActivate|before_action\s+:authenticate\w*|constant_time\w*|timingSafeEqual|compare_digest|bcrypt|rateLimit\w*|csrfProtection|helmet\s*\()/i
const ABOUT_RIGHTS =
  /auth|login|permission|token|verif|guard|polic|role|admin|owner|session|signature|allowed|access|csrf|password|user|secur|protect|limit|valid/i

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

/** Why an edit needs a person, or undefined. */
function weakness(written: Written): string | undefined {
  const name = turned(written)
  if (name !== undefined) return `turns ${name} the other way`
  if (dropsQuestion(written)) return 'takes out the check of who may'
  const line = TESTED.test(written.path) ? undefined : remarked(written)
  if (line !== undefined) return `makes a remark of ${line.slice(0, 80)}`
  const hold = released(written)
  if (hold !== undefined) return `takes ${hold} out of a pipeline`
  const bound = raised(written)
  return bound === undefined ? redirected(written) : `raises ${bound}`
}

/** Notes that an edit opens to others what was closed to them, or takes away what held it back. */
export function noteWeakened(scene: Scene, written: Written): void {
  const { path, text, removed } = written
  if (removed === '') return
  const why = weakness(written)
  if (why !== undefined) {
    signal(scene, 'content-asks', why)
    return
  }
  if (TESTED.test(path)) return
  const opened = OPENED.find(
    ({ where, what }) => where.test(path) && what.test(text) && !what.test(removed),
  )
  const found = opened?.what.exec(text)
  if (!found) return
  at(scene, scene.span.field, { start: found.index, end: found.index + found[0].length })
  signal(scene, 'content-asks', found[0].trim().slice(0, 120))
}
