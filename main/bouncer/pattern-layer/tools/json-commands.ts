import { baseName } from '../paths.ts'
import { type Leaf, leavesOf, looseLeaves, readJson } from './json-text.ts'
import type { FileCommand, Runs, Written } from './written.ts'

/** Text values of a JSON file, or of a part of one. */
export function jsonLeaves(text: string): readonly Leaf[] {
  const value = readJson(text)
  return value === undefined || typeof value === 'string' ? looseLeaves(text) : leavesOf(value)
}

const INSTALL_STEP =
  /^(?:(?:pre|post)?(?:install|uninstall|prepare)|prepublish|dependencies|(?:pre|post)-(?:install|update|autoload-dump|create-project|root-package-install)-cmd)$/
const NO_SCRIPT =
  /^(?:name|version|description|author|license|type|main|module|types|typings|homepage|url|email|repository|bugs|registry|packageManager|node|npm|import|require|default|browser|bin|exports|engines)$/

/** Scripts of a package; those of install steps run without anybody naming them. */
export function packageCommands({ text }: Written): readonly FileCommand[] {
  const value = readJson(text)
  const parsed = typeof value === 'object' && value !== null
  const leaves = jsonLeaves(text)
  return leaves.flatMap((leaf) => {
    const name = leaf.keys.at(-1) ?? ''
    const isScript = parsed
      ? leaf.keys.some((key) =>
          /^(?:scripts|lint-staged|husky|hooks|pre-commit|simple-git-hooks|gitHooks|wireit|nodemonConfig|nx)$/.test(
            key,
          ),
        )
      : !NO_SCRIPT.test(name) && /[\s|;&]/.test(leaf.text)
    const hooks = leaf.keys.some((key) =>
      /^(?:husky|hooks|simple-git-hooks|gitHooks|lint-staged|pre-commit)$/.test(key),
    )
    if (!isScript) return []
    return [command(text, leaf, INSTALL_STEP.test(name) || hooks ? 'automatic' : 'by-hand')]
  })
}

const COMMAND_KEY =
  /^(?:command|commands|cmd|args|shellCommand|initializeCommand|onCreateCommand|updateContentCommand|postCreateCommand|postStartCommand|postAttachCommand|runtimeExecutable|preLaunchTask|program|exec|script|scripts|tasks|events|value|start|windows|linux|osx)$/i
const IN_CONTAINER = /^(?:onCreate|updateContent|postCreate|postStart|postAttach)Command$/

/** Commands in settings of editors and tools. */
export function jsonCommands({ path, text }: Written): readonly FileCommand[] {
  const found: FileCommand[] = []
  for (const leaf of jsonLeaves(text)) {
    if (!leaf.keys.some((key) => COMMAND_KEY.test(key) || /^(?:post|pre)-/.test(key))) continue
    const inside = leaf.keys.some((key) => IN_CONTAINER.test(key))
    found.push(command(text, leaf, inside ? 'elsewhere' : 'soon'))
  }
  const tasks = /tasks\.json$|\.code-workspace$/.test(baseName(path)) ? joinedTasks(text) : []
  return [...found, ...tasks]
}

/** A task's command together with its arguments. */
function joinedTasks(text: string): FileCommand[] {
  const value = readJson(text)
  const found: FileCommand[] = []
  visitTasks(value, 0, (line) => found.push({ text: line, at: -1, runs: 'soon' }))
  return found
}

function visitTasks(value: unknown, depth: number, note: (line: string) => void): void {
  if (typeof value !== 'object' || value === null || depth > 8) return
  if (!Array.isArray(value)) {
    const { command: name, args } = value as Readonly<Record<string, unknown>>
    if (typeof name === 'string' && Array.isArray(args)) {
      const words = (args as readonly unknown[]).filter((word) => typeof word === 'string')
      note([name, ...words.map((word, at) => quoted(name, words, at) ?? word)].join(' '))
    }
  }
  for (const item of Object.values(value)) visitTasks(item, depth + 1, note)
}

/** The script of `sh -c` as one word. */
function quoted(name: string, words: readonly unknown[], at: number): string | null {
  const word = words[at]
  const isScript = /sh$/.test(name) && at > 0 && /^-\w*c$/.test(String(words[at - 1]))
  return isScript && typeof word === 'string' ? `'${word.replaceAll("'", "'\\''")}'` : null
}

function command(text: string, leaf: Leaf, runs: Runs): FileCommand {
  return { text: leaf.text, at: text.indexOf(leaf.text), runs }
}
