// Claude Code as an agent: the person's own program, driven over its control protocol.
// State: none of ours; the program keeps its login and conversations under the person's ~/.claude.
// Never reads that login, never hands a key to the program, and never lets it work without the gate.
// With its own login the program talks to Anthropic itself: that traffic is not ours and not recorded.
export type { ClaudeCodeDeps } from './deps.ts'
export { createClaudeCodeDriver } from './driver.ts'
export { createInteractiveClaude } from './interactive.ts'
export { createOneQuestion } from './one-question.ts'
export { claudeVersions } from './versions.ts'
