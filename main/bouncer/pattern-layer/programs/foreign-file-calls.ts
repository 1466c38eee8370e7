import { TAINT } from '../findings.ts'
import { OPAQUE, plain, readPaths, type Scene, touch, writePaths } from '../scene.ts'

/** Most calls of one kind that are looked at in one text. */
const MAX_CALLS = 8

/** Functions of many languages that write the file whose name is the next text. */
const WRITES =
  /(?:\b(?:write(?:_file|File|Lines|String|RDS|lines|_csv|\.\w+)?!?|save(?:RDS|\.image)?|appendFile|spit|output|sink|tell|append|dump|open_out(?:_bin|_gen)?|set\s+(?:output|print|table|logging\s+file)|(?:call-with|with|open)-output-(?:to-)?file|display-to-file|write-to-file|display-lines-to-file|write-region|write-file|append-to-file|FileWriter|FileOutputStream|PrintWriter|RandomAccessFile|Files\.\w+|Path\.of|file\.(?:create|copy|rename|symlink)|download\.file|File\.(?:write|open|cp|rename|ln_s|touch|stream|copy)!?|file:(?:write_file|copy|rename|make_symlink|open)|cat|Export|Put|fileput|out-file|set-content|redir!?\s*>+|\\openout\s*\\\w+\s*=)|\/save|\bdump\s+(?:value|memory|binary\s+\w+))\s*[\s(=,]*(?:[^\n;]{0,60}?)["'\s>]([~/][^\s"'`;)]{1,200})/g
/** A file that is opened to write, by its mode. */
const OPENS =
  /["'{\s]([~/][^\s"'`{}]{1,200})["'}]?[ \t]{0,4},?[ \t]{1,4}["'{]?(?:wb?|ab?|w\+|a\+|r\+|write|append|O_WRONLY|WRITE)\b/g
const OPENS_BESIDE =
  /["']([~/][^\s"'`]{1,200})["'][ \t]{0,4},\s{0,8}(?:mode[ \t]{0,4}=[ \t]{0,4}|\[?[ \t]{0,4}:?)?["']?(?:wb?|ab?|w\+|a\+|r\+|write|append)\b/g
/** A file as an object that is written. */
const OBJECTS =
  /\bFile\s*\(\s*["']([~/][^\s"'`]{1,200})["']\s*\)\s*(?:\.\s*(?:text|bytes|write|append|setText|withWriter|createNewFile|mkdirs?|renameTo)\b|<<)/g

/** Files outside that code of a language which is not read token by token writes, and keys that it names; answers their taint. */
export function noteForeignFiles(scene: Scene, code: string): number {
  if (!/[~/]/.test(code)) return TAINT.none
  for (const shape of [WRITES, OPENS, OPENS_BESIDE, OBJECTS]) {
    for (const match of [...code.matchAll(shape)].slice(0, MAX_CALLS)) noteWritten(scene, match[1])
  }
  const secrets = [...code.matchAll(/["'`]([~/][^\s"'`]{2,200})["'`]/g)]
    .slice(0, MAX_CALLS)
    .map((match) => plain(match[1] ?? ''))
    .filter((field) => isSecret(scene, field.text))
  return secrets.length > 0 ? readPaths(scene, secrets).taint : TAINT.none
}

function isSecret(scene: Scene, text: string): boolean {
  const { secret, place } = touch(scene, plain(text))
  return secret === true && place !== 'project' && place !== 'temporary'
}

/** Other places are the project's, or those of throw-away files. */
function noteWritten(scene: Scene, text: string | undefined): void {
  if (text === undefined || text.startsWith('//')) return
  const { place } = touch(scene, plain(text))
  if (place === 'project' || place === 'temporary' || text.startsWith('/dev/')) return
  writePaths(scene, [plain(text)], OPAQUE)
}
