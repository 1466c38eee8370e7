import { holdsSecretText } from '../../kit/redact.ts'

const SEEKS =
  /AKIA|PRIVATE KEY|passw|secret|token|api[_-]?key|credential|ghp_|gho_|github_pat|glpat|npm_[A-Za-z\\[]|xox[abp]|sk-|[spr]k_live|[spr]k_test|AIza|ASIA|hooks\.slack|BEGIN/i

/** Whether a search pattern looks for keys or passwords. */
export function seeksSecrets(pattern: string): boolean {
  return SEEKS.test(pattern) || holdsSecretText(pattern)
}
