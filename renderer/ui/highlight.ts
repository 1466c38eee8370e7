import { createHighlighterCore, type HighlighterCore, type LanguageInput } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'

/** A piece of code with what it is to the eye. */
export interface CodeToken {
  readonly offset: number
  readonly text: string
  readonly role: 'plain' | 'keyword' | 'comment'
}

const grammars: Readonly<Record<string, LanguageInput>> = {
  css: () => import('shiki/langs/css.mjs'),
  diff: () => import('shiki/langs/diff.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  rust: () => import('shiki/langs/rust.mjs'),
  shellscript: () => import('shiki/langs/shellscript.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
  tsx: () => import('shiki/langs/tsx.mjs'),
  typescript: () => import('shiki/langs/typescript.mjs'),
  yaml: () => import('shiki/langs/yaml.mjs'),
}

const aliases: Readonly<Record<string, string>> = {
  bash: 'shellscript',
  cjs: 'javascript',
  golang: 'go',
  js: 'javascript',
  jsonc: 'json',
  jsx: 'tsx',
  mjs: 'javascript',
  py: 'python',
  rs: 'rust',
  sh: 'shellscript',
  shell: 'shellscript',
  ts: 'typescript',
  yml: 'yaml',
  zsh: 'shellscript',
}

// The theme's colours are never drawn: they only carry the role out of the highlighter.
const keywordInk = '#000001'
const commentInk = '#000002'
const theme = {
  name: 'roles',
  type: 'light',
  fg: '#000000',
  bg: '#ffffff',
  settings: [
    { scope: ['comment', 'punctuation.definition.comment'], settings: { foreground: commentInk } },
    {
      scope: [
        'keyword.control',
        'storage',
        'keyword.operator.new',
        'keyword.operator.expression',
        'keyword.other',
      ],
      settings: { foreground: keywordInk },
    },
  ],
} as const

let highlighter: Promise<HighlighterCore> | null = null

function roleOf(ink: string | undefined): CodeToken['role'] {
  if (ink?.toLowerCase() === keywordInk) return 'keyword'
  return ink?.toLowerCase() === commentInk ? 'comment' : 'plain'
}

/** Splits code into lines of tokens; null for a language that is not among the bundled ones. Runs without eval and WebAssembly. */
export async function tokenise(
  text: string,
  language: string,
): Promise<readonly (readonly CodeToken[])[] | null> {
  const name = aliases[language.toLowerCase()] ?? language.toLowerCase()
  const grammar = grammars[name]
  if (!grammar) return null
  highlighter ??= createHighlighterCore({
    themes: [
      { ...theme, settings: [...theme.settings.map((one) => ({ ...one, scope: [...one.scope] }))] },
    ],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
  const ready = await highlighter
  await ready.loadLanguage(grammar)
  const lines = ready.codeToTokensBase(text, {
    lang: name,
    theme: 'roles',
    includeExplanation: false,
  })
  return lines.map((line) =>
    line.map(({ content, color, offset }) => ({ offset, text: content, role: roleOf(color) })),
  )
}
