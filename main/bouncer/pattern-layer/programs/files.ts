import type { TouchedPath } from '../../../../shared/bouncer/model.ts'
import { TAINT } from '../findings.ts'
import { isWithin } from '../paths.ts'
import {
  deletePaths,
  EMPTY,
  emit,
  type Field,
  fork,
  isKnown,
  OPAQUE,
  programAt,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { guardTarget, mayBeGuard } from '../sensitive-paths.ts'
import { isAgentSetting } from '../tools/agent-files.ts'
import { devicePrograms } from './devices.ts'
import { noteUnpacked } from './fetched-folders.ts'
import { changeMode, setId } from './file-modes.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { packedSources } from './project-data.ts'
import { runUnknownProgram } from './unknown-program.ts'

const remove: Program = (scene, call) => {
  const options = readOptions(call.args)
  const recursive = options.has('r', 'R', 'recursive')
  deletePaths(scene, options.operands, recursive)
  return EMPTY
}

/** Moves to the trash, which takes folders as they are. */
const trash: Program = (scene, call) => {
  const files = call.args.filter(({ text }) => !text.startsWith('-'))
  const { home } = scene.ground
  deletePaths(
    scene,
    files,
    files.some((field) => isPersonal(touch(scene, field).path, home)),
  )
  return EMPTY
}

/** The home, what holds it, or one of its own folders. */
function isPersonal(path: string, home: string): boolean {
  if (isWithin(home, path)) return true
  return path.startsWith(`${home}/`) && /^(?:[A-Z][A-Za-z]+|\*)$/.test(path.slice(home.length + 1))
}

const desktopFiles: Program = (scene, call) => {
  const [verb, ...args] = call.args
  if (/^(?:trash|remove)$/.test(verb?.text ?? '')) return trash(scene, { ...call, args })
  return runUnknownProgram(scene, call)
}

const move: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('t S target-directory suffix') })
  const { sources, target } = split(options.operands, options.value('t', 'target-directory'))
  const read = readPaths(scene, sources)
  // Inside the project a move keeps the data; elsewhere it takes it away from where it was.
  const leaving = sources.filter((field) => isMissed(touch(scene, field)))
  // Things of unknown names go one by one, no folder as a whole.
  deletePaths(
    scene,
    leaving,
    leaving.some((field) => isKnown(field.text)),
  )
  if (target) writePaths(scene, [destination(scene, sources, target)], read)
  return EMPTY
}

/** What the guard or an agent reads counts as gone as soon as it lies elsewhere. */
function isMissed({ place, path }: TouchedPath): boolean {
  return (
    place !== 'project' || guardTarget(path) !== null || mayBeGuard(path) || isAgentSetting(path)
  )
}

const copy: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('t S target-directory suffix') })
  const { sources, target } = split(options.operands, options.value('t', 'target-directory'))
  const read = readPaths(scene, sources)
  if (target) writeCopy(scene, { sources, target: destination(scene, sources, target) }, read)
  return EMPTY
}

const EXAMPLE = /(?:^|[./_-])(?:example|sample|template|tmpl|dist|defaults?)(?:\.\w+)?$/

/** A file of settings made from its example holds no secret yet. */
function writeCopy(
  scene: Scene,
  copied: { readonly sources: readonly Field[]; readonly target: Field },
  read: Stream,
): void {
  const { secret, ...path } = touch(scene, copied.target)
  const fromExample = copied.sources.every((field) => EXAMPLE.test(field.text))
  if (!secret || !fromExample || path.place !== 'project') {
    writePaths(scene, [copied.target], read)
    return
  }
  scene.files.set(path.path, read)
  emit(scene, { kind: 'write', paths: [path] })
}

function split(
  operands: readonly Field[],
  folder: Field | undefined,
): { readonly sources: readonly Field[]; readonly target: Field | undefined } {
  return folder
    ? { sources: operands, target: folder }
    : { sources: operands.slice(0, -1), target: operands.length > 1 ? operands.at(-1) : undefined }
}

/** A copy into a folder lands under the source's name there. */
function destination(scene: Scene, sources: readonly Field[], target: Field): Field {
  const [only] = sources
  const folder = /\/\.{0,2}$|^\.{1,2}$|^~$/.test(target.text)
  if (!only || sources.length > 1 || !folder) return target
  const name = touch(scene, only).path.split('/').at(-1) ?? ''
  return { ...target, text: `${target.text}/${name}` }
}

const link: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('t S target-directory suffix') })
  const { sources, target } = split(options.operands, options.value('t', 'target-directory'))
  const paths = sources.map((field) => touch(scene, field))
  const secret = paths.some((path) => path.secret)
  if (secret) readPaths(scene, sources)
  for (const path of paths) {
    if (!target) continue
    const program = programAt(scene, path.path)
    const at = touch(scene, destination(scene, [...sources], target)).path
    const taint = secret ? TAINT.secret : TAINT.none
    scene.files.set(at, { text: null, taint, ...(program ? { program } : {}) })
  }
  if (target) emit(scene, { kind: 'write', paths: [touch(scene, target)] })
  const replaced = target && paths.some(({ path }) => path === '/dev/null')
  if (replaced && touch(scene, target).secret) deletePaths(scene, [target], false)
  return EMPTY
}

const install: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('m o g t S mode owner group target-directory'),
  })
  if (options.has('d', 'directory')) {
    writePaths(scene, options.operands, EMPTY)
    return EMPTY
  }
  if (/s/.test(setId(options.value('m', 'mode')?.text ?? '')))
    emit(scene, { kind: 'privilege', how: 'set-user-id file' })
  return copy(scene, call)
}

const dd: Program = (scene, call) => {
  const values = new Map(
    call.args.map((field) => [field.text.slice(0, field.text.indexOf('=')), field]),
  )
  const from = values.get('if')
  const to = values.get('of')
  const value = (field: Field): Field => ({ ...field, text: field.text.slice(3) })
  const data = from ? readPaths(scene, [value(from)]) : call.stdin
  if (!to) return data
  writePaths(scene, [value(to)], data)
  if (from && /^if=\/dev\/(?:zero|u?random)/.test(from.text) && !values.has('count')) {
    signal(scene, 'fills-disk', value(to).text)
  }
  return EMPTY
}

/** Copies one device or file onto another, by their places: `ddrescue FROM TO`. */
const rescue: Program = (scene, call) => {
  const [from, to] = readOptions(call.args, { valued: valued('b s i o r t') }).operands
  if (from && to) writePaths(scene, [to], readPaths(scene, [from]))
  return OPAQUE
}

const shred: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('n s iterations size random-source') })
  deletePaths(scene, options.operands, true)
  return EMPTY
}

const truncate: Program = (scene, call) => {
  if (
    !/(?:^|\/)g?truncate$/.test(call.path) ||
    /^(?:table|[a-z_."`]+;)$/i.test(call.args[0]?.text ?? '')
  ) {
    emit(scene, { kind: 'database', verb: 'truncate', target: 'sql' })
    return EMPTY
  }
  const options = readOptions(call.args, { valued: valued('s r size reference') })
  writePaths(scene, options.operands, EMPTY)
  return EMPTY
}

const tee: Program = (scene, call) => {
  const options = readOptions(call.args)
  const append = options.has('a', 'append')
  writePaths(scene, options.operands, append ? { ...call.stdin, append } : call.stdin)
  return call.stdin
}

/** Makes folders, which destroys nothing: only system and sensitive places count as written. */
const makeFolders: Program = (scene, call) => {
  const fields = readOptions(call.args, { valued: valued('m Z mode context') }).operands
  const counted = fields.filter((field) => {
    const path = touch(scene, field)
    return path.place === 'system' || path.place === 'project' || guardTarget(path.path) !== null
  })
  writePaths(scene, counted, EMPTY)
  return EMPTY
}

/** Makes named pipes: what is written into one comes out where it is read. */
const makePipes: Program = (scene, call) => {
  const fields = readOptions(call.args, { valued: valued('m mode Z context') }).operands
  writePaths(scene, fields, EMPTY)
  for (const field of fields) {
    const { path } = touch(scene, field)
    scene.files.delete(path)
    scene.pipes.set(path, false)
  }
  return EMPTY
}

/** Creates or touches what it is given. */
function creates(list: string): Program {
  const spec = { valued: valued(list) }
  return (scene, call) => {
    // What is there stays.
    writePaths(scene, readOptions(call.args, spec).operands, { ...EMPTY, keeps: true })
    return EMPTY
  }
}

const ARCHIVE = valued('d x o p P t n b TT unzip-command O i w s mx v y')

/** A program that is to check the archive. */
function runHelper(scene: Scene, helper: Field): void {
  scene.runner.text(fork(scene), helper.text, EMPTY)
  if (/^(?:unzip|zip|7z)\b[\s\w-]*$/.test(helper.text)) return
  signal(scene, 'carries-command', helper.text.slice(0, 80))
}

const archive: Program = (scene, call) => {
  const options = readOptions(zipArguments(call), { valued: ARCHIVE })
  const { verb, file, members } = archiveParts(call, options.operands)
  const folder = options.value('d', 'o')
  const helper = options.value('TT', 'unzip-command')
  if (helper) runHelper(scene, helper)
  if (/^(?:unzip|unrar)$/.test(call.name) || /^[extl]\w*$/.test(verb)) {
    return unpack(scene, folder, file)
  }
  const listed = options.has('@', 'names-stdin') ? namesOn(call.stdin) : []
  const { text, taint: held } = readPaths(scene, [...members, ...listed])
  const read = { text, taint: held | packedSources(scene, members) }
  if (options.has('m', 'move', 'sdel') || verb === 'm') deletePaths(scene, members, true)
  if (file) writePaths(scene, [file], read)
  return { text: null, taint: read.taint }
}

function unpack(scene: Scene, folder: Field | undefined, file: Field | undefined): Stream {
  const held = file ? readPaths(scene, [file]).taint : TAINT.none
  if (folder) writePaths(scene, [folder], EMPTY)
  if (held & TAINT.download) noteUnpacked(scene, folder, file)
  return OPAQUE
}

/** Names of files on standard input, one a line. */
function namesOn(stdin: Stream): readonly Field[] {
  if (stdin.text === null) return []
  const names = stdin.text.split('\n').filter((line) => line !== '')
  return names.slice(0, MAX_NAMES).map((text) => ({ text, glob: false, taint: stdin.taint }))
}

const MAX_NAMES = 256

/** Some take a command letter before the archive. */
function archiveParts(
  call: Invocation,
  operands: readonly Field[],
): { readonly verb: string; readonly file: Field | undefined; readonly members: readonly Field[] } {
  const letters = /^(?:7z\w*|rar|unrar|arj)$/.test(call.name)
  const [file, ...members] = letters ? operands.slice(1) : operands
  return { verb: letters ? (operands[0]?.text ?? '') : '', file, members }
}

/** zip has an option of two letters, `-TT command`. */
function zipArguments(call: Invocation): readonly Field[] {
  return call.args.map((field) =>
    field.text === '-TT' ? { ...field, text: '--unzip-command' } : field,
  )
}

const mktemp: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('p suffix tmpdir') })
  const template = options.operands[0]?.text
  const name = template?.replace(/X{3,}/, 'created') ?? '/tmp/tmp.created'
  const path = name.startsWith('/') || !options.has('t', 'p') ? name : `/tmp/${name}`
  scene.files.set(path, EMPTY)
  return { text: `${path}\n`, taint: TAINT.none }
}

const patch: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('i p d o r input directory output') })
  const input = options.value('i', 'input')
  if (input) readPaths(scene, [input])
  const folder = options.value('d', 'directory')
  writePaths(scene, folder ? [folder] : options.operands.slice(0, 1), EMPTY)
  return OPAQUE
}

const copyByName = (scene: Scene, call: Invocation): Stream => copy(scene, call)

/** Programs that create, change, move or destroy files. */
export const filePrograms: ProgramTable = {
  ...named('rm grm', remove),
  ...named('trash trash-put rmtrash gtrash trashy rip trash-cli rmw', trash),
  gio: desktopFiles,
  ...named('unlink', remove),
  rmdir: (scene, call) => {
    deletePaths(scene, readOptions(call.args).operands, false)
    return EMPTY
  },
  ...named('rimraf del-cli del rimraf2', (scene, call) => {
    // Windows switches (`del /Q`) are no paths.
    const paths = readOptions(call.args).operands.filter(
      (field) => !/^\/[A-Za-z]$/.test(field.text),
    )
    deletePaths(scene, paths, true)
    return EMPTY
  }),
  ...named('mv gmv rename.ul', move),
  ...named('cp gcp ditto', copy),
  ...named('cpy-cli copyfiles ncp cpx', copyByName),
  ...named('ln link', link),
  install,
  ...named('dd dcfldd dc3dd gdd', dd),
  ...named('ddrescue dd_rescue', rescue),
  ...named('shred wipe srm', shred),
  truncate,
  ...named('tee sponge', tee),
  mkdir: makeFolders,
  mkfifo: makePipes,
  ...named('touch mknod', creates('d r t m date reference time mode')),
  fallocate: creates('l o length offset'),
  ...named('chmod chown chgrp chattr setfacl chflags', changeMode),
  ...devicePrograms,
  ...named('zip unzip 7z 7za 7zr 7zz rar unrar arj', archive),
  mktemp,
  patch,
}
