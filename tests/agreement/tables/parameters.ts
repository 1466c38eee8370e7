import type { Family } from './family.ts'

/** What a variable may be before it is expanded. */
const STATES = [
  'unset v',
  'v=',
  'v=abc',
  "v=' a b '",
  "v='b\"a'",
  'v=1',
  'v=a/b.a',
  "v='a*'",
  'v=()',
  "v=('')",
  'v=(a)',
  'v=(a bca)',
  "v=('' '')",
  "v=(a '' 'c d')",
  'v=([3]=x [5]=y)',
  "v=([1]='')",
  'v=([0]=a [4]=)',
  'declare -a v',
  'declare v',
  'declare -A v',
  'declare -A v=([k]=a)',
  "declare -A v=([0]='')",
  'v=a; v+=(b)',
  "v=(a b); unset 'v[0]'",
  'w=abc; declare -n v=w',
  'w=(a b); declare -n v=w',
  'declare -i v=3',
  'declare -l v=ABC',
  'export v',
  'readonly v=abc',
]
const ARGUMENTS = [
  'set --',
  "set -- ''",
  'set -- a',
  "set -- a 'b c'",
  "set -- '' ''",
  "set -- '' a",
]

const NAMES = ['v', 'v[0]', 'v[1]', 'v[3]', 'v[-1]', 'v[@]', 'v[*]', 'v[$n]', 'v[k]']
const ARGUMENT_NAMES = ['1', '2', '@', '*']

const WORDS =
  '|d|"d e"|d e|$w|"$w"|""|\'\'|"$@"|$@|${z[@]}|"${z[@]}"|d"e f"g|"d"$w| d|d*|\\d|$(printf %s "x y")'.split(
    '|',
  )
const PATTERNS = '|a|?|*|"*"|$e|"$e"|a*|[a-b]|\\a|\'\'|*a|$x|[!a]|[[:alpha:]]|x'.split('|')
const REPLACEMENTS = ['', '/', '/z', '/$e', '/"$x"', '/a&', '/\\&', '/$w']
const OFFSETS = ['0', '1', '2', '9', ' -1', ' -2', ' -9', '$n', 'n', '']
const LENGTHS = ['', ':0', ':1', ':2', ':-1', ':', ':$n']

function crossed(...lists: readonly (readonly string[])[]): string[] {
  return lists.reduce<string[]>(
    (all, list) => all.flatMap((head) => list.map((tail) => head + tail)),
    [''],
  )
}

const OPERATORS = [
  '',
  ...crossed([':-', '-', ':=', '=', ':+', '+', ':?', '?'], WORDS),
  ...crossed(['#', '##', '%', '%%'], PATTERNS),
  ...crossed(['/', '//', '/#', '/%'], PATTERNS, REPLACEMENTS),
  ...crossed([':'], OFFSETS, LENGTHS),
  ...'^ ^^ , ,, ~ ~~ ^a ^^[ab] ,,A ^^? @Q @U @L @u @E @A @a @K @P @k'.split(' '),
]

/** Where an expansion may stand; `%` is its place. */
const PLACES = [
  'emit %',
  'emit "%"',
  'emit p%',
  'emit "p%"',
  'emit %s',
  'emit "%s"',
  "emit %''",
  "emit ''%",
  'emit "$e"%',
  'emit "%""$e"',
  'emit %%',
  'emit "%%"',
  'y=%; emit "$y"',
  'y="%"; emit "$y"',
  'for i in %; do emit "$i"; done',
  'for i in "%"; do emit "$i"; done',
  'y=(%); emit "${#y[@]}" "${y[@]}"',
  'y=("%"); emit "${y[@]}"',
  'emit x{,%}',
  'emit -- % "%" end',
  'export y=%; emit "$y"',
  'emit "$(printf "%s;" %)"',
  'read -r y <<<%; emit "$y"',
  'declare y=%; emit "$y"',
  'y=a%; y+=%; emit "$y"',
  'emit % "$v" ${w}',
  '% emit q',
]
const SEPARATORS = ['', '', 'IFS=; ', 'IFS=:; ', "IFS='b '; "]

/** Everything `${…}` may do to variables, arrays and arguments, wherever it may stand. */
export const parameters: Family = {
  name: 'parameters',
  write: (random) => {
    const isVariable = random.chance(0.6)
    const state = random.pick(isVariable ? STATES : ARGUMENTS)
    const name = random.pick(isVariable ? NAMES : ARGUMENT_NAMES)
    const operated = `${name}${random.pick(OPERATORS)}`
    const inner = random.chance(0.85) ? operated : random.pick(['#', '!']) + name
    const expansion = `\${${inner}}`
    const place = random.pick(PLACES).replaceAll(/(?<!printf ")%/g, () => expansion)
    return `e= w='y z' x=a n=1 z=(1 '2 3'); ${state}; ${random.pick(SEPARATORS)}${place}`
  },
}
