import type { ToolCall } from '../../../shared/bouncer/model.ts'

/** What can make the name of a program out of other text, or take it from elsewhere. */
const ASSEMBLES =
  /[$`{*?[%^\uFFFC]|\b(?:eval|(?:ba|z|da|k|mk|c|tc|fi|pow?er|pw|xon)?sh|source|xargs|parallel|python[\d.]*|node|deno|bun|perl|ruby|php|lua|t?clsh|[gmn]?awk|[gu]?sed|base(?:32|64)|xxd|od|rev|tr|alias|busybox|cmd|powershell|expect|vim?|ed|ex|dc|m4|jq|rsync)\b/i

/** Whether a call may run a program in whose name one of the texts stands; null stands for any text. Spares reading the call. */
export function mayRun(names: readonly string[] | null | undefined, call: ToolCall): boolean {
  if (!names) return true
  const text = textsIn([call.input, call.facts?.git?.aliases ?? {}]).join('\n')
  if (ASSEMBLES.test(text)) return true
  // Quotes and line ends inside a name are none to the shell.
  const plain = text.replace(/\\\r?\n|["'\\]/g, '').toLowerCase()
  return names.some((name) => plain.includes(name))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, held]) => [key, ...textsIn(held)])
}
