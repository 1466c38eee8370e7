import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { makeInjections } from './make.ts'

// Writes the cases as data; a test holds the file against the code that made it.
const target = fileURLToPath(new URL('../corpus/injections.jsonl', import.meta.url))
writeFileSync(
  target,
  `${makeInjections()
    .map((one) => JSON.stringify(one))
    .join('\n')}\n`,
)
