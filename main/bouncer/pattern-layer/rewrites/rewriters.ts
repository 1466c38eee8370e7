import { isShell } from '../programs/shell-names.ts'
import { showFile, showInstead } from './download-rewrites.ts'
import {
  insteadOf,
  insteadOfAnywhere,
  listThings,
  listTimetable,
  planOnly,
  rehearsed,
  rehearsedAlways,
} from './dry-runs.ts'
import { type Edit, type Rewriter, written } from './edits.ts'
import { rewriteGit } from './git-rewrites.ts'
import {
  gentleSignal,
  listArguments,
  listFound,
  loopbackOnly,
  ownerOnly,
  plainContainer,
  plainRequest,
  usualRegistry,
  without,
  withoutPrivilege,
  withoutVariables,
} from './option-rewrites.ts'
import { readSource, type Source, type SourceCommand } from './source-commands.ts'

const insecure = without(
  { long: ['--insecure', '--no-check-certificate', '--proxy-insecure'], letter: 'k' },
  { long: ['--no-check-certificates', '--no-hsts'] },
)
const container = [plainContainer, without({ long: ['--volumes'] }), listThings]
const pip = [usualRegistry, without({ long: ['-i', '-f'], takesValue: true })]
const packages = [usualRegistry, rehearsed('--dry-run', /^(?:publish|unpublish)$/)]

/** Ways to make a program's command gentler, by the program's name, the one that loses least first. */
const BY_PROGRAM: Readonly<Record<string, readonly Rewriter[]>> = {
  git: [rewriteGit, rehearsed('--dry-run', /^push$/)],
  chmod: [ownerOnly],
  kill: [gentleSignal],
  pkill: [gentleSignal],
  killall: [gentleSignal],
  find: [listFound],
  xargs: [listArguments],
  curl: [insecure, plainRequest],
  wget: [insecure, plainRequest],
  docker: container,
  podman: container,
  nerdctl: container,
  npm: packages,
  pnpm: packages,
  yarn: packages,
  bun: packages,
  cargo: [rehearsed('--dry-run', /^publish$/)],
  poetry: [rehearsed('--dry-run', /^publish$/)],
  uv: [usualRegistry, rehearsed('--dry-run', /^publish$/)],
  pip,
  pip3: pip,
  python: pip,
  python3: pip,
  twine: [insteadOf({ upload: 'check' })],
  terraform: [planOnly],
  tofu: [planOnly],
  terragrunt: [planOnly],
  pulumi: [insteadOf({ up: 'preview', update: 'preview', destroy: 'preview' })],
  kubectl: [
    rehearsed(
      '--dry-run=client',
      /^(?:apply|create|delete|replace|patch|scale|drain|cordon|run|expose|label|annotate|set|taint|autoscale)$/,
    ),
    insteadOf({ delete: 'get', edit: 'get', scale: 'get' }),
  ],
  oc: [rehearsed('--dry-run=client', /^(?:apply|create|delete|replace|patch|scale)$/)],
  helm: [
    rehearsed('--dry-run', /^(?:install|upgrade|uninstall|delete|rollback)$/),
    insteadOf({ uninstall: 'status', delete: 'status', rollback: 'history' }),
  ],
  'ansible-playbook': [rehearsedAlways('--check')],
  aws: [rehearsed('--dryrun', /^(?:cp|mv|rm|sync)$/)],
  gcloud: [insteadOfAnywhere({ delete: 'describe', destroy: 'describe', remove: 'describe' })],
  az: [insteadOfAnywhere({ delete: 'show', purge: 'show' })],
  gh: [insteadOfAnywhere({ delete: 'view', close: 'view', merge: 'view', archive: 'view' })],
  glab: [insteadOfAnywhere({ delete: 'view', close: 'view', merge: 'view' }), plainRequest],
  doctl: [insteadOfAnywhere({ delete: 'get', 'delete-record': 'get' })],
  flyctl: [insteadOfAnywhere({ destroy: 'status', deploy: 'status' })],
  fly: [insteadOfAnywhere({ destroy: 'status', deploy: 'status' })],
  vercel: [insteadOf({ rm: 'ls', remove: 'ls', deploy: 'ls' })],
  heroku: [insteadOf({ 'apps:destroy': 'apps:info', 'pg:reset': 'pg:info' })],
  rsync: [rehearsedAlways('--dry-run')],
  'apt-get': [rehearsedAlways('--simulate')],
  apt: [rehearsedAlways('--simulate')],
  systemctl: [
    insteadOf({
      stop: 'status',
      restart: 'status',
      start: 'status',
      disable: 'status',
      enable: 'status',
      mask: 'status',
      kill: 'status',
      reload: 'status',
    }),
  ],
  crontab: [listTimetable],
}

/** What can be left out besides, whatever the program. */
const LEFT_OUT: readonly Rewriter[] = [loopbackOnly, withoutPrivilege, withoutVariables]

/** Ways to make a command gentler: changes to choose from, best first, and what can be left out with any of them. */
export interface Ways {
  readonly changes: readonly (readonly Edit[])[]
  readonly leftOut: readonly Edit[]
}

/** Finds the ways to make one command gentler. */
export function waysFor(command: SourceCommand, source: Source): Ways {
  const own = Object.hasOwn(BY_PROGRAM, command.program) ? BY_PROGRAM[command.program] : undefined
  const edits = (rewriter: Rewriter): readonly Edit[] => rewriter(command, source)
  const changes = [...(own ?? []), showInstead, insideShell].map(edits).filter(isSome)
  const leftOut = LEFT_OUT.flatMap(edits)
  const isUntouched = changes.length === 0 && leftOut.length === 0
  return { changes: isUntouched ? [showFile].map(edits).filter(isSome) : changes, leftOut }
}

function isSome(edits: readonly Edit[]): boolean {
  return edits.length > 0
}

/** Makes the text behind a shell's `-c` gentler, where it stands in plain quotes. */
const insideShell: Rewriter = ({ program, args }, source) => {
  if (!isShell(program)) return []
  const at = args.findIndex(({ value }) => /^-[a-z]*c$/.test(value ?? ''))
  const script = at < 0 ? undefined : args[at + 1]
  if (!script?.value || written(script, source).slice(1, -1) !== script.value) return []
  const inner = readSource(script.value)
  const offset = script.start + 1
  return (inner?.commands ?? []).flatMap((command) => {
    const [change = []] = inner ? waysFor(command, inner).changes : []
    return change.map((edit) => ({ ...edit, start: edit.start + offset, end: edit.end + offset }))
  })
}
