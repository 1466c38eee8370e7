import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { systemCode } from '../../../kit/system-code.ts'

/** What a performed call printed, and whether it failed. */
export interface Performed {
  readonly output: string
  readonly isError: boolean
  readonly changed: { readonly added: number; readonly removed: number } | null
  readonly onlyJudged?: true
}

const commandTimeoutMs = 10_000
const plainWord = /^[\w./-]+$/

/** Really carries out one scripted call inside the scratch folder; refuses anything that is not plain words. */
export async function perform(
  call: { readonly tool: string; readonly input: Readonly<Record<string, unknown>> },
  folder: string,
): Promise<Performed> {
  const text = (key: string) => String(call.input[key] ?? '')
  switch (call.tool) {
    case 'Read':
      return read(inFolder(text('file_path'), folder))
    case 'Edit':
      return edit(inFolder(text('file_path'), folder), text('old_string'), text('new_string'))
    case 'Bash':
      return run(text('command'), folder)
    default:
      throw new Error(`the rehearsal has no tool ${call.tool}`)
  }
}

function inFolder(path: string, folder: string): string {
  const inner = relative(folder, path)
  if (inner.startsWith('..') || isAbsolute(inner))
    throw new Error(`${path} leaves the scratch folder`)
  return path
}

async function read(path: string): Promise<Performed> {
  return attempt(async () => ({ output: await readFile(path, 'utf8'), changed: null }))
}

async function edit(path: string, before: string, after: string): Promise<Performed> {
  return attempt(async () => {
    const text = await readFile(path, 'utf8')
    if (!text.includes(before)) throw new Error(`“${before}” does not stand in the file`)
    await writeFile(path, text.replace(before, after))
    return { output: `-${before}\n+${after}`, changed: { added: 1, removed: 1 } }
  })
}

async function attempt(work: () => Promise<Omit<Performed, 'isError'>>): Promise<Performed> {
  try {
    return { ...(await work()), isError: false }
  } catch (error) {
    const output = error instanceof Error ? error.message : systemCode(error)
    return { output, isError: true, changed: null }
  }
}

function run(command: string, folder: string): Promise<Performed> {
  const words = command.split(' ')
  const [program, ...rest] = words
  // No shell: the scripted commands are plain words, and nothing else gets through here.
  if (!program || !words.every((word) => plainWord.test(word))) {
    throw new Error(`not a plain command: ${command}`)
  }
  const options = {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
    timeout: commandTimeoutMs,
  }
  return new Promise((resolve) => {
    execFile(program, rest, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}` || (error ? error.message : '')
      resolve({ output, isError: error !== null, changed: null })
    })
  })
}
