import { holdsSecretText } from '../../kit/redact.ts'

const SEEKS = /AKIA|PRIVATE KEY|passw|secret|token|api[_-]?key|credential|ghp_|sk-|BEGIN/i

/** Whether a search pattern looks for keys or passwords. */
export function seeksSecrets(pattern: string): boolean {
  return SEEKS.test(pattern) || holdsSecretText(pattern)
}
