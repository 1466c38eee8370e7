/** Languages whose inline code is read token by token. */
export type DialectName = 'python' | 'javascript' | 'perl' | 'ruby' | 'php' | 'lua'

/** What the tokeniser and the evaluator must know of a language. */
export interface Dialect {
  readonly name: DialectName
  /** One token at a position: space, comment, string, name, number, newline, operator. */
  readonly token: RegExp
  /** Strings in these quotes hold expressions. */
  readonly interpolates: RegExp | null
  /** Backticks run a shell. */
  readonly backticksRun: boolean
  /** `/…/` is a pattern where a value may start. */
  readonly slashPatterns: boolean
  /** A name and its arguments stand side by side without parentheses. */
  readonly bareCalls: boolean
  /** Blocks are made by indentation. */
  readonly indented: boolean
}

const SINGLE = "'(?:[^'\\\\]|\\\\[\\s\\S])*'?"
const DOUBLE = '"(?:[^"\\\\]|\\\\[\\s\\S])*"?'
const BACKTICK = '`(?:[^`\\\\]|\\\\[\\s\\S])*`?'
const NUMBER =
  '0[xX][\\da-fA-F_]+|0[oO][0-7]+|0[bB][01]+|\\d[\\d_]*(?:\\.\\d+)?(?:[eE][-+]?\\d+)?n?'
const OPERATOR =
  '===|!==|=>|<=>|->|\\?\\.|\\?\\?=?|::|\\.\\.\\.?|==|!=|<=|>=|&&=?|\\|\\|=?|\\+=|-=|\\*=|\\.=|\\*\\*|:=|<<|>>|=~|!~|[^\\s\\w]'

function tokenPattern(parts: {
  readonly comment: string
  readonly string: string
  readonly name: string
}): RegExp {
  return new RegExp(
    `([ \\t\\r\\f]+|\\\\\\r?\\n)|(${parts.comment})|(${parts.string})|(${parts.name})|(${NUMBER})|(\\n)|(${OPERATOR})|([\\s\\S])`,
    'y',
  )
}

const HASH = '#[^\\n]*'
const SLASHES = '\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?(?:\\*\\/|$)'

const python: Dialect = {
  name: 'python',
  token: tokenPattern({
    comment: HASH,
    string:
      '[rbfuRBFU]{0,2}(?:\'\'\'[\\s\\S]*?(?:\'\'\'|$)|"""[\\s\\S]*?(?:"""|$)|\'(?:[^\'\\\\\\n]|\\\\[\\s\\S])*\'?|"(?:[^"\\\\\\n]|\\\\[\\s\\S])*"?)',
    name: '[A-Za-z_]\\w*',
  }),
  interpolates: null,
  backticksRun: false,
  slashPatterns: false,
  bareCalls: false,
  indented: true,
}

const javascript: Dialect = {
  ...python,
  name: 'javascript',
  token: tokenPattern({
    comment: SLASHES,
    string: `${SINGLE}|${DOUBLE}|${BACKTICK}`,
    name: '[A-Za-z_$#\\u00AA-\\uFFFB][\\w$\\u00AA-\\uFFFB]*',
  }),
  interpolates: /^`/,
  slashPatterns: true,
  indented: false,
}

const perl: Dialect = {
  ...javascript,
  name: 'perl',
  token: tokenPattern({
    comment: HASH,
    string: `${SINGLE}|${DOUBLE}|${BACKTICK}`,
    name: '[$@]#?\\w+(?:::\\w+)*|\\$[&!@0/\\\\,;.\'"]|[A-Za-z_]\\w*(?:::\\w+)*',
  }),
  interpolates: /^["`]/,
  backticksRun: true,
  bareCalls: true,
}

const ruby: Dialect = {
  ...perl,
  name: 'ruby',
  token: tokenPattern({
    comment: HASH,
    string: `${SINGLE}|${DOUBLE}|${BACKTICK}`,
    name: '[$@]{0,2}[A-Za-z_]\\w*(?:[?!](?!=))?|\\$[\\d!@~&]',
  }),
}

const php: Dialect = {
  ...perl,
  name: 'php',
  token: tokenPattern({
    comment: `${HASH}|${SLASHES}|<\\?(?:php|=)?|\\?>`,
    string: `${SINGLE}|${DOUBLE}|${BACKTICK}`,
    name: '\\$?[A-Za-z_\\\\][\\w\\\\]*',
  }),
  slashPatterns: false,
}

const lua: Dialect = {
  ...python,
  name: 'lua',
  token: tokenPattern({
    comment: '--\\[\\[[\\s\\S]*?(?:\\]\\]|$)|--[^\\n]*',
    string: `\\[\\[[\\s\\S]*?(?:\\]\\]|$)|${SINGLE}|${DOUBLE}`,
    name: '[A-Za-z_]\\w*',
  }),
  indented: false,
  bareCalls: true,
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  python,
  pypy: python,
  ipython: python,
  jython: python,
  micropython: python,
  texlua: lua,
  uv: python,
  node: javascript,
  nodejs: javascript,
  bun: javascript,
  deno: javascript,
  'ts-node': javascript,
  tsx: javascript,
  gjs: javascript,
  mongo: javascript,
  qjs: javascript,
  perl,
  ruby,
  irb: ruby,
  jruby: ruby,
  php,
  lua,
  luajit: lua,
}

/** How a language is read, or null when it is only searched for known shapes. */
export function dialectOf(language: string): Dialect | null {
  return Object.hasOwn(DIALECTS, language) ? (DIALECTS[language] ?? null) : null
}
