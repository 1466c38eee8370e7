import { agentTools } from './agent-tools.ts'
import { shellTools } from './bash-tool.ts'
import type { Tool } from './input.ts'
import { readTools } from './read-tools.ts'
import { unknownTool } from './server-tools.ts'
import { webTools } from './web-tools.ts'
import { writeTools } from './write-tools.ts'

/** What we know of tools by name. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  ...shellTools,
  ...readTools,
  ...writeTools,
  ...webTools,
  ...agentTools,
}

export { unknownTool }
