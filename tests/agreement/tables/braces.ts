import type { Family } from './family.ts'

const PIECES = [
  ...'a {a,b} {a,} {,a} {,} {,,} {a} {} {1..3} {3..1} {01..3} {1..03..2} {a..c} {c..a..2} {a..C}'.split(
    ' ',
  ),
  ...'{-1..1} {-01..1} {1..} {a,{b,c}} {a,b{c,}} {,{,}} {$x,b} {"$x",b} {$e,b} {"$e",b} {"",b}'.split(
    ' ',
  ),
  ...'{$w,b} {"$w"} "{a,b}" {a\\,b,c} \\{a,b} {a,b\\} {a,b a,b} ${x}{a,b} {${x},b} $x{a,b} {a,$@}'.split(
    ' ',
  ),
  ...'{"$@",a} {a,"$@"} {a,*} {~,a} ~{a,b} {a,b}{c,d} {a..b}{1,2} {a,{} {a,}} {{a},b} {{a,b},c}'.split(
    ' ',
  ),
  ...'{a,b}c,d} ${e} "$e" {1..3..0} {3..1..2} {x,y}$e {$e,$e} {"$e","$e"} {00..1} {a..a} {1..a}'.split(
    ' ',
  ),
  ...'{a,b=c} v={a,b} {`echo.a`,b} {${x:-{a,b}},c} ${x:+{a,b}} {$((1+1)),3} {a,b}"{c,d}"'.split(
    ' ',
  ),
  ...'{{1..2},{a,b}} {1..2}..{3..4} {,}{,} {,}a a{,}b{,} {"",} $w{a,b} {a,b}$w {$w,$w}'.split(' '),
  ...'${z[@]}{a,b} "${z[@]}"{a,b} {"${z[@]}",b} {\\,,b} {a,\\{,b}'.split(' '),
  '{"a,b",c}',
  "{'a b',c}",
  '{$(echo p q),a}',
  "{a,'}'}",
  '{a,"}"}',
  '{$(echo a,b),c}',
  '{a\\ b,c}',
]
const PLACES = [
  'emit %',
  'emit p%s',
  'emit %%',
  'emit "$e"%',
  'y=%; emit "$y"',
  'y=(%); emit "${#y[@]}" "${y[@]}"',
  'for i in %; do emit "$i"; done',
  'emit x{,%}',
  'set -- %; emit "$#" "$@"',
  'export y=%; emit "$y"',
  'declare y=%; emit "$y"',
  'emit y=%',
  'read -r y <<<%; emit "$y"',
  '[[ % == a ]] && emit A; emit B',
  'emit ${u:-%}',
  'emit "${u:-%}"',
  'y=x%; emit $y',
]

/** Braces of all kinds beside everything that is expanded after them. */
export const braces: Family = {
  name: 'braces',
  write: (random) => {
    const word = random.pick(PIECES) + (random.chance(0.5) ? random.pick(PIECES) : '')
    const state = random.pick(['set --', "set -- '' b", 'set -- "c d" e'])
    const place = random.pick(PLACES).replaceAll('%', () => word)
    return `e= x=a w='y z' z=(1 '2 3'); ${state}; ${place}`
  },
}
