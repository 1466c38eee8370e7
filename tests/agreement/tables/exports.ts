import type { Family } from './family.ts'

const STATES = [
  ...['unset v', 'v=', 'v=a', 'v=(a b)', 'readonly v=a', 'declare -x v=a', 'export v=a'],
  ...['declare v', 'export v', 'declare -l v=A', 'declare -A v=([k]=a)', 'declare -a v'],
]
const CHANGES = [
  ...['export v', 'export v=b', 'export -n v', 'export -n v=b', 'declare -x v', 'declare +x v'],
  ...['typeset -x v=b', 'readonly v', 'readonly v=b', 'v=b :', 'v=b export v', 'v=b emit "$v"'],
  ...['v=b eval \'emit "$v"\'', 'v=b bash -c \'emit "$v"\'', 'v+=b bash -c \'emit "$v"\''],
  ...['unset v', 'unset -v v', 'export v w', 'export "$n"', 'export "$n"=b', 'declare $n=b'],
  ...[
    'set -a; v=b',
    'set -a',
    'read v <<<b',
    'for v in b c; do :; done',
    ': ${v:=b}',
    ': "${v=b}"',
  ],
  ...['((v=3))', 'let v=3', 'printf -v v b', 'v+=b', 'export v+=b', 'v[1]=c', 'v[0]=c', 'v+=(c)'],
  ...[
    'v=(c d)',
    'v=b w=$v',
    'w=v; eval "$w=b"',
    'v= ',
    "v='b c'",
    'v=$e',
    'v="$e"b',
    'v=$(echo b)',
  ],
  ...['export v=~', 'export v=$w', 'declare v=$w', 'v=$w', 'declare -r v=b', 'declare -a v=b'],
  ...['local v=b', 'typeset v=b', 'declare -g v=b', 'unset "v[0]"', 'v=b; export v; v=c'],
  ...['command export v=b', 'builtin export v=b', 'readonly v; v=q', 'export v=b v=c', 'v={b,c}'],
  ...['export v={b,c}', 'declare v={b,c}', 'export {v,w}=z', 'set -- b; v=$1', 'IFS=: v=$w'],
  ...['declare -x v w=q', 'export -- v=b', 'export -p', 'v=b | :', 'v=b && w=c', 'wait -p v'],
]
const AROUND = [
  ...[
    '%',
    '(())&& %',
    '((1))&& { %; }',
    'if ((0)); then %; fi',
    '{ %; } | :',
    '(%)',
    'f() { %; }; f',
  ],
  ...['if ((n2)); then %; else :; fi', 'f() { local v=z; %; }; f', 'f() { local v; %; }; f'],
  ...[
    'for i in 1 2; do %; done',
    'case x in y) %;; esac',
    'case x in x) %;; esac',
    '{ %; } & wait',
  ],
  ...['! %', 'false || { %; }', '{ %; }', 'while :; do %; break; done', 'x=$(%)', ': "$(%)"'],
  ...['f() { f2; }; f2() { %; }; f', '[[ -n $e ]] && { %; }', 'true && { %; } || v=o'],
]
const LOOKS = [
  ...['emit "$v"', 'bash -c \'emit "$v"\'', 'bash -c \'emit "${v-u}"\'', 'emit "${v-u}" "${v[@]}"'],
  ...['(emit "$v")', 'emit ${v[1]-n}', 'v=k bash -c \'emit "$v"\'; emit "$v"', 'v+=1; emit "$v"'],
  ...['bash -c \'v+=1; emit "$v"\'', 'f9() { local v; emit "${v-u}"; v=5; }; f9; emit "$v"'],
  ...['emit "$w" "${w-u}"', 'env bash -c \'emit "$v"\''],
]

/** Every way to give a variable a value or a mark, surely or perhaps, and what a program sees of it. */
export const exports: Family = {
  name: 'exports',
  write: (random) => {
    const change = random.pick(CHANGES)
    const around = random.pick(AROUND).replaceAll('%', () => change)
    return `e= w='y z' n=v n2=0; ${random.pick(STATES)}; ${around}\n${random.pick(LOOKS)}`
  },
}
