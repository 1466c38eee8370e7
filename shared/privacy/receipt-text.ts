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
    `What went: ${amountText(files, bytes)}`,
    ...gone.flatMap((part) => [
      `  ${part.owner}: ${amountText(part.files.length, part.bytes)}`,
      ...part.files.map(({ path, bytes: size, note }) => {
        const amount = size === 0 ? '' : ` (${counted(size, 'byte')})`
        return `    ${path}${amount}${note ? ` ${note}` : ''}`
      }),
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

const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`

/** “2 items, 30 bytes”; an entry of a keychain or of a file of keys has no size of its own. */
export function amountText(items: number, bytes: number): string {
  return bytes === 0
    ? counted(items, 'item')
    : `${counted(items, 'item')}, ${counted(bytes, 'byte')}`
}

function listed(lines: readonly string[]): string[] {
  return lines.length === 0 ? ['  nothing'] : lines.map((line) => `  ${line}`)
}
