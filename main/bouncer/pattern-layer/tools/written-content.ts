import { decide } from '../../rules/decide.ts'
import { createFindings } from '../findings.ts'
import { baseName, placeOf, resolvePath } from '../paths.ts'
import { judgeCode } from '../programs/inline-code.ts'
import { EMPTY, fork, type Scene, signal } from '../scene.ts'
import { lastingTarget, runsLater } from '../sensitive-paths.ts'

const MAX_CONTENT = 32 * 1024
const MAX_COMMANDS = 60

/** Judges text that is written to a file which others run: hooks, profiles, CI, package scripts. */
export function judgeWrittenContent(scene: Scene, file: string, content: string): void {
  const path = resolvePath(file, scene.cwd, scene.ground.home)
  if (!runsLater(path) && !lastingTarget(path)) return
  const text = content.slice(0, MAX_CONTENT)
  noteAutomaticRuns(scene, path, text)
  for (const command of commandsIn(path, text).slice(0, MAX_COMMANDS)) {
    if (!wouldDeny(scene, command, path)) continue
    signal(scene, 'dangerous-content', command.trim().slice(0, 120))
    return
  }
}

function wouldDeny(scene: Scene, command: string, path: string): boolean {
  const trial = {
    ...fork(scene),
    findings: createFindings(),
    files: new Map<string, never>(),
    nested: true,
  }
  if (/\.(?:py|pth)$/.test(path))
    judgeCode(trial, { language: 'python', code: command, stdin: EMPTY })
  else trial.runner.text(trial, command, EMPTY)
  return decide(trial.findings, trial.ground).decision === 'deny'
}

/** The shell commands that a file of this name would run. */
function commandsIn(path: string, text: string): string[] {
  const name = baseName(path)
  if (name === 'package.json') return scriptValues(text)
  if (/\.(?:json)$/.test(name))
    return [
      ...text.matchAll(
        /"(?:command|postCreateCommand|runtimeExecutable|shellCommand)"\s*:\s*"((?:[^"\\]|\\.)*)"/g,
      ),
    ].map((match) => unquote(match[1] ?? ''))
  if (/\.ya?ml$/.test(name)) return yamlCommands(text)
  if (/^(?:Makefile|makefile|GNUmakefile|justfile|Taskfile)/.test(name))
    return text
      .split('\n')
      .filter((line) => /^[\t ]/.test(line))
      .map((line) => line.replace(/^[\t @+-]+/, ''))
  if (/^Dockerfile/.test(name)) return []
  if (/\.(?:service|timer|desktop)$/.test(name))
    return [...text.matchAll(/^Exec\w*=(.*)$/gm)].map((match) => match[1] ?? '')
  if (/^\.gitconfig$|^config$/.test(name))
    return [...text.matchAll(/=\s*!(.*)$/gm)].map((match) => match[1] ?? '')
  if (/\.(?:js|ts|cjs|mjs|rb|rs|gradle|kts|toml|npmrc|gitattributes|gitmodules)$/.test(name))
    return []
  return [text]
}

function scriptValues(text: string): string[] {
  const at = text.indexOf('"scripts"')
  const region =
    at < 0 ? text : text.slice(at, text.indexOf('}', at) < 0 ? undefined : text.indexOf('}', at))
  return [...region.matchAll(/"[\w:.-]+"\s*:\s*"((?:[^"\\]|\\.)*)"/g)].map((match) =>
    unquote(match[1] ?? ''),
  )
}

function unquote(text: string): string {
  return text
    .replace(/\\(["\\/])/g, '$1')
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t')
}

function yamlCommands(text: string): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const match = YAML_COMMAND.exec(line) ?? YAML_INLINE.exec(line)
    if (!match) return []
    const value = match[2] ?? ''
    if (value !== '' && !/^[|>]/.test(value)) return [value.replace(/^(['"])(.*)\1$/, '$2')]
    return [yamlBlock(lines.slice(at + 1), match[1]?.length ?? 0)]
  })
}

const YAML_COMMAND =
  /^(\s*)(?:-\s+)?(?:run|script|command|entry|before_script|after_script)\s*:\s*(.*)$/
const YAML_INLINE = /()(?:^|[{,\s])run\s*:\s*([^,}]+)/

/** The lines that are indented deeper than their key. */
function yamlBlock(lines: readonly string[], indent: number): string {
  const end = lines.findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent)
  const block = end < 0 ? lines : lines.slice(0, end)
  return block.map((line) => line.trim().replace(/^-\s+/, '')).join('\n')
}

/** Settings that start something as soon as a folder is opened, installed or checked out. */
function noteAutomaticRuns(scene: Scene, path: string, text: string): void {
  const automatic =
    (/\.vscode\/tasks\.json$/.test(path) && /"runOn"\s*:\s*"folderOpen"/.test(text)) ||
    (/\.devcontainer/.test(path) && /"initializeCommand"/.test(text)) ||
    /(?:sitecustomize|usercustomize)\.py$|\.pth$|\.envrc$/.test(path) ||
    (/\.gitattributes$/.test(path) &&
      /filter=|diff=|merge=/.test(text) &&
      !/filter=lfs/.test(text)) ||
    (/\.npmrc$|\.yarnrc/.test(path) &&
      /registry\s*=|script-shell|_auth|registryServer/.test(text)) ||
    (/\.vscode\/settings\.json$/.test(path) &&
      /"(?:[\w.]*(?:shell|executable|command|interpreterPath|binPath))[\w.]*"\s*:/i.test(text))
  if (automatic && placeOf(path, scene.ground) === 'project')
    signal(scene, 'project-settings-run', path)
}
