import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { Ruling } from '../rules/decide.ts'

const GENTLER: readonly { readonly rule: string; readonly from: RegExp; readonly to: string }[] = [
  {
    rule: 'git.rewrite-remote',
    from: /\bgit push (.*?)(?:--force\b(?!-)|-f\b)/,
    to: 'git push $1--force-with-lease',
  },
  {
    rule: 'git.discard-changes',
    from: /\bgit reset --hard\b/,
    to: 'git stash push --include-untracked && git reset --keep',
  },
  { rule: 'git.discard-changes', from: /\bgit clean -([a-z]*)f([a-z]*)/, to: 'git clean -n$1$2' },
  {
    rule: 'git.discard-changes',
    from: /\bgit (?:checkout --|restore) (\S+)/,
    to: 'git stash push -- $1',
  },
  { rule: 'git.rewrite-history', from: /\bgit branch -D (\S+)/, to: 'git branch -d $1' },
  {
    rule: 'execute.download',
    from: /\b(curl|wget) ([^|;&]*?)\s*\|\s*(?:sudo )?(?:ba|z)?sh\b/,
    to: '$1 $2 > download.sh',
  },
  { rule: 'network.unprotected', from: /\bcurl (.*?)(?:-k|--insecure) /, to: 'curl $1' },
  {
    rule: 'infrastructure.change',
    from: /\b(terraform|tofu) (?:apply|destroy)\b(?: -auto-approve)?/,
    to: '$1 plan',
  },
]

/** A gentler command for the same purpose, where one is known. */
export function rewriteFor(call: ToolCall, ruling: Ruling): string | undefined {
  const command = call.input.command
  if (call.tool !== 'Bash' || typeof command !== 'string' || command.length > 400) return undefined
  const ids = ruling.rules.map((rule) => rule.id)
  const found = GENTLER.find((row) => ids.includes(row.rule) && row.from.test(command))
  return found ? command.replace(found.from, found.to) : undefined
}
