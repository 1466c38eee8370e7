import type { WorkspaceFinding } from '../../shared/workspace/model.ts'

const runningKeys: Readonly<Record<string, Pick<WorkspaceFinding, 'kind' | 'when'>>> = {
  hooks: { kind: 'hook', when: 'While this agent, command or skill is used' },
  mcpServers: { kind: 'mcp-server', when: 'When this agent is used' },
}

/** Lists what an agent, command or skill written in Markdown would start: hooks and servers of its head, commands in its text. */
export function definitionIn(file: string, text: string): WorkspaceFinding[] {
  const { head, body } = split(text)
  return [
    ...blocksOf(head).flatMap(({ key, block }) => {
      const runs = Object.hasOwn(runningKeys, key) ? runningKeys[key] : undefined
      return runs ? [{ file, ...runs, what: block }] : []
    }),
    ...commandsIn(body).map((what) => ({
      file,
      kind: 'hook' as const,
      when: 'When this command or skill is used',
      what,
    })),
  ]
}

function split(text: string): { readonly head: string; readonly body: string } {
  const found = /^\uFEFF?\s*---[^\S\n]*\r?\n([\s\S]*?)\r?\n---[^\S\n]*(?:\r?\n|$)/.exec(text)
  return found
    ? { head: found[1] ?? '', body: text.slice(found[0].length) }
    : { head: '', body: text }
}

/** The head by its outermost keys, each with the text exactly as it stands there. */
function blocksOf(head: string): { readonly key: string; readonly block: string }[] {
  const blocks: { key: string; block: string }[] = []
  for (const line of head.split(/\r?\n/)) {
    const key = /^(?:["']?)([A-Za-z][\w-]*)(?:["']?)\s*:/.exec(line)?.[1]
    const last = blocks.at(-1)
    if (key) blocks.push({ key, block: line })
    else if (last && line.trim() !== '') last.block += `\n${line}`
  }
  return blocks
}

/** Commands that Claude Code runs while it reads the text: !`…` and blocks fenced as ```!. */
function commandsIn(body: string): string[] {
  const inline = [...body.matchAll(/!`([^`\n]+)`/g)]
  const fenced = [...body.matchAll(/^```!\s*\n([\s\S]*?)\n```/gm)]
  return [...inline, ...fenced].map((match) => (match[1] ?? '').trim())
}
