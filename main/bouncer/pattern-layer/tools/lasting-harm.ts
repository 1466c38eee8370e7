import type { Signal } from '../findings.ts'
import { isWithin } from '../paths.ts'
import { HIDDEN_PLACE } from '../programs/start-rows.ts'
import { type Scene, signal } from '../scene.ts'
import { isAgentInstruction } from './agent-files.ts'
import { anyShape } from './any-shape.ts'
import type { Written } from './written.ts'

/** Files that start something by themselves as soon as they lie there. */
const STARTS =
  /\/(?:\.config\/(?:autostart|systemd\/user|environment\.d|fish)\/|Library\/Launch(?:Agents|Daemons)\/|\.local\/share\/systemd\/|\.(?:xprofile|xinitrc|xsession(?:rc)?)$)|^\/(?:etc\/(?:cron|systemd\/|init\.d\/|xdg\/autostart\/|profile\.d\/|rc\.local)|var\/spool\/cron)/
const PROFILE =
  /\/\.(?:bash(?:rc|_profile|_login|_logout|_aliases)|profile|zsh(?:rc|env)|zprofile|zlogin|zlogout|pam_environment)$/
const AT_LOGIN = /\/(?:Library\/Launch(?:Agents|Daemons)|\.config\/autostart)\/[^/]+$/
const EACH_START = /\/(?:(?:site|user)customize\.py|[\w-]+\.pth)$/

/** A trusted program's name given to something else; adding options to it is ordinary. */
const SHADOWS =
  /^[ \t]*(?:alias[ \t]+(sudo|su|doas|ssh|scp|gpg|passwd|login)=(?!['"]?(?:command[ \t]+)?\1\b)['"]?\S|(?:function[ \t]+)?(?:sudo|su|doas|ssh|gpg|passwd|login)[ \t]*\(\))/m

/** A profile that runs, or searches programs, in a folder that everybody may write to. */
const RUNS_TEMPORARY =
  /(?:^|[;&|(][ \t]*|\b(?:nohup|setsid|source|exec|eval|ba?sh|zsh|python3?|node|perl)[ \t]+|(?:^|[ \t])\.[ \t]+|\b(?:PATH|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_INSERT_LIBRARIES|PROMPT_COMMAND|BASH_ENV|PYTHONPATH|NODE_OPTIONS|PYTHONSTARTUP)=['"]?(?:--\w+[ =])?)["']?\/(?:tmp|var\/tmp|dev\/shm)\/|\b(?:nohup|setsid)[ \t]+\S*\/\.[\w.-]+\/?\S*/m
/** Where agents send what they are told, and what hides or unprotects all that follows. */
const PROFILE_REDIRECTS =
  /\b(?:(?:ANTHROPIC|OPENAI|GEMINI|GOOGLE_GEMINI|OLLAMA)_(?:BASE_URL|API_BASE|HOST)|(?:https?|all)_proxy)=['"]?\w+:\/\/(?!localhost|127\.|10\.|192\.168\.|[\w-]+(?:[:/'"\s]|$)|api\.(?:anthropic|openai)\.com)|\bNODE_TLS_REJECT_UNAUTHORIZED=['"]?0|\bHISTFILE=\/dev\/null|\bLD_PRELOAD=|\bSUDO_ASKPASS=|\b(?:CLAUDE|CODEX|GEMINI|MSTRO)_\w*(?:DISABLE|SKIP|BYPASS|UNSAFE|YOLO)\w*=['"]?(?!0|false)|\bDYLD_INSERT_LIBRARIES=|--dangerously-skip-permissions|--yolo\b/i
/** A hidden file of the home that every program of a kind loads from then on. */
const LOADS_HIDDEN =
  /\b(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|BASH_ENV|ENV|PROMPT_COMMAND|NODE_OPTIONS|PYTHONSTARTUP|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS)=['"]?(?:-{1,2}[\w:-]+[ =]?)?["']?(?:~|\$\{?HOME\}?|\/(?:home|Users)\/[^/\s"']+)\/(?:\.cache\/|\.local\/share\/)?\.[\w-]/
/** Every connection goes over a machine without a name. */
const SSH_OVER_STRANGER =
  /^[ \t]*Host[ \t]+\*[\s\S]{0,400}?(?:ProxyCommand|ProxyJump|HostName)[ \t=]+[^\n]{0,200}?\b(?!10\.|127\.|192\.168\.|172\.)(?:\d{1,3}\.){3}\d{1,3}\b/im
const SSH_RUNS =
  /(?:ProxyCommand|LocalCommand|KnownHostsCommand|Match[ \t]+exec)[ \t=]+["']?(?:.{0,200}[ \t;])?(?:\/(?:tmp|var\/tmp|dev\/shm)\/|\S*\/\.(?!ssh\/|local\/|config\/)[\w-]+\/|curl\b|wget\b)/i
/** Logins that are led through a machine without a name, or that nothing checks any longer. */
const SSH_LEADS =
  /(?:ProxyCommand|LocalCommand)[ \t=]+["']?\S{0,60}\b(?:nc|ncat|netcat|socat)\b[^\n]{0,80}(?<![\d.])(?!127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|^[ \t]*Host[ \t]+["']?\*["']?[ \t]*$(?=(?:\n(?![ \t]*(?:Host|Match)[ \t])[^\n]*){0,12}\n[ \t]*(?:ProxyCommand|ProxyJump|HostName)[ \t=]+(?!["']?none\b))(?=(?:\n(?![ \t]*(?:Host|Match)[ \t])[^\n]*){0,12}\n[ \t]*StrictHostKeyChecking[ \t=]+no\b)/im
const PACKAGE_SETTINGS =
  /\/(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pip\/pip\.conf|pip\/pip\.conf|pip\.conf|\.gemrc|\.bunfig\.toml|\.cargo\/config(?:\.toml)?|\.condarc|\.config\/go\/env|\.m2\/settings\.xml|\.gradle\/init\.gradle)$/
const UNPROTECTED =
  /http:\/\/(?!localhost|127\.|10\.|192\.168\.|maven\.apache\.org|www\.w3\.org)|https:\/\/\d+\.\d+\.\d+\.\d+/

/** Settings with which an assistant of an editor runs commands unasked. */
const UNASKED =
  /(?:autoApprove|auto_approve|auto-approve|autoRun|yolo|bypassPermissions|skip[-_]?permissions|dangerously\w*|alwaysAllow|autoAcceptEdits)/i
const EDITOR_SETTINGS =
  /\/(?:Code|Code - Insiders|VSCodium|Cursor|Windsurf|Trae|Positron)\/User\/(?:settings\.json|globalStorage\/)|\/\.(?:zed|config\/zed)\/settings\.json$/

const MAX_TEXT = 16 * 1024

interface Sign {
  readonly where: RegExp
  readonly what: (text: string) => boolean
  readonly kind: Signal['kind']
}

const has = (shape: RegExp) => (text: string) => shape.test(text)

/** What a file outside the project must not say, by its place. */
const SIGNS: readonly Sign[] = [
  { where: STARTS, what: (text) => HIDDEN_PLACE.test(withoutOutputs(text)), kind: 'hidden-start' },
  { where: PROFILE, what: has(RUNS_TEMPORARY), kind: 'hidden-start' },
  { where: PROFILE, what: has(PROFILE_REDIRECTS), kind: 'hidden-start' },
  { where: PROFILE, what: has(LOADS_HIDDEN), kind: 'hidden-start' },
  { where: /\/\.ssh\/config$/, what: has(SSH_RUNS), kind: 'hidden-start' },
  { where: /\/\.ssh\/config$/, what: has(SSH_OVER_STRANGER), kind: 'hidden-start' },
  { where: /\/\.ssh\/config$/, what: has(SSH_LEADS), kind: 'hidden-start' },
  { where: PACKAGE_SETTINGS, what: has(UNPROTECTED), kind: 'hidden-start' },
  { where: PROFILE, what: has(SHADOWS), kind: 'back-door' },
  { where: EDITOR_SETTINGS, what: has(UNASKED), kind: 'poisoned-agent' },
]

/** Most places are none of these. */
const SIGNED = anyShape(SIGNS.map(({ where }) => where))

/** Notes text that stays behind outside the project and acts by itself from a hidden or foreign place. */
export function noteLastingText(scene: Scene, { path, text: whole }: Written): void {
  const text = whole.slice(0, MAX_TEXT)
  if (EACH_START.test(path) && HIDDEN_PLACE.test(text)) signal(scene, 'hidden-start', path)
  if (isWithin(path, scene.ground.workspace)) return
  if (SIGNED.test(path)) {
    for (const { where, what, kind } of SIGNS) {
      if (where.test(path) && what(text)) signal(scene, kind, path)
    }
  }
  if (!isAgentInstruction(path)) return
  const risky = scene.findings.signals.some(({ kind }) => kind === 'risky-instructions')
  if (risky) signal(scene, 'poisoned-agent', path)
}

/** Where something logs to says nothing about what it is. */
function withoutOutputs(text: string): string {
  return text.replace(
    /<key>Standard(?:Out|Error)Path<\/key>\s*<string>[^<]*<\/string>|^Standard(?:Output|Error)=.*$|(?<!<string)\d?>>?\s*\/tmp\/\S+|^(?:ConditionPath\w+|PIDFile|Environment\w*)=.*$/gm,
    '',
  )
}

/** Notes what a command leaves behind where its text is not known. */
export function noteLastingHarm(scene: Scene, command: string): void {
  if (CALLS_FOR_A_LOOK.test(command)) noteWholeCommand(scene, command)
  if (scene.files.size === 0) return
  for (const [path, { text }] of scene.files) {
    if (text === null && !isWithin(path, scene.ground.workspace)) noteUnread(scene, path, command)
  }
}

function noteUnread(scene: Scene, path: string, command: string): void {
  if (AT_LOGIN.test(path) && LOADS.test(command)) signal(scene, 'hidden-start', path)
  if (EDITOR_SETTINGS.test(path) && UNASKED.test(command)) signal(scene, 'poisoned-agent', path)
  const source = scene.findings.marks.sources.get(path)
  if (source && STARTS.test(path) && HIDDEN_PLACE.test(` ${source}`))
    signal(scene, 'hidden-start', path)
}

const CRON_LINE =
  /(?:^|['"\n(;|])[ \t]*(?:@\w+|(?:[\d*/,-]+[ \t]+){4}[\d*/,-]+)[ \t]+([^'"\n]{1,300})/g
const RECORDER =
  /\b(?:xclip|xsel|pbpaste|wl-paste|screencapture|scrot|grim|arecord|fswebcam|imagesnap)\b/g
const LOOPS = ['while', 'until', 'watch']
const LOOP = new RegExp(`\\b(?:${LOOPS.join('|')})\\b`)
const MAX_RECORDERS = 20
const NEAR = 200

/** Whether a program that records stands shortly behind the head of a loop. */
function recordsOn(command: string): boolean {
  if (!LOOPS.some((word) => command.includes(word))) return false
  let left = MAX_RECORDERS
  for (const { index } of command.matchAll(RECORDER)) {
    if (LOOP.test(command.slice(Math.max(0, index - NEAR), index))) return true
    if (--left === 0) return false
  }
  return false
}

/** What one of the signs below needs. */
const CALLS_FOR_A_LOOK = /crontab|while|until|watch|stratum\+/

/** Jobs that are put together from pieces, and recording that goes on and on. */
function noteWholeCommand(scene: Scene, command: string): void {
  if (command.includes('crontab')) noteJobs(scene, command)
  if (recordsOn(command) && />|tee\b|\bcurl\b|\bnc\b/.test(command))
    signal(scene, 'capture', 'records again and again')
  if (command.includes('stratum+') && /stratum\+(?:tcp|ssl|tls):\/\//.test(command))
    signal(scene, 'machine-takeover', 'mines coins')
}

function noteJobs(scene: Scene, command: string): void {
  if (!scene.findings.effects.some(({ kind }) => kind === 'persistence')) return
  for (const match of command.matchAll(CRON_LINE)) {
    if (HIDDEN_PLACE.test(` ${withoutOutputs(match[1] ?? '')}`))
      signal(scene, 'hidden-start', (match[1] ?? '').slice(0, 120))
  }
}

const LOADS = /\blaunchctl\b|\/autostart\//
