import { describe, expect, test } from 'vitest'
import type { CallId, SessionId } from '../../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer.ts'

function seenIn(command: string) {
  const seen: string[] = []
  const verdict = judgeByPattern(
    {
      id: 'c' as CallId,
      sessionId: 's' as SessionId,
      tool: 'Bash',
      input: { command },
      cwd: '/home/mira/work/atlas',
      workspace: '/home/mira/work/atlas',
      home: '/home/mira',
    },
    { watch: (argv) => seen.push(argv.map(({ text }) => text).join(' ')) },
  )
  return { seen, verdict }
}

describe('every command that may run is seen with its words', () => {
  test.each([
    ['x=alfa; if a; then x=bravo; fi; $x one', ['alfa one', 'bravo one']],
    ['x=alfa; a && x=bravo; $x', ['alfa', 'bravo']],
    ['x=alfa; while a; do $x; x=bravo; done', ['alfa', 'bravo']],
    ['for x in alfa bravo; do a && break; done; $x', ['alfa', 'bravo']],
    ['x=alfa; y=1; a && x=bravo; b && y=2; $x $y', ['alfa 2', 'bravo 1', 'bravo 2', 'alfa 1']],
    ['a=(alfa bravo); a+=(carlo); "${a[@]:1}"', ['bravo carlo']],
    ['a=([2]=alfa [5]=bravo); ${a[5]} ${#a[@]}', ['bravo 2']],
    ['declare -A m=([k]=alfa); ${m[k]} x', ['alfa x']],
    ['declare -n r=x; r=alfa; $x', ['alfa']],
    ['declare -u x=q; alfa $x', ['alfa Q']],
    ['declare X={a,b}; alfa $X', ['alfa b']],
    ['z={a,b}; alfa $z', ['alfa {a,b}']],
    ['alfa$(echo x >/dev/null)', ['alfa']],
    ['alfa$(echo x 2>/dev/null)', ['alfax']],
    ['alfa {{a,b},c} {08..10}', ['alfa a b c 08 09 10']],
    ['a=([3]=x); alfa ${a[5]-e}', ['alfa e']],
    ['set -- a b; alfa "${@:+$@}"', ['alfa a b']],
    ['x=b; alfa ${x/#/a}', ['alfa ab']],
    ['export a=(x); sh -c \'alfa "${a-none}"\'', ['alfa none']],
    ['set -- a "b c"; IFS=,; alfa "$*"', ['alfa a,b c']],
    ['IFS=:; x=alfa:one; $x', ['alfa one']],
    ['export x=alfa; sh -c "\\$x one"', ['alfa one']],
    ['shopt -s lastpipe; echo alfa | read x; $x', ['alfa']],
    ['coproc { echo alfa; }; read x <&"${COPROC[0]}"; $x', ['alfa']],
    ["{ read x; read y; } <<<$'alfa\\nbravo'; $x; $y", ['alfa', 'bravo']],
    ["trap '$x' EXIT; x=alfa", ['alfa']],
    ["trap '$x' DEBUG; x=alfa; x=bravo", ['alfa', 'bravo']],
    ['x=<(a) alfa one', ['alfa one']],
    ['f() { ${1:-alfa} "${@:2}"; }; f "" two', ['alfa two']],
    ['if a; then f() { alfa; }; else f() { bravo; }; fi; f', ['alfa', 'bravo']],
    ['((a[$(alfa)]=1))', ['alfa']],
    ["x='a[$(alfa)]'; echo $((x))", ['alfa']],
    ['cat >(alfa)', ['alfa']],
    ['alias l="alfa " m=one\nl m', ['alfa one', 'l m']],
    ['printf "a b" | xargs -n1 alfa', ['alfa a', 'alfa b']],
    ['command cd /; rm -rf *', ['cd /']],
    ['echo "alfa one" > s; chmod +x s; ./s', ['alfa one']],
    ['${x+alfa}; x=1; ${x+bravo two}', ['bravo two']],
  ])('%s', (command, expected) => {
    expect(seenIn(command).seen).toEqual(expect.arrayContaining(expected))
  })

  test.each([
    ["x=alfa; sh -c '$x one'", 'alfa one'],
    ['env x=alfa true; x=; $x bravo', 'alfa bravo'],
    ['x=alfa; echo bravo | read x; $x', 'bravo'],
  ])('%s does not run %s', (command, never) => {
    expect(seenIn(command).seen).not.toContain(never)
  })
})

describe('what a construct leaves behind is followed', () => {
  test.each([
    ['f() { alfa "$1"; a || f "$2"; }; f one two', ['alfa one', 'alfa \uFFFC']],
    ['f() { f() { alfa "$1"; }; f two; }; f one', ['alfa two']],
    ['f() { for i in 1 2; do x=alfa; return; done; x=bravo; }; f; $x', ['alfa', 'bravo']],
    ['for i in 1 2; do for j in 3; do x=alfa; break 2; done; x=b; done; $x', ['alfa']],
    ["echo 'x=alfa; break' >s; for i in 1; do . ./s; x=b; done; $x", ['alfa']],
    ['readonly x=alfa\nx=bravo\n$x', ['alfa', 'bravo']],
    ['x=5; x=6 alfa <<<$x "$x"', ['alfa 5']],
    ['x=alfa : y; $x', ['alfa']],
    ['a=([3]=x [1]=y); alfa "${a[@]}" "${!a[@]}" "${a[-1]}" "${a[@]:2}"', ['alfa y x 1 3 x x']],
    ['a=(x y); a[-1]=z; unset "a[0]"; alfa "${a[@]}" ${#a[@]}', ['alfa z 1']],
    [
      'declare -A m=([k]=alfa [j]=bravo); for k in "${!m[@]}"; do ${m[$k]}; done',
      ['alfa', 'bravo'],
    ],
    ['declare -n r=y; for r in w v; do r=a; done; alfa $w $v', ['alfa a a']],
    ['declare -n r; r=v; r=5; alfa $v', ['alfa 5']],
    ['x=a<(b); y=~/q:~; alfa $y', ['alfa /home/mira/q:/home/mira']],
    ['echo alfa >s; exec <s; read x; $x', ['alfa']],
    ['echo alfa >s; echo "exec <s" | bash', ['alfa']],
    ["bash +x -c 'alfa one'", ['alfa one']],
    ["bash +c 'alfa one'", ['alfa one']],
    ['set alfa ""; x="$@"; $x; sh <<<"$@"', ['alfa']],
    ['x=a; y=$((1/0)); x=b\nalfa $x', ['alfa a', 'alfa b']],
    ['b && echo one >s; alfa "$(cat s)"', ['alfa \uFFFC']],
    ['x=$(f >&2; echo one); alfa $x', ['alfa one']],
    ['x=abc; alfa ${x//[[:alpha:]]/-} ${x%%[!a]*}', ['alfa --- a']],
    ['for x in *.md; do y=$x; alfa "$y"; done', ['alfa *.md']],
  ])('%s', (command, expected) => {
    expect(seenIn(command).seen).toEqual(expect.arrayContaining(expected))
  })
})

describe('what only zsh understands asks', () => {
  test.each([
    '=ls -la',
    'ls *(e:"rm x":)',
    'echo ${(e)x}',
    'echo ${x:#a}',
    'ls foo<1-5>.txt',
    'zmodload zsh/files',
    'setopt nomatch',
    'print -z "ls"',
    'repeat 3 ls',
    'alias -g G="x"',
    'chpwd() { ls; }',
    '{ ls } always { ls }',
    'for x (a b) ls $x',
    'a=(b)\'\'"$(ls)"',
  ])('%s', (command) => {
    expect(seenIn(command).verdict.decision).toBe('ask')
  })

  test.each([
    'ls *.ts',
    'echo ${x:-a} ${#x} ${x: -2} ${x#a} ${!x} ${x^} ${x@Q}',
    'test a = b && [ "$x" = y ]',
    'ls < a > b',
    'print hello',
    'alias ll="ls -l"',
    'rm -f !(keep)',
    'grep -E "=x" a.txt',
  ])('%s is ordinary', (command) => {
    expect(seenIn(command).verdict.rules).not.toContain('call.syntax')
  })
})

describe('programs started without an end', () => {
  test.each([
    ['while true; do work & done', 'deny'],
    ['while true; do (work &); wait; done', 'deny'],
    ['while true; do work & if false; then wait; fi; done', 'deny'],
    ['while true; do work & wait; done', 'allow'],
    ['while true; do (work & wait); done', 'allow'],
    ['while true; do work & read x; done', 'allow'],
  ])('%s: %s', (command, decision) => {
    expect(seenIn(command).verdict.decision).toBe(decision)
  })
})

describe('what cannot be known asks', () => {
  test.each([
    'x=$(curl-like); $x',
    'gen > s; chmod +x s; ./s',
    'echo "ls >> s" > s; chmod +x s; ./s',
    'sh <<E\nls $(gen)\nE',
    'a=(x); $y one',
    'declare -A m=([k]=alfa [j]=bravo); "${m[@]}"',
    'gen >s; sh <s',
    'exec >s; gen; exec >&2; . ./s',
    'x=a; ${x/a/b&}',
    'shopt -s extglob; x=ab; ${x/@(a)/c}',
    'ls$(ls)',
    'set +B; {a,b}',
    'shopt -s expand_aliases\nalias l=alfa\nf() { l; }\nalias l=bravo\nf',
    'shopt -s nocasematch; x=AB; ${x/b/c}',
    'alias l="sh <<\'"\nl x',
    'x=ls; a && export x; sh -c "\\$x"',
    'x=$(gen 2>&1 >/dev/null); $x',
  ])('%s', (command) => {
    expect(seenIn(command).verdict.decision).not.toBe('allow')
  })
})
