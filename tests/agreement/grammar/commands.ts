import {
  array,
  choose,
  deeper,
  fileName,
  functionName,
  type Generation,
  type Rule,
  several,
  variable,
} from './generation.ts'
import { plainWords, quote, single, value } from './quoting.ts'
import type { Inside, Words } from './words.ts'

/** Rules of simple commands and what stands around them. */
export function createCommands(words: Words, inside: Inside) {
  const { word, program } = words
  const some = (g: Generation) => several(g, { least: 0, most: 3 }, word).join(' ')

  const redirects: readonly Rule[] = [
    (g) => `>${fileName(g)}`,
    (g) => `>>${fileName(g)}`,
    () => '2>&1',
    () => '2>/dev/null',
    () => '</dev/null',
    (g) => `<<<${word(g)}`,
    (g) => `&>${fileName(g)}`,
    (g) => `3<${fileName(g)}`,
    () => '>&2',
  ]

  function assignment(g: Generation): string {
    const { random } = g
    return random.pick([
      `${variable(g)}=${word(g)}`,
      `${variable(g)}=${word(g)}`,
      `${variable(g)}=${quote(g, value(g))}`,
      `${variable(g)}+=${quote(g, value(g))}`,
      `${array(g)}=(${some(g)})`,
      `${array(g)}=(${plainWords(g)})`,
      `${array(g)}+=(${word(g)})`,
      `${array(g)}[${random.below(3)}]=${word(g)}`,
      `${array(g)}=([1]=${word(g)} ${word(g)})`,
      `IFS=${random.pick(["':'", "''", "$' \\t\\n'", 'a', "', '"])}`,
    ])
  }

  function simple(g: Generation): string {
    const prefix = g.random.chance(0.12) ? `${variable(g)}=${word(g)} ` : ''
    const redirect = g.random.chance(0.15) ? ` ${choose(g, redirects)}` : ''
    const early = g.random.chance(0.05) ? `${choose(g, redirects)} ` : ''
    return `${early}${prefix}${program(g)} ${some(g)}${redirect}`
  }

  function call(g: Generation): string {
    const name = functionName(g)
    return name === null ? simple(g) : `${name} ${some(g)}`
  }

  /** A command line as text, for the many programs that take one. */
  function text(g: Generation): string {
    return inside.list(deeper(g, { oneLine: true, firstFunction: 3 }))
  }

  const wrappers: readonly Rule[] = [
    (g) => `env ${g.random.pick(['', '-i PATH=/bin', 'A=1', '-u v', '--'])} ${simple(bare(g))}`,
    (g) => `env -S ${single(`${value(g)} two`)}`,
    (g) => `timeout ${g.random.pick(['1', '-k 1 1', '-s KILL 1'])} ${bareSimple(g)}`,
    (g) => `nice ${g.random.pick(['', '-n 5', '-5', '--'])} ${bareSimple(g)}`,
    (g) => `nohup ${bareSimple(g)}`,
    (g) => `setsid ${g.random.pick(['', '-w'])} ${bareSimple(g)}`,
    (g) => `stdbuf -oL ${bareSimple(g)}`,
    (g) => `command ${g.random.pick(['', '--', '-p'])} ${bareSimple(g)}`,
    (g) => `builtin ${g.random.pick(['eval', 'command'])} ${bareSimple(g)}`,
    (g) => `exec ${g.random.pick(['', '-a zero', '-c'])} ${bareSimple(g)}`,
    (g) => `(exec ${bareSimple(g)})`,
    (g) => `find . -maxdepth 0 -exec ${bareSimple(g)} {} ${g.random.pick(['\\;', '+', "';'"])}`,
    (g) => `find -maxdepth 0 -ok alfa \\; -o -execdir ${bareSimple(g)} \\;`,
    (g) => `${shellName(g)} -c ${quote(g, text(g))} ${plainWords(g)}`,
    (g) => `${shellName(g)} -c ${quote(g, text(g))}`,
    (g) => `${shellName(g)} <<<${quote(g, text(g))}`,
    (g) => `${shellName(g)} -${g.random.pick(['e', 'x', 'ec', 'xc'])} -c ${single(text(g))}`,
    (g) => `eval ${quote(g, text(g))}`,
    (g) => `eval ${some(g)}`,
    (g) => `time ${simple(g)}`,
    (g) => `! ${simple(g)}`,
  ]

  function bare(g: Generation): Generation {
    return deeper(g, { room: 0 })
  }

  function bareSimple(g: Generation): string {
    return `${program(bare(g))} ${several(bare(g), { least: 0, most: 2 }, word).join(' ')}`
  }

  function shellName(g: Generation): string {
    return g.random.pick(['sh', 'bash', '/bin/bash', 'env bash', '"bash"'])
  }

  /** Writes text through a program that another one turns back. */
  function encoded(g: Generation): string {
    const script = text(g)
    if (/[^ -~]/.test(script)) return simple(g)
    const bytes = Buffer.from(script)
    return g.random.pick([
      `echo ${bytes.toString('base64')} | base64 -d`,
      `base64 --decode <<<${bytes.toString('base64')}`,
      `echo ${bytes.toString('hex')} | xxd -r -p`,
      `echo ${single([...script].reverse().join(''))} | rev`,
      `printf %s ${quote(g, script)}`,
      `printf '%b' ${single(script.replace(/[\\']/g, (c) => `\\0${c.charCodeAt(0).toString(8)}`))}`,
      `echo ${single(script)}`,
      `echo ${single(swapCase(script))} | tr a-zA-Z A-Za-z`,
      `cat <<<${single(script)}`,
    ])
  }

  const feeding: readonly Rule[] = [
    (g) => `${encoded(g)} | ${shellName(g)}`,
    (g) => `${encoded(g)} | ${shellName(g)} -s ${plainWords(g)}`,
    (g) => `eval "$(${encoded(g)})"`,
    (g) => `source <(${encoded(g)})`,
    (g) => `${shellName(g)} <(${encoded(g)})`,
    (g) => `${encoded(g)} >${fileName(g)}; ${g.random.pick(['.', 'bash', 'sh', 'source'])} ./s1`,
    (g) => `${encoded(g)} | tee s2 | cat >/dev/null; bash s2`,
    (g) =>
      `printf '%s\\n' ${plainWords(g)} | xargs ${g.random.pick(['', '-n1', '-t', '-r'])} ${bareSimple(g)}`,
    (g) =>
      `echo ${plainWords(g)} | xargs`.replace(/xargs$/, () => `xargs -I{} ${bareSimple(g)} {}`),
    (g) => `printf '%s\\n' ${plainWords(g)} | xargs -n1 env`,
    (g) =>
      `echo ${quote(g, value(g))} | while read ${variable(g)} ${variable(g)}; do ${inside.list(deeper(g))}; done`,
    (g) => `read ${g.random.pick(['', '-r'])} ${variable(g)} <<<${word(g)}`,
    (g) => `read -a ${array(g)} <<<${word(g)}`,
    (g) => `IFS=: read ${variable(g)} ${variable(g)} <<<${quote(g, `${value(g)}:${value(g)}`)}`,
    (g) => `mapfile -t ${array(g)} < <(printf '%s\\n' ${plainWords(g)})`,
    (g) => `readarray ${array(g)} <<<${quote(g, value(g))}`,
  ]

  const settings: readonly Rule[] = [
    assignment,
    assignment,
    assignment,
    (g) => `${assignment(g)} ${assignment(g)}`,
    (g) => `set -- ${some(g)}`,
    (g) => `set ${plainWords(g)}`,
    () => 'shift',
    (g) => `export ${variable(g)}=${word(g)}`,
    (g) =>
      `declare ${g.random.pick(['', '-x', '-r', '-g', '-l', '-u', '-i'])} ${variable(g)}=${word(g)}`,
    (g) => `declare -a ${array(g)}=(${plainWords(g)})`,
    (g) =>
      `declare -A m=([k]=${quote(g, value(g))} [j]=${word(g)}); \${m[${g.random.pick(['k', 'j', '$v'])}]} x`,
    (g) => `declare -n r=${variable(g)}; r=${quote(g, value(g))}; $r`,
    (g) => `readonly ${variable(g)}=${quote(g, value(g))}`,
    (g) => `typeset ${variable(g)}=${word(g)}`,
    (g) => `unset ${g.random.pick([variable(g), `-v ${variable(g)}`, '-f f1', array(g)])}`,
    (g) =>
      `printf -v ${variable(g)} ${g.random.pick(['%s', '%s%s', '"%s"', "'%b'"])} ${plainWords(g)}`,
    (g) => `shopt -s ${g.random.pick(['lastpipe', 'nullglob', 'extglob', 'expand_aliases'])}`,
    (g) => `set ${g.random.pick(['-e', '-u', '-f', '+f', '-o pipefail', '-x', '-a', '-o noglob'])}`,
    (g) =>
      `${g.random.pick(['cd', 'pushd'])} ${g.random.pick(['d', '.', '..', '/tmp', '~', word(g)])}`,
    () => 'mkdir d',
    () => 'popd',
    (g) => `: ${word(g)}`,
    (g) => `let 'v=${words.arithmetic(g)}'`,
    (g) => `((v=${words.arithmetic(g)}))`,
    (g) => `exec 3>${fileName(g)}`,
    (g) => `exec 4< <(printf '%s\\n' ${plainWords(g)}); read ${variable(g)} <&4`,
    (g) => `trap ${quote(g, text(g))} ${g.random.pick(['EXIT', 'ERR', '0', 'DEBUG', 'RETURN'])}`,
    (g) => `[[ ${word(g)} == ${word(g)} ]]`,
    (g) => `[ ${g.random.pick(['-n', '-z', '-f', '1 -lt'])} ${words.reference(g)} ]`,
    (g) => `${fileName(g)} x`,
    (g) => `. ./${fileName(g)}`,
  ]

  function command(g: Generation): string {
    const kind = g.random.below(g.room > 0 ? 20 : 13)
    if (kind < 5) return simple(g)
    if (kind < 6) return call(g)
    if (kind < 13) return choose(g, settings)
    return choose(g, kind < 17 ? wrappers : feeding)
  }

  return { command, simple, call, text, encoded, redirects }
}

function swapCase(text: string): string {
  return text.replace(/[a-zA-Z]/g, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()))
}
