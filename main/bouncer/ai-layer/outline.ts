import type { Effect, TouchedPath } from '../../../shared/bouncer/model.ts'
import type { CitedEffect, Dossier } from './dossier.ts'

/** Names that say nothing but themselves: usual programs, hosts, branches, folders and endings. */
const plain: ReadonlySet<string> = new Set(
  `git npm npx pnpm yarn node bun deno python python3 pip uv cargo rustc go make cmake gradle mvn java
  docker kubectl curl wget rsync scp ssh tar zip unzip cp mv rm mkdir touch ln cat ls sed awk grep find
  chmod chown kill pkill killall lsof ps bash sh zsh tsc eslint prettier vitest jest pytest playwright
  github.com gitlab.com bitbucket.org registry.npmjs.org npmjs.com pypi.org crates.io localhost
  127.0.0.1 0.0.0.0 origin upstream main master develop Bash Read Write Edit MultiEdit NotebookEdit
  WebFetch push force-push pull fetch clone reset checkout clean restore rebase amend commit merge
  branch tag stash revert cherry-pick switch kill stop signal terminate`.split(/\s+/),
)

const endings: ReadonlySet<string> = new Set(
  'js ts tsx jsx json md txt log csv tsv html css yml yaml toml lock py rb go rs java c h cpp sh png jpg svg pdf zip gz tar db sqlite tmp bak'.split(
    ' ',
  ),
)

/** Folders that people and systems have by habit, below a home or a root. */
const habits: ReadonlySet<string> = new Set(
  'Desktop Documents Downloads Pictures Music Videos Library tmp var usr opt bin lib src dist build node_modules .cache .config .local .npm .cargo'.split(
    ' ',
  ),
)

/**
 * The same call without any word that stands in it: names become stand-ins, except those that the
 * person wrote themselves or that belong to a fixed list. What a model allows only with the words
 * of the call in view, it allows because of them.
 */
export function outlineOf(dossier: Dossier, effects: readonly Effect[]): Dossier {
  const { person, rules, project, tool } = dossier
  const naming = createNaming(person)
  const { unpushed } = project
  return {
    person,
    rules,
    tool: plain.has(tool) ? tool : 'other',
    project: {
      ...(project.runsIn === undefined ? {} : { runsIn: 'a folder' }),
      ...(typeof project.branch === 'string'
        ? { branch: naming.of(project.branch, 'branch') }
        : {}),
      ...(unpushed === undefined ? {} : { unpushed }),
    },
    effects: effects.map((effect, at) => ({ id: `e${at + 1}`, ...outlined(effect, naming) })),
  }
}

interface Naming {
  /** The name itself where it may stay, else the same stand-in for the same name. */
  of(name: string, what: string): string
}

function createNaming(person: readonly string[]): Naming {
  const said = new Set(person.flatMap((message) => message.split(/[\s"'`“”„«»()[\]{},;!?]+/)))
  const trimmed = new Set([...said].map((word) => word.replace(/[.:]+$/, '')))
  const given = new Map<string, string>()
  return {
    of(name, what) {
      if (plain.has(name) || (name.length > 2 && trimmed.has(name))) return name
      const known = given.get(name) ?? `${what} ${given.size + 1}`
      given.set(name, known)
      return known
    },
  }
}

function outlined(effect: Effect, naming: Naming): Omit<CitedEffect, 'id'> {
  switch (effect.kind) {
    case 'read':
    case 'write':
      return { kind: effect.kind, paths: pathsOf(effect.paths, naming) }
    case 'delete': {
      const { kind, recursive, paths } = effect
      return { kind, recursive, paths: pathsOf(paths, naming) }
    }
    case 'execute': {
      const { kind, source, program } = effect
      return { kind, source, program: naming.of(program, 'program') }
    }
    case 'network': {
      const { kind, direction, host } = effect
      return { kind, direction, host: naming.of(host, 'host') }
    }
    case 'process':
      return { kind: effect.kind, action: naming.of(effect.action, 'action') }
    case 'version-control': {
      const { kind, target, verb, remote, branch } = effect
      return {
        ...{ kind, target, verb: naming.of(verb, 'act') },
        ...(remote === undefined ? {} : { remote: naming.of(remote, 'remote') }),
        ...(branch === undefined ? {} : { branch: naming.of(branch, 'branch') }),
      }
    }
    default:
      // Calls with other effects stay with the person; only the kind is the engine's word.
      return { kind: effect.kind }
  }
}

function pathsOf(paths: readonly TouchedPath[], naming: Naming): object[] {
  return paths.slice(0, 20).map(({ path, place, certainty }) => ({
    path: pathOf(path, naming),
    ...{ place, certainty },
  }))
}

function pathOf(path: string, naming: Naming): string {
  const whole = naming.of(path, 'path')
  if (whole === path) return path
  const parts = path.split('/').filter((part) => part !== '')
  const known = parts.slice(0, -1).filter((part) => habits.has(part))
  const ending = /\.([A-Za-z0-9]+)$/.exec(parts.at(-1) ?? '')?.[1] ?? ''
  return [
    whole,
    ...known.map((part) => `in ${part}`),
    ...(endings.has(ending) ? [`a .${ending} file`] : []),
  ].join(', ')
}
