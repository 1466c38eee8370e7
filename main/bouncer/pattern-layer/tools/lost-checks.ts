import { type Scene, signal } from '../scene.ts'
import type { Written } from './written.ts'

const CHECKED =
  /\/(?:\.github\/workflows\/|\.gitlab-ci\.yml$|\.circleci\/|\.pre-commit-config\.ya?ml$|lefthook[\w.-]*\.ya?ml$|\.husky\/|CODEOWNERS$|Jenkinsfile$|azure-pipelines[\w.-]*\.yml$)/
const CHECKS =
  /\b(?:gitleaks|trufflehog|detect-secrets|semgrep|codeql|trivy|snyk|bandit|gosec|dependency-review|scorecard|cosign|slsa|(?:npm|pnpm|yarn|pip|cargo)[ -]audit|osv-scanner|grype|secret-scan\w*|verify-signatures?)\b/gi

/** Files that say how machines and services are run, not code nor what a test sets up. */
const SETTINGS =
  /\.(?:ya?ml|tf|tfvars|toml|ini|conf|cfg|properties|hcl|bicep|json|nix)$|\/(?:inventory|hosts)$/i
const TRIAL =
  /(?:^|[/._-])(?:tests?|specs?|fixtures?|examples?|samples?|dev|development|local|ci|mocks?|e2e|sandbox|playground|docs?|templates?|defaults?)(?:[/._-]|$)/i
/** Names of settings that hold something back or keep a way back. */
const PROTECTION =
  /^(?:.*[_.-])?(?:firewall|ufw|waf|backups?|snapshots?|prevent_destroy|deletion_?protection|deletion_?protection_enabled|termination_?protection|protect|e_?stop\w*|emergency_?stop\w*|interlocks?|watchdog|over_?(?:current|temp\w*|voltage|speed|heat)\w*|collision_?(?:check|detection|avoidance)\w*|safety\w*|audit\w*|encrypt(?:ion|ed)?\w*|mfa\w*|two_?factor|tls_?verify|verify_?(?:tls|ssl|certs?)|ssl_?verif\w+|require_?(?:auth|mfa|ssl|tls|approval)\w*|auth(?:entication)?_?(?:enabled|required)|versioning|point_?in_?time_?recovery\w*|pitr\w*|fail2ban|selinux|apparmor|rate_?limit\w*|block_?public_?\w+|multi_?az|final_?snapshot|access_?logs?|guardduty|cloudtrail|rbac\w*)(?:[_.-]?(?:enabled?|active|required|on))?$/i
const SWITCH =
  /^[ \t]*(?:-[ \t]+)?["']?([\w.-]{2,60})["']?[ \t]*[:=][ \t]*["']?(true|yes|on|enabled|enforcing|always|hourly|daily|weekly|1|false|no|off|none|never|disabled|permissive|0)\b["']?/gim
const OFF = /^(?:false|no|off|none|never|disabled|permissive|0)$/i

/** The switches of a text by their names. */
function switchesIn(text: string): Map<string, boolean> {
  return new Map(
    [...text.matchAll(SWITCH)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      !OFF.test(value),
    ]),
  )
}

/** The name of a protection that was on before an edit and is off after it. */
function lostProtection({ path, text, removed }: Written): string | undefined {
  if (
    !SETTINGS.test(path) ||
    TRIAL.test(path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1)))
  )
    return undefined
  const before = switchesIn(removed)
  const after = switchesIn(text)
  return [...before].find(
    ([name, isOn]) => isOn && after.get(name) === false && PROTECTION.test(name),
  )?.[0]
}

const LIVE_FILE = /(?:^|[/._-])(?:prod|production|live)(?:[/._-]|$)/i
const NONE_LEFT =
  /^[ \t]*["']?(?:replicas|replicaCount|minReplicas|desired_count|desired_capacity|min_size|instance_count|numReplicas)["']?[ \t]*[:=][ \t]*0[ \t]*,?[ \t]*(?:#.*)?$|^[ \t]*paused:[ \t]*true\b/im

/** Settings of a trial that are led to what all users live from. */
const TURNED_LIVE =
  /(?:^|[\s"'])(?:production|isProduction|live(?:_?mode)?|useProduction|PRODUCTION)["']?\s{0,4}[:=]\s{0,4}["']?(?:true|1|yes)\b/i
const NOT_LIVE =
  /(?:^|[\s"'])(?:production|isProduction|live(?:_?mode)?|useProduction|PRODUCTION)["']?\s{0,4}[:=]\s{0,4}["']?(?:false|0|no)\b/i
const OWN_ENVIRONMENT =
  /\/environments?\/environment(?:\.(?:dev|development|local))?\.[jt]s$|\/\.env(?:\.(?:local|dev|development))?$|\/(?:settings|config)[/._-](?:dev|development|local)\.\w+$/i

/** Notes that an edit takes a security check, a protection or the last machine out of what guards or runs the project. */
export function noteLostChecks(scene: Scene, written: Written): void {
  const { path, text, removed } = written
  if (removed === '') return
  const lost = lostCheck(written) ?? lostProtection(written)
  if (lost !== undefined) signal(scene, 'content-asks', `takes out ${lost}`)
  if (
    LIVE_FILE.test(path) &&
    SETTINGS.test(path) &&
    NONE_LEFT.test(text) &&
    !NONE_LEFT.test(removed)
  )
    signal(scene, 'content-asks', 'leaves nothing running')
  if (OWN_ENVIRONMENT.test(path) && NOT_LIVE.test(removed) && TURNED_LIVE.test(text))
    signal(scene, 'content-asks', 'leads own trials to live data')
}

function lostCheck({ path, text, removed }: Written): string | undefined {
  if (!CHECKED.test(path)) return undefined
  const kept = text.toLowerCase()
  return removed.match(CHECKS)?.find((check) => !kept.includes(check.toLowerCase()))
}
