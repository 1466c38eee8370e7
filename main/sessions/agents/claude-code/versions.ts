/**
 * The oldest Claude Code that confirms a fail-closed callback (`hook_on_failure_supported`), the one
 * we recommend, and its package. `tooling/claude-versions.json` pins the same for the tests.
 */
export const claudeVersions = {
  package: '@anthropic-ai/claude-code',
  oldest: '2.1.317',
  current: '2.1.329',
} as const

/** The first Node whose npm takes a current Claude Code without being told its number. */
export const FIRST_NODE_MAJOR = 22

/** The command that installs the recommended version, whatever Node npm runs on. */
export const installCommand = `npm install -g ${claudeVersions.package}@${claudeVersions.current}`

/** True when a `1.2.3` comes before another. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number))
  for (let at = 0; at < 3; at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
