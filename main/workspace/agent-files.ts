import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { systemCode } from '../kit/system-code.ts'
import type { AgentFile } from './findings.ts'

/** Files that Claude Code reads by itself, in the folder and in every one above it. */
const settingsFiles = ['.claude/settings.json', '.claude/settings.local.json', '.mcp.json']

/** Folders of Markdown whose head may name hooks and servers, and whose text may run commands. */
const definitionFolders = [
  '.claude/agents',
  '.claude/commands',
  '.claude/skills',
  '.claude/output-styles',
]

/** Most files and folders looked through at one place. */
const most = 400
const maxBytes = 512 * 1024

/**
 * Reads what a repository tells agents by itself: settings, servers, agents, commands and skills of the
 * folder and of every folder above it that is not the person's home. What cannot be read whole has no text.
 */
export async function readAgentFiles(folder: string, userHome: string): Promise<AgentFile[]> {
  const files: AgentFile[] = []
  for (const at of upwards(folder, userHome)) {
    for (const file of [...settingsFiles, ...(await definitionsIn(at))]) {
      const read = await contentOf(join(at, file))
      if (read) files.push({ file: relative(folder, join(at, file)), ...read })
    }
  }
  return files
}

/** The folder and those above it; the home's own settings are the person's, not a repository's. */
function upwards(folder: string, userHome: string): string[] {
  const folders = [folder]
  for (let at = dirname(folder); at !== userHome && at !== dirname(at); at = dirname(at)) {
    folders.push(at)
  }
  return folders
}

/** Markdown below the definition folders; where there is too much, a folder is itself named and so shows as unreadable. */
async function definitionsIn(at: string): Promise<string[]> {
  const found: string[] = []
  const folders = [...definitionFolders]
  // The list grows while it is walked.
  for (const path of folders) {
    const { files, inner } = await lookInto(at, path)
    found.push(...files)
    if (found.length > most || folders.length + inner.length > most) return [...found, path]
    folders.push(...inner)
  }
  return found
}

async function lookInto(at: string, path: string) {
  const entries = await entriesOf(join(at, path))
  const isText = (name: string) => /\.md$/i.test(name)
  const named = entries.map((entry) => ({ entry, inner: join(path, entry.name) }))
  return {
    files: named.filter(({ entry }) => isText(entry.name)).map(({ inner }) => inner),
    inner: named
      .filter(({ entry }) => !isText(entry.name) && !entry.isFile())
      .map(({ inner }) => inner),
  }
}

async function entriesOf(path: string) {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    // Not there, or not a folder: nothing for an agent to read either.
    return []
  }
}

/** A regular file's text; null when there is none, an empty text with a stamp when it cannot be read whole. */
async function contentOf(path: string): Promise<Pick<AgentFile, 'text' | 'stamp'> | null> {
  try {
    // A pipe of that name must not hold us up.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const known = await file.stat()
      const stamp = `${known.size} ${known.mtimeMs}`
      if (!known.isFile() || known.size > maxBytes) return { text: null, stamp }
      return { text: await file.readFile('utf8'), stamp: '' }
    } finally {
      await file.close()
    }
  } catch (error) {
    const cause = systemCode(error)
    return cause === 'ENOENT' || cause === 'ENOTDIR' ? null : { text: null, stamp: cause }
  }
}
