/** Agents by the packages that they are fetched as. */
const AGENTS: ReadonlyMap<string, string> = new Map([
  ['@anthropic-ai/claude-code', 'claude'],
  ['@openai/codex', 'codex'],
  ['@google/gemini-cli', 'gemini'],
  ['@qwen-code/qwen-code', 'gemini'],
  ['@sourcegraph/amp', 'amp'],
  ['@github/copilot', 'copilot'],
  ['@cline/cli', 'cline'],
  ['opencode-ai', 'opencode'],
  ['opencode', 'opencode'],
  ['aider-chat', 'aider'],
  ['aider-install', 'aider'],
  ['goose-ai', 'goose'],
])

/** The program of an agent that a package, with or without a version, brings; null for any other. */
export function agentOfPackage(given: string): string | null {
  const name = given.replace(/^npm:/, '').replace(/(?<=.)(?:@|==)[\w.^~*-]+$/, '')
  return AGENTS.get(name.toLowerCase()) ?? null
}

/** The agent whose own file an interpreter is given; null for any other file. */
export function agentOfFile(path: string): string | null {
  const given = /(?:^|\/)npm:(@?[^/]+(?:\/[^/]+)?)$/.exec(path)?.[1]
  if (given !== undefined) return agentOfPackage(given)
  const name = /\/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//.exec(`/${path}`)?.[1]
  return name === undefined ? null : agentOfPackage(name)
}
