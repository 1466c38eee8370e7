import type { createCommands } from './commands.ts'
import {
  array,
  deeper,
  fileName,
  type Generation,
  type Rule,
  several,
  variable,
} from './generation.ts'
import { argument, plainWords, quote, value } from './quoting.ts'
import type { Inside, Words } from './words.ts'

/** What commands offer to rules that build on them. */
type Commands = ReturnType<typeof createCommands>

const firstWord = (g: Generation) => value(g).split(' ')[0] || 'alfa'

/** Rarer constructs of the shell, each so that what it leaves behind decides what runs next. */
export function createFamilies(words: Words, commands: Commands, inside: Inside) {
  const { word } = words
  const body = (g: Generation) => inside.list(deeper(g))
  const use = (g: Generation) =>
    g.random.pick([`$${variable(g)}`, `${firstWord(g)} "$${variable(g)}"`, `"$${variable(g)}" x`])

  const leaving: readonly Rule[] = [
    (g) =>
      `for ${variable(g)} in ${plainWords(g)} 1; do for i in 1 2; do ${body(g)}; ${way(g)}; ${assign(g)}; done; ${assign(g)}; done; ${use(g)}`,
    (g) => `for i in 1 2 3; do ${assign(g)}; ${way(g)}; ${assign(g)}; done; ${use(g)}`,
    (g) =>
      `f2() { while :; do ${assign(g)}; ${g.random.pick(['return', 'break', 'return 1'])}; done; ${assign(g)}; }; f2; ${use(g)}`,
    (g) => `echo ${quote(g, `${assign(g)}; ${way(g)}; ${assign(g)}`)} >s1; . ./s1; ${use(g)}`,
    (g) => `f2() { ${assign(g)}; ${firstWord(g)} && return; ${assign(g)}; }; f2; ${use(g)}`,
    (g) => `(${assign(g)}; exit; ${assign(g)}); ${use(g)}`,
    (g) =>
      `f2() { ${firstWord(g)} "$1"; [ -z "$2" ] || f2 "$2" ${g.random.pick(['', '$1'])}; }; f2 ${plainWords(g)}`,
    (g) => `f2() { ${use(g)}; [ -n "$u" ] || { u=1; ${assign(g)}; f2; }; }; f2`,
    (g) => `set -e; ${firstWord(g)}; ${assign(g)}; ${use(g)}`,
  ]

  function way({ random }: Generation): string {
    const leave = random.pick(['break', 'continue', 'break 2', 'continue 2', 'return', 'break 1'])
    return random.pick([
      leave,
      `alfa && ${leave}`,
      `if bravo; then ${leave}; fi`,
      `! ida || ${leave}`,
    ])
  }

  function assign(g: Generation): string {
    return `${variable(g)}=${quote(g, firstWord(g))}`
  }

  const elements = (g: Generation) =>
    g.random.pick([
      `"\${${array(g)}[@]}"`,
      `"\${${array(g)}[*]:1}"`,
      `"\${${array(g)}[@]:${g.random.below(4)}:${g.random.below(3)}}"`,
      `"\${${array(g)}[@]: -1}"`,
      `"\${${array(g)}[-1]}"`,
      `"\${!${array(g)}[@]}"`,
      `\${#${array(g)}[@]}`,
      `"\${${array(g)}[${variable(g)}+1]}"`,
      `\${${array(g)}[1]+set}`,
      `\${${array(g)}[5]-none}`,
      `"\${${array(g)}[@]/a/b}"`,
    ])
  const arrays: readonly Rule[] = [
    (g) => `unset '${array(g)}[${g.random.below(3)}]'; ${firstWord(g)} ${elements(g)}`,
    (g) => `${array(g)}[-1]=${word(g)}; ${firstWord(g)} ${elements(g)}`,
    (g) =>
      `${array(g)}=([3]=${word(g)} ${word(g)} [1]=${quote(g, value(g))}); ${firstWord(g)} ${elements(g)}`,
    (g) => `${array(g)}[4]+=${quote(g, value(g))}; ${array(g)}+=(${word(g)}); ${elements(g)}`,
    (g) => `${firstWord(g)} ${elements(g)} ${elements(g)}`,
    (g) =>
      `declare -A t=([a]=${quote(g, firstWord(g))} [b]=${word(g)}); t[c]=${quote(g, value(g))}; for k in "\${!t[@]}"; do \${t[$k]} "$k"; done`,
    (g) =>
      `declare -A t=([a]=${quote(g, value(g))}); t[a]+=${argument(g) || 1}; "\${t[@]}" \${#t[@]}`,
    (g) =>
      `local2() { local -a ${array(g)}=(${plainWords(g)}); ${elements(g)}; }; local2; ${elements(g)}`,
    (g) => `f2() { local -n r=$1; r=(${plainWords(g)}); }; f2 ${array(g)}; ${elements(g)}`,
  ]

  const variables: readonly Rule[] = [
    (g) => `readonly ${variable(g)}\n${assign(g)}\n${use(g)}`,
    (g) =>
      `declare -r ${variable(g)}=${quote(g, firstWord(g))}\n${assign(g)} ${firstWord(g)} x\n${use(g)}`,
    (g) =>
      `declare -n r=${variable(g)}; ${g.random.pick(['unset r', 'unset -n r', 'r+=s', 'for r in v w; do r=alfa; done'])}; ${use(g)}; \${r-bravo}`,
    (g) =>
      `while getopts ab:c o ${plainWords(g)}; do ${firstWord(g)} $o "$OPTARG"; done; shift $((OPTIND-1)); ${firstWord(g)} "$@"`,
    (g) =>
      `if ${firstWord(g)}; then unset ${variable(g)}; fi; ${firstWord(g)} "\${${variable(g)}-unset}" \${${variable(g)}+set}`,
    (g) =>
      `${variable(g)}=${word(g)} ${g.random.pick([':', 'eval', 'export', '. ./s1', 'read u', 'true'])} <<<"$${variable(g)}"; ${use(g)}`,
    (g) => `${variable(g)}=${word(g)} ${firstWord(g)} <<<$${variable(g)} "$${variable(g)}"`,
    (g) =>
      `${variable(g)}=~/y:~/z; ${variable(g)}=$${variable(g)}:~; ${firstWord(g)} "$${variable(g)}"`,
    (g) =>
      `export ${variable(g)}; bash -c ${quote(g, use(g))}; export -n ${variable(g)}; sh -c ${quote(g, use(g))}`,
    (g) => `f2() { ${use(g)}; }; export -f f2; bash -c f2; ${variable(g)}=7 f2`,
    (g) =>
      `((${variable(g)}=${words.arithmetic(g)}, ${variable(g)}++)); ${firstWord(g)} $${variable(g)} $((--${variable(g)})) $((${variable(g)}>1?2:3))`,
    (g) =>
      `for ((i=0; i<${1 + g.random.below(3)}; i++)); do ${firstWord(g)} $i $((i*2)); done; ${firstWord(g)} $i`,
    (g) =>
      `[[ ${quote(g, firstWord(g))} =~ ^(.)(.*)$ ]] && \${BASH_REMATCH[1]}\${BASH_REMATCH[2]} x`,
    (g) =>
      `printf -v ${variable(g)} ${g.random.pick(['%q', '%5s', '%.3s', '%-4s|', "'%d'", '%x'])} ${quote(g, value(g))}; ${use(g)}`,
  ]

  const expansions: readonly Rule[] = [
    (g) => `${firstWord(g)} ${several(g, { least: 1, most: 4 }, rare).join(' ')}`,
    (g) => `${several(g, { least: 1, most: 2 }, rare).join('')} x`,
    (g) => `${variable(g)}=${rare(g)}; ${use(g)}`,
    (g) => `for ${variable(g)} in ${rare(g)} ${rare(g)}; do ${use(g)}; done`,
    (g) => `case ${rare(g)} in ${rare(g)}) ${firstWord(g)};; *) bravo; esac`,
  ]

  function rare(g: Generation): string {
    const v = variable(g)
    const inner = () => inside.list(deeper(g, { room: 0 }))
    const plain = [
      `"\${@:2}"`,
      `"\${*:1:1}"`,
      `"\${@: -1}"`,
      `\${!${v}}`,
      `"\${!${v}@}"`,
      `\${${v}/a/&&}`,
      `\${${v}^^[a-m]}`,
      `\${${v}~~}`,
      `"\${${v}@a}"`,
      `"\${${v}@A}"`,
      `\${${v}:\${#x}}`,
      `\${${v}:0:\${#w}}`,
      `\${${v}#"$w"}`,
      `\${${v}%%$x*}`,
      `\${${v}/#$w/$x}`,
      `\${${v}:-"q r" s}`,
      `\${z:-$${v}}`,
      `"\${z:-"$${v}"}"`,
      `$[1+2]`,
      `$((${v}=3))`,
      `$'a\\tb'`,
      `~+/q`,
      `"$_"`,
      `{a,b{c,d}}`,
      `{x,$${v}}y`,
      `\${#${v}}$#`,
    ]
    if (g.room < 1) return g.random.pick(plain)
    return g.random.pick([
      ...plain,
      `a<(${inner()})b`,
      `--o=<(${inner()})`,
      `>(${inner()})`,
      `$(ls)`,
      `q$(ls)"r"`,
      `$(<s1)`,
      `$(${inner()} | tail -n1)`,
      `\${z:-$(${inner()})}`,
    ])
  }

  const streams: readonly Rule[] = [
    (g) => `echo ${quote(g, value(g))} >s1; exec <s1; read ${variable(g)}; ${use(g)}`,
    (g) => `exec <<<${word(g)}; sh`,
    (g) => `exec {fd}<<<${word(g)}; read ${variable(g)} <&$fd; exec {fd}<&-; ${use(g)}`,
    (g) => `exec >s1; echo ${quote(g, value(g))}; exec >&2; . ./s1`,
    (g) => `read -u 3 ${variable(g)} 3<<<${word(g)}; ${use(g)}`,
    (g) =>
      `read ${g.random.pick(['-n 3', '-d x', '-N 2', '-t 1', '-e', '-s'])} ${variable(g)} <<<${word(g)}; ${use(g)}`,
    (g) =>
      `mapfile ${g.random.pick(['-n 1', '-s 1', '-O 1', '-d x'])} -t ${array(g)} <<<${word(g)}; ${elements(g)}`,
    (g) => `${firstWord(g)} |& read ${variable(g)}; ${use(g)}`,
    (g) => `{ ${assign(g)}; ${firstWord(g)}; } |& cat; ${use(g)}`,
    (g) => `{ read ${variable(g)}; sh; } <<E\n${value(g)}\n${firstWord(g)} two\nE\n`,
    (g) => `f2() { read ${variable(g)}; ${use(g)}; } <<<${word(g)}; f2`,
    (g) => `echo ${quote(g, commands.text(g))} | tee ${fileName(g)} >(sh) | cat; sh s1`,
    (g) =>
      `ls | ${g.random.pick(['xargs', 'xargs -n1', 'xargs -I{}', 'while read v; do'])} ${firstWord(g)}`.replace(
        /do \w+$/,
        (loop) => `${loop} "$v"; done`,
      ),
    (g) => `cat <<E >>s1; . ./s1\n${value(g)} \${${variable(g)}} \\$1\nE\n`,
    (g) =>
      `echo '${firstWord(g)} >>s1' >s1; ${g.random.pick(['sh <s1', '. ./s1', 'sh s1', 'cat s1 | sh'])}`,
    (g) => `coproc K { read u; $u x; }; echo ${quote(g, firstWord(g))} >&\${K[1]}; wait`,
  ]

  const shells: readonly Rule[] = [
    (g) =>
      `bash ${g.random.pick(['+x', '+e', '-o pipefail', '+o errexit', '--posix', '-u', '+B'])} -c ${quote(g, commands.text(g))} ${plainWords(g)}`,
    (g) =>
      `echo ${quote(g, value(g))} >s1; chmod +x s1; ${g.random.pick(['env', 'timeout 1', 'nice', 'exec', 'command', ''])} ./s1 ${plainWords(g)}`,
    (g) =>
      `shopt -s expand_aliases\nalias l1=${quote(g, value(g))} l2='l1 ' l3=l1\n${g.random.pick(['l2 l3', 'l3 x', 'l2 l1', 'unalias l1; l3'])}\nl2 l2`,
    (g) =>
      `shopt -s expand_aliases\nalias l1=${quote(g, firstWord(g))}\nf2() { l1 one; }\nalias l1=${quote(g, firstWord(g))}\nf2; l1 two`,
    (g) =>
      `${g.random.pick(['set +B', 'set -o posix', 'shopt -s nocasematch', 'shopt -s xpg_echo', 'set -f', 'shopt -s failglob', 'set -a'])}; ${commands.command(g)}; ${commands.command(g)}`,
    (g) =>
      `trap ${quote(g, `${use(g)}`)} ${g.random.pick(['EXIT', 'USR1', 'DEBUG', 'RETURN', 'ERR'])}; ${assign(g)}; ${g.random.pick(['kill -USR1 $$', firstWord(g), 'return', 'exit 3'])}; ${assign(g)}`,
    (g) => `eval "${variable(g)}=\\$${variable(g)}"; eval ${quote(g, `f2() { ${use(g)}; }`)}; f2`,
    (g) =>
      `set -- ${plainWords(g)}; while [ $# -gt 0 ]; do ${firstWord(g)} "$1"; shift; done; ${firstWord(g)} $#`,
    (g) => `hash -p /bin/${firstWord(g)} zulu; zulu x`,
  ]

  return {
    rules: [...leaving, ...arrays, ...variables, ...expansions, ...streams, ...shells],
    rare,
  }
}
