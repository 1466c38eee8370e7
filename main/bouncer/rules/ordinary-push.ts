import type { Effect } from '../../../shared/bouncer/model.ts'

type VersionControl = Extract<Effect, { kind: 'version-control' }>

/** Branches that others build on, that are released from or that a site is served from. */
const SHARED =
  /^(?:main|master|trunk|default|mainline|prod(?:uction)?|live|stable|release[sd]?|deploy(?:ment|s)?|staging|gh-pages|pages|hotfix)(?:$|[/_-]|\.\d|\d)/i
/** Names of versions: they are tags, and publishing one releases it. */
const VERSION = /^v?\d+(?:\.\d+)+/
/** Remotes that put what they get into service. */
const SERVES =
  /(?:^|[-_.])(?:prod(?:uction)?|live|heroku|dokku|deploy\w*|staging|piku|caprover|clever|scalingo|gigalixir|pages|release)(?:$|[-_.])/i

/**
 * Whether a push only adds commits of a branch of one's own to a remote known by its name, which can
 * be undone and disturbs nobody.
 */
export function isOrdinaryPush(effect: VersionControl): boolean {
  const { target, verb, remote, branch } = effect
  if (target !== 'remote' || verb !== 'push') return false
  if (remote === undefined || branch === undefined) return false
  if (!/^[\w.-]+$/.test(remote) || SERVES.test(remote)) return false
  const name = branch.replace(/^refs\/heads\//, '')
  return /^[\w./@#+-]+$/.test(name) && !/^refs\//.test(name) && !isShared(name)
}

/** Branches whose loss hits everybody who works on the project. */
const EVERYBODYS =
  /^(?:main|master|trunk|mainline|prod(?:uction)?|live|stable)$|^releases?(?:[/_-]|$)/i

/** Whether a push overwrites or deletes a branch that everybody builds on. */
export function losesShared({ target, verb, branch }: VersionControl): boolean {
  if (target !== 'remote' || branch === undefined) return false
  return LOSES.test(verb) && EVERYBODYS.test(branch.replace(/^refs\/heads\//, ''))
}

const LOSES = /^(?:force-push|delete)$/

function isShared(branch: string): boolean {
  return SHARED.test(branch) || VERSION.test(branch)
}
