import { z } from 'zod'
import { brand } from '../../shared/brand.ts'
import type { DataOwner, HeldFormat } from '../kit/data-owner.ts'

/** True where the pattern of a format stands for that path; `*` is anything within one folder. */
export function isMatch(pattern: string, path: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]*')}$`).test(path)
}

/** What a feature says about one of its files; null when it says nothing. */
export function formatOf(owner: DataOwner, path: string): HeldFormat | null {
  return owner.formats?.find(({ pattern }) => isMatch(pattern, path)) ?? null
}

/** The shapes of all files as JSON Schema, by the pattern of their paths. */
export function schemaText(owners: readonly DataOwner[]): string {
  const files = owners.flatMap(({ name, formats = [] }) =>
    formats.map(({ pattern, what, schema }) => ({
      ...{ pattern: `data/${pattern}`, owner: name, what },
      unit: pattern.includes('.jsonl') ? 'line' : 'file',
      ...(schema ? { schema: z.toJSONSchema(schema, { unrepresentable: 'any' }) } : {}),
    })),
  )
  const head = { format: `${brand.command}-export-schema`, version: 1 }
  return `${JSON.stringify({ ...head, files }, null, 2)}\n`
}

/** The text that lies beside the files. */
export function readmeText(owners: readonly DataOwner[], at: number): string {
  const rows = owners.flatMap(({ name, formats = [] }) =>
    formats.map(({ pattern, what }) => `| \`data/${pattern}\` | ${name} | ${what} |`),
  )
  return `# Export of ${brand.desktopName}

Made on ${new Date(at).toISOString()} by version ${brand.version}. Everything that this program keeps on the machine, as it was then.

- \`manifest.json\` lists every file with its part, size and SHA-256, and what was left out with the reason.
- \`schema.json\` holds the shape of the files as JSON Schema; for \`.jsonl\` files it is the shape of each line.
- \`data/\` holds the files themselves, named as they lie in the home folder. \`*\` stands for anything within one folder.

Keys of yours lie in the system's keychain or under your passphrase and are not in here. In transcripts and questions everything that looks like a secret is replaced by a placeholder such as \`__redacted_secret__\`. Times are milliseconds since 1970-01-01 UTC.

| Files | Part | What they are |
|---|---|---|
${rows.join('\n')}
`
}
