import type { Decision } from '../../../../shared/bouncer/model.ts'
import { decide } from '../../rules/decide.ts'
import { createFindings, type Findings } from '../findings.ts'
import { prescan } from '../prescan.ts'
import { judgeCode } from '../programs/inline-code.ts'
import { EMPTY, fork, type Scene, signal, spend } from '../scene.ts'
import { at } from './input.ts'
import { noteLastingHarm } from './lasting-harm.ts'
import type { Runs, WrittenCommand } from './written.ts'

/** Units of work that all written text of one call may cost together. */
export const WRITTEN_STEPS = 4_500
/** What taking up one more written piece costs beside its own text. */
const PIECE_STEPS = 20

/** Judges a written command as if it were run, weighed by who will run it; notes the outcome. */
export function judgeAsCommand(scene: Scene, command: WrittenCommand): void {
  if (command.text.trim() === '') return
  const { unparsable } = prescan(command.text)
  if (unparsable !== null) {
    signal(scene, 'unparsed', `written text ${unparsable}`)
    return
  }
  judgeTrial(scene, command, (trial) => {
    trial.runner.text(trial, command.text, EMPTY)
    noteLastingHarm(trial, command.text)
  })
}

/** Judges written code of some language in the same way. */
export function judgeAsCode(
  scene: Scene,
  command: WrittenCommand & { readonly language: string },
): void {
  if (command.text.trim() === '') return
  judgeTrial(scene, command, (trial) => {
    judgeCode(trial, { language: command.language, code: command.text, stdin: EMPTY })
  })
}

/** What running a text here would be decided to be. */
export function decisionOf(scene: Scene, run: (trial: Scene) => void): Decision {
  const trial = openTrial(scene)
  run(trial)
  return decide(trial.findings, trial.ground).decision
}

/** The same, where harm that nobody ever wants is told from what somebody may decide. */
export function weightOf(scene: Scene, run: (trial: Scene) => void): Decision | 'harm' {
  const trial = openTrial(scene)
  run(trial)
  const { decision, rules } = decide(trial.findings, trial.ground)
  return rules.some(({ id }) => HARM.has(id)) ? 'harm' : decision
}

function openTrial(scene: Scene): Scene {
  return {
    ...fork(scene),
    findings: createFindings(),
    files: new Map(),
    nested: true,
    depth: 0,
  }
}

function judgeTrial(scene: Scene, command: WrittenCommand, run: (trial: Scene) => void): void {
  const trial = openTrial(scene)
  if (spend(scene, PIECE_STEPS)) run(trial)
  if (scene.budget.steps < 0 && command.runs !== 'source')
    signal(scene, 'unparsed', 'too much to read in one file')
  const ruling = decide(trial.findings, trial.ground)
  const ids = ruling.rules.map((rule) => rule.id)
  const reached =
    (command.offline === true && reachesOut(trial.findings)) ||
    (command.reaches === true && ids.includes('infrastructure.change'))
  const weighed = WEIGHTS[command.runs](ids, trial.findings)
  const weight = weighed === 'allow' && reached ? 'ask' : weighed
  if (weight === 'allow') return
  if (command.at >= 0)
    at(scene, scene.span.field, {
      start: command.at,
      end: command.at + (command.length ?? command.text.length),
    })
  const detail = command.text.trim().slice(0, 120)
  signal(scene, weight === 'deny' ? 'dangerous-content' : 'content-asks', detail)
}

function reachesOut({ effects }: Findings): boolean {
  return effects.some(
    (effect) => effect.kind === 'network' && !/^(?:localhost|127\.|::1)/.test(effect.host),
  )
}

/** Rules whose match is certain harm wherever the text runs on this machine. */
const HARM = new Set([
  'delete.everything',
  'delete.keys',
  'network.sources-upload',
  'write.device',
  'write.login',
  'guard.tamper',
  'guard.remove',
  'guard.command',
  'execute.download',
  'execute.downloaded-program',
  'execute.decoded',
  'execute.remote-shell',
  'execute.dangerous-code',
  'execute.fork-bomb',
  'execute.endless-fork',
  'network.secret-upload',
  'network.environment-upload',
  'network.outside-upload',
  'network.metadata-service',
  'network.own-port',
  'agent.unguarded',
  'persistence.hidden',
])
/** Harm that reaches beyond a container or build machine, or that no build needs. */
const HARM_ELSEWHERE = new Set([
  'delete.everything',
  'write.device',
  'execute.decoded',
  'execute.remote-shell',
  'execute.fork-bomb',
  'execute.endless-fork',
  'network.secret-upload',
  'network.environment-upload',
  'network.metadata-service',
])
/** Harm that plain code can only mean to do. */
const HARM_IN_SOURCE = new Set([
  'delete.everything',
  'write.device',
  'execute.remote-shell',
  'execute.dangerous-code',
  'execute.decoded',
])
/** What an installer may be written for, and malware is. */
const DOUBT_IN_SOURCE = new Set(['execute.download', 'execute.downloaded-program'])
/** Deletions that a script may be there for. */
const PLACES_DELETED = new Set(['delete.folder-outside-project', 'delete.version-history'])
const SYSTEM_CHANGE = /^(?:write|delete)\.system$|^process\.machine$/
/** Asked about in a call because the text alone does not say enough; a written file says it again when it runs. */
const UNCERTAIN =
  /^(?:call\.(?:syntax|unparsed|lookalike)|unknown\.call|execute\.(?:unknown|unusual-code|hidden-code|input|carried-command)|(?:delete|write)\.(?:unknown|secret|temporary-root)|read\.secret|files\.fill-disk|process\.stop|supply\.foreign-source|database\.change|git\.configuration)$/

/** What a cell's text alone does not say; all else is asked about, as nobody is asked when the cell runs. */
const UNREADABLE =
  /^(?:call\.(?:syntax|unparsed|lookalike)|unknown\.call|execute\.(?:unknown|hidden-code|input)|(?:delete|write)\.(?:unknown|temporary-root))$/

const WEIGHTS: Readonly<Record<Runs, (ids: readonly string[], found: Findings) => Decision>> = {
  automatic: (ids, found) => weighHere(ids, found, true),
  soon: (ids, found) => weighHere(ids, found, true),
  cell: (ids, found) => {
    const weight = weighHere(ids, found, true)
    return weight === 'allow' && ids.some((id) => !UNREADABLE.test(id)) ? 'ask' : weight
  },
  'by-hand': (ids, found) => weighHere(ids, found, false),
  elsewhere: (ids) => (ids.some((id) => HARM_ELSEWHERE.has(id)) ? 'deny' : oddDownload(ids)),
  source: (ids) => {
    if (ids.some((id) => HARM_IN_SOURCE.has(id))) return 'deny'
    return ids.some((id) => DOUBT_IN_SOURCE.has(id)) ? 'ask' : 'allow'
  },
}

function weighHere(ids: readonly string[], found: Findings, strict: boolean): Decision {
  if (ids.some((id) => HARM.has(id))) return 'deny'
  if (ids.some((id) => PLACES_DELETED.has(id))) return strict ? 'deny' : 'ask'
  const system = ids.some((id) => SYSTEM_CHANGE.test(id))
  if (system && (strict || !onlyInstalls(found))) return 'ask'
  return strict && ids.some((id) => !UNCERTAIN.test(id)) ? 'ask' : 'allow'
}

const INSTALL_FOLDER = /^\/(?:usr\/local|opt|Applications|Library\/Fonts)(?:\/|$)/

/** An install script puts programs where programs belong. */
function onlyInstalls(found: Findings): boolean {
  return found.effects.every(
    (effect) =>
      (effect.kind !== 'write' && effect.kind !== 'delete') ||
      effect.paths.every(
        ({ path, place }) =>
          place !== 'system' || (INSTALL_FOLDER.test(path) && path.split('/').length > 3),
      ),
  )
}

/** Packages of strangers, fetched in the clear. */
const UNSAFE_SOURCE = ['supply.foreign-source', 'network.unprotected']

/** A build machine may fetch its tools, but not from an address that hides what it is. */
function oddDownload(ids: readonly string[]): Decision {
  if (UNSAFE_SOURCE.every((id) => ids.includes(id))) return 'ask'
  const runs = ids.some((id) => /^execute\.download/.test(id))
  return runs && ids.includes('network.suspicious-address') ? 'deny' : 'allow'
}
