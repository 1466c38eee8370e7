import { OPAQUE, UNKNOWN } from '../scene.ts'
import { named, type Program, type ProgramTable } from './program.ts'

/** Prints the name of a disk: which one is not known, that it is one is. */
const deviceName: Program = (_scene, call) => {
  const line = call.args.map((field) => field.text).join(' ')
  const row = PRINTS[call.name]
  if (!row?.test(line)) return OPAQUE
  const bare = call.name === 'lsblk' && !/PATH|(?:^| )-\w*p/.test(line)
  const head = call.name === 'df' ? 'Filesystem\n' : ''
  return { text: `${head}${bare ? '' : '/dev/'}sd${UNKNOWN}\n`, taint: call.stdin.taint }
}

const PRINTS: Readonly<Record<string, RegExp>> = {
  findmnt: /SOURCE/,
  lsblk: /(?:^| )(?:-\w*o|--output)[ =]?(?:K?NAME|PATH|PKNAME)(?: |$)/,
  blkid: /-o device|-[UL] /,
  df: /--output=source/,
}

/** Programs that print what disks are called. */
export const deviceNamePrograms: ProgramTable = named('findmnt lsblk blkid df', deviceName)
