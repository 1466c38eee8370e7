import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('an agent by the name of its package', () => {
  everyCommand(
    'deny',
    `
    npx @anthropic-ai/claude-code --dangerously-skip-permissions -p hi
    npx -y @anthropic-ai/claude-code@2.0.1 --dangerously-skip-permissions
    npx -p @anthropic-ai/claude-code claude --dangerously-skip-permissions
    bunx @anthropic-ai/claude-code@latest --dangerously-skip-permissions
    bun x @anthropic-ai/claude-code --dangerously-skip-permissions
    pnpm dlx @anthropic-ai/claude-code --dangerously-skip-permissions
    yarn dlx @anthropic-ai/claude-code --dangerously-skip-permissions
    npm exec -- @anthropic-ai/claude-code --dangerously-skip-permissions
    npm exec @anthropic-ai/claude-code -- --dangerously-skip-permissions
    volta run --node 22 claude --dangerously-skip-permissions
    deno run -A npm:@anthropic-ai/claude-code --dangerously-skip-permissions
    npx @google/gemini-cli --yolo
    npx @openai/codex --dangerously-bypass-approvals-and-sandbox
    node node_modules/@anthropic-ai/claude-code/cli.js --dangerously-skip-permissions
    `,
  )
  everyCommand(
    'allow',
    `
    npx @anthropic-ai/claude-code --version
    npx eslint .
    npm exec -- tsc --noEmit
    node node_modules/typescript/bin/tsc --noEmit
    `,
  )
})
