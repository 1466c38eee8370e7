import { type Scene, signal } from '../scene.ts'
import type { Written } from './written.ts'

const CHECKED =
  /\/(?:\.github\/workflows\/|\.gitlab-ci\.yml$|\.circleci\/|\.pre-commit-config\.ya?ml$|lefthook[\w.-]*\.ya?ml$|\.husky\/|CODEOWNERS$|Jenkinsfile$|azure-pipelines[\w.-]*\.yml$)/
const CHECKS =
  /\b(?:gitleaks|trufflehog|detect-secrets|semgrep|codeql|trivy|snyk|bandit|gosec|dependency-review|scorecard|cosign|slsa|(?:npm|pnpm|yarn|pip|cargo)[ -]audit|osv-scanner|grype|secret-scan\w*|verify-signatures?)\b/gi

/** Notes that an edit takes a security check out of what guards the project. */
export function noteLostChecks(scene: Scene, { path, text, removed }: Written): void {
  if (removed === '' || !CHECKED.test(path)) return
  const kept = text.toLowerCase()
  const lost = removed.match(CHECKS)?.find((check) => !kept.includes(check.toLowerCase()))
  if (lost !== undefined) signal(scene, 'content-asks', `takes out ${lost}`)
}
