import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  signal,
  writePaths,
} from '../scene.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { isRehearsal, subcommands } from './verbs.ts'

const COMMAND_OPTION =
  /^--(?:password-command|passcommand|rsh|remote-path|remote-ssh|ssh-command|sftp\.command|option|pre-hook|post-hook|before-backup|after-backup|rsync-path|use-ssh-command|metadata-mapper)(?:=|$)|^-o$/

const CHANGES =
  /^(?:uninstall|forget|prune|delete|purge|rmdir|rmdirs|deletefile|cleanup|sync|move|moveto|bisync|dedupe|unlock|rebuild-index|repair|recover|rewrite|break-lock|compact|recreate|rename|cleanup-repo|key|tag|untag|serve|copy|copyto|rcat|config|expire|remove\S*|migrate|self-update|undelete|settier|rc|rcd|link|mount|umount|with-lock|change-passphrase|full|incremental|collect|verify-delete|snapshot-delete|del|rm|wipe|destroy|rollback|revert|undochange|archive|import-tar|restore-archive|thaw|snapshot-expire)$/

/** Backups: what removes or rewrites them asks, what makes or reads them passes. */
const backup: Program = (scene, call) => {
  const words = subcommands(
    call.args.filter((field) => !field.text.startsWith('-')),
    4,
  )
  noteHelpers(scene, call.args)
  if (isRehearsal(call.args)) return OPAQUE
  const removes = call.args.find((field) =>
    /^--(?:cleanup|prune|delete\S*|remove\S*|force|repair|keep-\S+)(?:=|$)/.test(field.text),
  )
  const verb = words.find((word) => CHANGES.test(word)) ?? removes?.text
  if (verb) emit(scene, { kind: 'infrastructure', verb, resource: call.name })
  noteUpload(scene, call, words)
  noteRestore(scene, call, words)
  return OPAQUE
}

function noteHelpers(scene: Scene, args: readonly Field[]): void {
  for (const [at, field] of args.entries()) {
    if (!COMMAND_OPTION.test(field.text)) continue
    const equals = field.text.indexOf('=')
    const value = equals < 0 ? (args[at + 1]?.text ?? '') : field.text.slice(equals + 1)
    const command = value.replace(/^[\w.-]+\.command=/, '')
    if (field.text === '-o' && command === value) continue
    scene.runner.text(fork(scene), command, EMPTY)
    signal(scene, 'carries-command', command)
  }
}

const REMOTE =
  /^(?:rest|sftp|s3|b2|azure|gs|swift|rclone):|^(?:ssh|https?|sftp|s3|webdavs?|ftp):\/\/|^[\w.-]+@[\w.-]+:/

function noteUpload(scene: Scene, call: Invocation, words: readonly string[]): void {
  const always = /^(?:duplicity|rdiff-backup|tarsnap)$/.test(call.name)
  const uploads = /^(?:backup|create|copy|copyto|sync|move|moveto|snapshot|full|incremental)$/
  const named = call.args.some((field) => uploads.test(field.text))
  if (!always && !named && !words.includes('create')) return
  const options = readOptions(call.args, {
    valued: valued('r repo repository-file p e exclude tag'),
  })
  const place =
    options.value('r', 'repo')?.text ??
    options.operands.find(({ text }) => REMOTE.test(text) || isRemoteName(call.name, text))?.text
  if (place === undefined || !(REMOTE.test(place) || isRemoteName(call.name, place))) return
  const read = readPaths(
    scene,
    options.operands.slice(1).filter(({ text }) => text !== place),
  )
  if (read.taint & TAINT.secret) flow(scene, 'secret-to-network', place)
  emit(scene, { kind: 'network', host: place, direction: 'upload' })
}

/** `rclone` gives its remotes names of their own. */
function isRemoteName(program: string, text: string): boolean {
  return program === 'rclone' && /^[\w.-]+:/.test(text)
}

function noteRestore(scene: Scene, call: Invocation, words: readonly string[]): void {
  if (!words.includes('restore')) return
  const target = readOptions(call.args, { valued: valued('t target r repo') }).value('t', 'target')
  if (target) writePaths(scene, [target], OPAQUE)
  else emit(scene, { kind: 'infrastructure', verb: 'restore', resource: call.name })
}

/** Tools that keep copies of data. */
export const backupPrograms: ProgramTable = named(
  'restic borg borg1 borg2 borgmatic rclone duplicity duplicacy velero kopia tarsnap rdiff-backup rsnapshot rustic bupstash attic timeshift snapper btrbk proxmox-backup-client proxmox-backup-manager pgbackrest barman wal-g wal-e autorestic resticprofile vorta bareos-fd',
  backup,
)
