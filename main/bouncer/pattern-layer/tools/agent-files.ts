/** Settings of agents and editors' assistants: what they may do, which servers and hooks they start. */
const SETTINGS =
  /\/(?:\.(?:vscode|cursor|windsurf|roo|kilocode|amazonq|kiro\/settings|junie(?:\/mcp)?|zed|continue|copilot|amp|cline|gemini|codeium(?:\/windsurf)?|trae|factory|augment|openhands|warp)\/(?:mcp(?:_config|_settings|-servers|-config)?\.json|cli-config\.json|permissions\.json|hooks(?:\.json|\/)|sandbox\.json)|\.(?:gemini|qwen|crush|zed|iflow|amp)\/settings\.json|\.config\/(?:amp|github-copilot)\/[\w-]+\.json|(?:\.config\/|\.)(?:[\w-]*(?:agent|claude|codex|llm|ai)[-_](?:guard\w*|safety|firewall|policy|permissions?)|cc-safety-net|destructive[-_]command[-_]guard|dcg|nah|tirith|llama-?firewall|bouncer)\/[\w.-]+\.(?:json|ya?ml|toml)|\.codex\/(?:config\.toml|rules|hooks|managed_config\.toml)|\.continue\/config\.(?:json|ya?ml|ts)|\.aider\.conf\.ya?ml|\.opencode\/(?:config|opencode)\.jsonc?|opencode\.jsonc?|\.goose\/|\.config\/(?:goose|opencode|crush|zed)\/|claude_desktop_config\.json|\.?mcp\.json|\.clinerules\/hooks\/|cline_mcp_settings\.json|\.claude-plugin\/|\.openclaw\/|\.hermes\/)/i

/** Texts that agents follow as if the person had said them. */
const INSTRUCTIONS =
  /\/(?:CLAUDE(?:\.local)?\.md|AGENTS?(?:\.override)?\.md|GEMINI\.md|QWEN\.md|CRUSH\.md|CONVENTIONS\.md|\.cursorrules|\.windsurfrules|\.clinerules(?:\/[^/]+)?|\.roorules|\.goosehints|\.rules|\.cursor\/(?:rules|commands)\/.+|\.windsurf\/(?:rules|workflows)\/.+|\.roo\/rules[\w-]*\/.+|\.kiro\/steering\/.+|\.junie\/guidelines\.md|\.github\/(?:copilot-instructions\.md|instructions\/.+|prompts\/.+|chatmodes\/.+|agents\/.+)|\.claude\/(?:agents|commands|skills|rules|output-styles)\/.+|\.codex\/prompts\/.+|\.gemini\/commands\/.+|\.opencode\/(?:agents?|commands?)\/.+|SKILL\.md|memory\/MEMORY\.md)$/i

/** Whether a file decides what an agent may do or starts programs beside it. */
export function isAgentSetting(path: string): boolean {
  return MAY_BE_SETTING.test(path) && SETTINGS.test(path)
}

/** What every such path has, which most paths have not. */
const MAY_BE_SETTING = /\/\.|\.jsonc?$/i

/** Whether agents take the text of the file for instructions. */
export function isAgentInstruction(path: string): boolean {
  return INSTRUCTIONS.test(path)
}
