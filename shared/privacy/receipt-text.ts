import type { Receipt } from './model.ts'

/** The receipt as a text to be kept: what went, what stayed and why, what others hold. */
export function receiptText(receipt: Receipt): string {
  const { gone, stays, others } = receipt
  const files = gone.reduce((sum, part) => sum + part.files.length, 0)
  const bytes = gone.reduce((sum, part) => sum + part.bytes, 0)
  const lines = [
    `Receipt ${receipt.id}`,
    `Erased: ${receipt.scope}`,
    `When: ${new Date(receipt.at).toISOString()}`,
    `Folder: ${receipt.home}`,
    `Program: version ${receipt.version}`,
    '',
    `What went: ${files} files and entries, ${bytes} bytes`,
    ...gone.flatMap((part) => [
      `  ${part.owner}: ${part.files.length}, ${part.bytes} bytes`,
      ...part.files.map((file) => `    ${file.path} (${file.bytes} bytes)`),
    ]),
    '',
    'What stayed, and why',
    ...listed(stays.map(({ what, why }) => `${what}: ${why}`)),
    '',
    'What others may hold, and how to ask them',
    ...listed(others.map(({ who, what, how }) => `${who}: ${what} ${how}`)),
  ]
  return `${lines.join('\n')}\n`
}

function listed(lines: readonly string[]): string[] {
  return lines.length === 0 ? ['  nothing'] : lines.map((line) => `  ${line}`)
}
