import { recallFile } from '../../memory/session-memory.ts'
import { type Field, type Scene, touch } from '../scene.ts'

/** Source of languages that are compiled and not read here. */
const SOURCE = /\.(?:[chm]|cc|cpp|cxx|hpp|go|rs|zig|nim|hs|d|swift|cs|java|kt)$/

/** Longest source that is looked through. */
const MAX_SOURCE = 16 * 1024

/** Parts of a language that reach past what the program is given and what it prints. */
const REACHES =
  /\b(?:system\w*|popen|exec\w*|posix_spawn\w*|spawn\w*|v?fork|clone|socket\w*|connect|bind|listen|accept|send\w*|recv\w*|unlink\w*|remove\w*|rmdir|rename\w*|f?truncate|syscall\w*|dl\w*|mmap|mprotect|u?mount|kill\w*|raise|f?chmod|l?f?chown|set[eg]?[ug]id|ptrace|reboot|getenv|environ|open\w*|f\w*open|creat\w*|[io]?fstream|filesystem|__?asm\w*|asm\w*|Command|process\w*|Process\w*|net|fs|libc|extern|unsafe|include\w*|import|os\.(?!Args|Stdin|Stdout|Stderr|Exit)\w+|ioutil|plugin|reflect|Runtime|Files?\w*|Socket\w*|URL\w*|Http\w*|Path\w*|File\w*|Class|Method|Foundation|shell\w*|Std\.Io|link|symlink|write_\w*|delete\w*|env!|constructor|IORef|IO\.\w+|Directory\w*|Environment\w*|Assembly|Diagnostics|staticRead|staticExec|gorge\w*|emit)\b|##|\\\r?\n|\\u|\?\?|\(\s*\*\s*\)\s*\(|@(?:import|cImport|embedFile)/

/** Headers and packages that only compute and print. */
const HARMLESS_PARTS =
  /^[ \t]*#[ \t]*include[ \t]*<(?:c?(?:stdio|stdlib|string|math|stdint|inttypes|stddef|limits|float|ctype|assert|errno|time|complex|stdbool|stdarg|locale|wchar|stdalign|stdatomic|fenv)(?:\.h)?|iostream|iomanip|vector|string|string_view|map|set|unordered_map|unordered_set|algorithm|numeric|array|deque|queue|stack|list|tuple|utility|functional|memory|optional|variant|chrono|random|type_traits|limits|sstream|bitset|cmath|cstdint|cstdio|cstring|cassert|concepts|ranges|span|bit|format|print|thread|mutex|atomic|immintrin\.h|xmmintrin\.h|emmintrin\.h|arm_neon\.h)>[ \t]*$|^import[ \t]+(?:"(?:fmt|strings|strconv|sort|math|math\/\w+|time|errors|bytes|unicode|unicode\/utf8|bufio|sync|sync\/atomic|slices|maps|cmp|container\/\w+|regexp|os)"|java\.util\.(?:\*|[A-Z]\w+))[ \t]*;?[ \t]*$/gm

/** Whether every source that this call wrote can be seen to compute and print only. */
export function wrotePlainSources(scene: Scene): boolean {
  return [...scene.files.keys()].every((path) => !SOURCE.test(path) || isPlainSource(scene, path))
}

/** Whether a field names such a source of this call. */
export function isOwnSource(scene: Scene, field: Field): boolean {
  const { path } = touch(scene, field)
  return SOURCE.test(path) && scene.files.has(path) && isPlainSource(scene, path)
}

/** Whether a field names a trial of which nothing is known but what can be seen to compute only. */
export function isTrialSource(scene: Scene, field: Field): boolean {
  const { memory, facts } = scene.ground
  const { path, place, certainty } = touch(scene, field)
  if (place !== 'temporary' || certainty !== 'exact' || !SOURCE.test(path)) return false
  if (memory === null || scene.files.has(path) || scene.findings.marks.links.has(path)) return false
  const earlier = memory ? recallFile(memory, path, facts?.hashes?.[path]) : null
  return !earlier || isPlain(earlier)
}

function isPlainSource(scene: Scene, path: string): boolean {
  const held = scene.files.get(path)
  return held !== undefined && isPlain(held)
}

function isPlain({
  text,
  taint,
}: {
  readonly text: string | null
  readonly taint: number
}): boolean {
  if (text === null || taint !== 0 || text.length > MAX_SOURCE) return false
  return !REACHES.test(text.replace(HARMLESS_PARTS, ''))
}
