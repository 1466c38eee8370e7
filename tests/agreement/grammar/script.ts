import { createRandom } from '../random.ts'
import { createCommands } from './commands.ts'
import { createFamilies } from './families.ts'
import {
  choose,
  deeper,
  functionName,
  type Generation,
  type Rule,
  several,
  variable,
} from './generation.ts'
import { plainWords, quote, value } from './quoting.ts'
import { createWords } from './words.ts'

const inside = { list }
const words = createWords(inside)
const commands = createCommands(words, inside)
const { command } = commands
const families = createFamilies(words, commands, inside)

/** Commands joined by the operators there are. */
function list(g: Generation): string {
  const { random } = g
  const parts = several(g, { least: 1, most: g.room > 1 ? 3 : 2 }, statement)
  return parts.reduce(
    (text, part) => `${text}${random.pick(['; ', '; ', ' && ', ' || ', ' | ', ' & '])}${part}`,
  )
}

function statement(g: Generation): string {
  if (!g.oneLine && g.random.chance(0.08)) return choose(g, families.rules)
  return g.room > 0 && g.random.chance(0.35) ? choose(g, compounds) : command(g)
}

const body = (g: Generation): string => list(deeper(g))

const compounds: readonly Rule[] = [
  (g) => `if ${body(g)}; then ${body(g)}; fi`,
  (g) =>
    `if ${command(g)}; then ${body(g)}; elif ${command(g)}; then ${body(g)}; else ${body(g)}; fi`,
  (g) => `if ${command(g)}; then ${body(g)}; else ${body(g)}; fi`,
  (g) =>
    `for ${variable(g)} in ${several(g, { least: 0, most: 3 }, words.word).join(' ')}; do ${body(g)}; done`,
  (g) =>
    `for ${variable(g)} in ${plainWords(g)}; do ${body(g)}; ${g.random.pick(['', 'break;', 'continue;'])} done`,
  (g) => `for ${variable(g)}; do ${body(g)}; done`,
  (g) => `for ((i=0; i<2; i++)); do ${body(g)}; done`,
  (g) => `while ${command(g)}; do ${body(g)}; break; done`,
  (g) => `i=0; while [ $((i++)) -lt 2 ]; do ${body(g)}; done`,
  (g) => `i=0; until (( i++ > 1 )); do ${body(g)}; done`,
  (g) => `while read ${variable(g)}; do ${body(g)}; done < <(printf '%s\\n' ${plainWords(g)})`,
  (g) => `while read -r ${variable(g)}; do ${body(g)}; done <<<${quote(g, value(g))}`,
  (g) =>
    `case ${words.word(g)} in ${value(g).split(' ')[0] || 'x'}|1) ${body(g)};${g.random.pick([';', '&', ';&'])} *) ${body(g)};; esac`,
  (g) => `case $v in a*) ${body(g)};; [b-z]*) ${body(g)} ;; esac`,
  (g) => `select ${variable(g)} in ${plainWords(g)}; do ${body(g)}; break; done <<<1`,
  (g) => `{ ${body(g)}; }`,
  (g) => `{ ${body(g)}; } ${choose(g, commands.redirects)}`,
  (g) => `( ${body(g)} )`,
  (g) => `( ${body(g)} ) | ${command(g)}`,
  defined,
  defined,
  defined,
  (g) => `coproc ${g.random.pick(['', 'K '])}{ ${body(g)}; }`,
  (g) => `coproc { ${commands.encoded(g)}; }; read ${variable(g)} <&"\${COPROC[0]}"`,
  (g) => `shopt -s lastpipe; echo ${quote(g, value(g))} | read ${variable(g)}; $${variable(g)}`,
  (g) => `[[ ${words.word(g)} == $(${body(g)}) ]]`,
  (g) => `time { ${body(g)}; }`,
]

function defined(g: Generation): string {
  const name = functionName(g)
  if (name === null) return command(g)
  const inner = deeper(g, { firstFunction: Number(name.slice(1)) + 1 })
  const local = g.random.chance(0.4) ? `local ${variable(g)}=${words.word(g)}; ` : ''
  const head = g.random.pick([`${name}()`, `function ${name}`, `function ${name}()`])
  const call = g.random.chance(0.8) ? `; ${name} ${plainWords(g)}` : ''
  return `${head} { ${local}${list(inner)}; ${g.random.pick(['', 'return;'])} }${call}`
}

/** Lines that need their own line ends: here-documents, aliases, comments, continuations. */
const lines: readonly Rule[] = [
  (g) => `${shell(g)} <<E\n${list(deeper(g))}\n${command(deeper(g))}\nE\n`,
  (g) => `${shell(g)} <<'E'\n${list(deeper(g))}\nE\n`,
  (g) => `${shell(g)} <<-"E"\n\t${list(deeper(g, { oneLine: true }))}\n\tE\n`,
  (g) => `cat <<E | ${shell(g)}\n${list(deeper(g))}\nE\n`,
  (g) =>
    `cat >s1 <<'E'\n${list(deeper(g))}\nE\n${g.random.pick(['. ./s1', 'bash s1 two', 'source s1', 'sh <s1', './s1'])}`,
  (g) => `cat >s2 <<E; ${command(g)}\n${list(deeper(g))}\nE\nchmod +x s2; ./s2`,
  (g) =>
    `while read ${variable(g)} ${variable(g)}; do ${body(g)}; done <<E\n${value(g)}\n${value(g)} $${variable(g)}\nE\n`,
  (g) =>
    `shopt -s expand_aliases\nalias l1=${quote(g, commands.text(deeper(g)))}\nl1 ${plainWords(g)}`,
  (g) =>
    `shopt -s expand_aliases\nalias l2=${quote(g, `${value(g)} `)} l3=${quote(g, value(g))}\nl2 l3`,
  (g) => `# ${value(g)}; $(${value(g)})\n${command(g)}`,
  (g) => `${words.program(g)} \\\n${words.word(g)} # ${value(g)}`,
  (g) => `${command(g)} &\nwait`,
  (g) => `x=$(cat <<E\n${value(g)}\nE\n); $x`,
]

function shell(g: Generation): string {
  return g.random.pick(['sh', 'bash', 'bash -s one', 'env sh', 'timeout 1 bash'])
}

/** A script for bash that follows from the seed alone, as its lines. */
export function generateScript(seed: number): string {
  const random = createRandom(seed)
  const g: Generation = {
    random,
    room: random.below(4),
    firstFunction: 0,
    oneLine: false,
  }
  const rest = several(g, { least: 1, most: 3 }, (each) =>
    each.random.chance(0.25) ? choose(each, lines) : list(each),
  )
  return `${[...(random.chance(0.85) ? knownStart(g) : []), ...rest].join('\n')}\n`
}

/** Everything set to known values, so that the engine cannot hide behind an unset variable. */
function knownStart(g: Generation): string[] {
  const set = (name: string) => `${name}=${quote(g, value(g))}`
  return [
    [...['v', 'w', 'x', 'y'].map(set), 'z='].join(' '),
    `a=(${plainWords(g)}) b=(${plainWords(g)})`,
    `set -- ${plainWords(g)}`,
  ]
}
