import { array, choose, deeper, type Generation, type Rule, variable } from './generation.ts'
import { argument, quote, single, value } from './quoting.ts'

/** What a word is built of, handed in because commands hold words and words hold commands. */
export interface Inside {
  list(generation: Generation): string
}

const NUMBERS = ['0', '1', '2', '-1']

function operand(generation: Generation): string {
  const { random } = generation
  return random.chance(0.5) ? value(generation) : `"${value(generation)}"`
}

const parameterOperators: readonly Rule[] = [
  (g) => `:-${operand(g)}`,
  (g) => `-${operand(g)}`,
  (g) => `:=${operand(g)}`,
  (g) => `=${operand(g)}`,
  (g) => `:+${operand(g)}`,
  (g) => `+${operand(g)}`,
  (g) => `#${g.random.pick(['?', 'a', '*l', '[a-c]', 'x', '\\a', '"a"'])}`,
  (g) => `##${g.random.pick(['*a', '??', '*[a-c]', 'al*'])}`,
  (g) => `%${g.random.pick(['?', 'a', 'o*', '[a-z]', ' *'])}`,
  (g) => `%%${g.random.pick(['a*', ' *', '??'])}`,
  (g) => `/${g.random.pick(['a', 'o', '[ab]', '?'])}/${g.random.pick(['b', 'z', ''])}`,
  (g) => `//${g.random.pick(['a', 'Z', ' ', '[lm]'])}/${g.random.pick(['b', '', 'e'])}`,
  (g) => `/#${g.random.pick(['a', 'x'])}/${g.random.pick(['b', 'x'])}`,
  (g) => `/%${g.random.pick(['a', 'o'])}/${g.random.pick(['b', ''])}`,
  (g) => `:${g.random.below(3)}:${1 + g.random.below(6)}`,
  (g) => `:${g.random.below(4)}`,
  (g) => `: -${1 + g.random.below(5)}`,
  () => '^^',
  () => ',,',
  () => '^',
  () => ',',
  () => '@Q',
  () => '@U',
  () => '@L',
  () => '@E',
  () => '',
]

function parameter(generation: Generation): string {
  const { random } = generation
  const name = random.pick([
    variable(generation),
    variable(generation),
    variable(generation),
    `${array(generation)}[${random.pick(NUMBERS)}]`,
    `${array(generation)}[@]`,
    `${array(generation)}[*]`,
    `${array(generation)}[${variable(generation)}]`,
    array(generation),
    '1',
    '2',
    '@',
    '*',
  ])
  if (random.chance(0.06)) return `\${#${name}}`
  if (random.chance(0.08)) return `\${!${variable(generation)}}`
  if (random.chance(0.03)) return `\${!${array(generation)}[@]}`
  return `\${${name}${choose(generation, parameterOperators)}}`
}

function reference(generation: Generation): string {
  const { random } = generation
  const simple = random.pick([
    `$${variable(generation)}`,
    `$${variable(generation)}`,
    `\${${variable(generation)}}`,
    '$1',
    '$2',
    '$@',
    '$*',
    '$#',
    '$?',
    parameter(generation),
    parameter(generation),
  ])
  return random.chance(0.5) ? `"${simple}"` : simple
}

function arithmetic({ random }: Generation): string {
  const left = random.pick(['1', '2', '3', 'v', '0x10', '07', '2#11'])
  const operator = random.pick([
    '+',
    '-',
    '*',
    '/',
    '%',
    '<<',
    '>',
    '==',
    '&&',
    '|',
    '**',
    '^',
    ',',
  ])
  return `${left}${operator}${random.pick(['1', '2', '5'])}`
}

/** Rules of words; those of commands are handed in. */
export function createWords(inside: Inside) {
  function substitution(generation: Generation): string {
    const inner = deeper(generation)
    const kind = generation.random.below(4)
    if (kind === 0) {
      const text = inside.list({ ...inner, oneLine: true, room: 0 })
      return /[`\\]/.test(text) ? `$(${text})` : `\`${text}\``
    }
    return kind === 1 ? `"$(${inside.list(inner)})"` : `$(${inside.list(inner)})`
  }

  /** A substitution that prints exactly the text. */
  function printed(generation: Generation, text: string): string {
    const { random } = generation
    const word = quote(generation, text)
    const reversed = single([...text].reverse().join(''))
    return random.pick([
      `$(echo ${word})`,
      `$(printf %s ${word})`,
      `$(printf '%s\\n' ${word})`,
      `$(cat <<<${word})`,
      `$(rev <<<${reversed})`,
      `$(echo ${Buffer.from(text).toString('base64')} | base64 -d)`,
      `$(printf ${[...text].map((char) => `'\\x${char.charCodeAt(0).toString(16)}'`).join('')})`,
      `$(echo ${Buffer.from(text).toString('hex')} | xxd -r -p)`,
    ])
  }

  const name = (g: Generation) => value(g).split(' ')[0] || 'alfa'
  const spelled: readonly Rule[] = [
    ...new Array<Rule>(6).fill((g) => quote(g, name(g))),
    ...new Array<Rule>(3).fill(reference),
    (g) => g.random.pick(['/bin/', '/usr/bin/']) + name(g),
    (g) => `{${name(g)},${name(g)}}`,
    (g) => name(g).replace(/^(.)(.*)$/, '$1{$2,x}'),
    (g) => name(g).replace(/^(.)(.*)$/, '$1$z$2'),
  ]
  const computed: readonly Rule[] = [
    substitution,
    (g) => printed(g, name(g)),
    (g) => printed(g, name(g)),
  ]

  /** A word that is the program's name, written or computed. */
  function program(generation: Generation): string {
    return choose(generation, generation.room > 0 ? [...spelled, ...computed] : spelled)
  }

  const leaves: readonly Rule[] = [
    (g) => quote(g, value(g)),
    (g) => quote(g, argument(g)),
    reference,
    reference,
    (g) => `{${argument(g) || 'a'},${argument(g) || 'b'}}`.replaceAll(' ', ''),
    () => '{1..3}',
    (g) => `"x$${variable(g)}y"`,
    (g) => `$((${arithmetic(g)}))`,
    () => '~',
    () => '~/q',
    (g) => g.random.pick(['*', 's?', '[ab]*', 'zz*']),
  ]
  const branches: readonly Rule[] = [
    substitution,
    (g) => printed(g, value(g)),
    (g) => `<(${inside.list(deeper(g))})`,
  ]

  function word(generation: Generation): string {
    return choose(generation, generation.room > 0 ? [...leaves, ...branches] : leaves)
  }

  return { word, program, reference, printed, arithmetic }
}

/** Rules of words. */
export type Words = ReturnType<typeof createWords>
