import {
  type Document,
  isMap,
  isNode,
  isPair,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml'
import { maxPolicyLength } from '../../../shared/bouncer/draft.ts'
import { type PolicyFile, policyFileSchema } from '../../../shared/bouncer/policy.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { type Issue, wordsFor } from './issue-words.ts'

/** What is wrong with a policy file, and where. */
export interface PolicyProblem {
  /** From 1; null where no line can be named. */
  readonly line: number | null
  /** A clause for the person, without a full stop. */
  readonly what: string
}

/** Reads a policy file, YAML or JSON, without tags, aliases or unknown keys; a broken one says where. */
export function readPolicy(text: string): Result<PolicyFile, PolicyProblem> {
  if (text.length > maxPolicyLength) {
    return err({ line: null, what: `it is longer than ${maxPolicyLength / 1024} KB` })
  }
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    merge: false,
  })
  const [flaw] = [...document.errors, ...document.warnings]
  if (flaw) return err(problem(lines, flaw.pos[0], flawWords(flaw)))
  const value = plainValue(document)
  if (!value.ok) return err({ line: null, what: value.error })
  const checked = policyFileSchema.safeParse(value.value)
  if (checked.success) return ok(checked.data)
  const issue = tellingIssue(checked.error.issues)
  const isMissing = !document.hasIn(issue.path)
  return err(problem(lines, offsetOf(document, issue), wordsFor(issue, isMissing)))
}

/** The document as plain data; an alias anywhere is refused, as a few of them can stand for gigabytes. */
function plainValue(document: Document.Parsed): Result<unknown, string> {
  try {
    return ok(document.toJS({ maxAliasCount: 0 }))
  } catch (error) {
    const isAlias = error instanceof Error && /alias/i.test(error.message)
    return err(isAlias ? 'it uses an alias, which policies cannot' : 'it cannot be read as data')
  }
}

function problem(lines: LineCounter, offset: number | null, what: string): PolicyProblem {
  return { line: offset === null ? null : lines.linePos(offset).line, what }
}

/** A misspelled key explains the missing one beside it. */
function tellingIssue(issues: readonly Issue[]): Issue {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  if (!issue) throw new Error('a check failed without an issue')
  return issue
}

/** The parser's first sentence, as a clause. */
function flawWords({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins'
  if (code === 'TAG_RESOLVE_FAILED') return 'a tag stands there, which policies cannot have'
  const [sentence = ''] = message.split(/\n|: at line/)
  return sentence
    .replace(/\.$/, '')
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
    .slice(0, 160)
}

/** Where the deepest part of the file stands that an issue speaks of. */
function offsetOf(document: Document.Parsed, issue: Issue): number | null {
  const path = [...issue.path]
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  while (path.length > 0) {
    const node: unknown = document.getIn(path, true)
    if (isNode(node)) return keyOffset(node, key) ?? node.range?.[0] ?? null
    path.pop()
  }
  return keyOffset(document.contents, key) ?? document.contents?.range?.[0] ?? 0
}

function keyOffset(node: unknown, key: string | undefined): number | null {
  if (!isMap(node) || key === undefined) return null
  const pair = node.items.find(
    (item) => isPair(item) && isNode(item.key) && String(item.key) === key,
  )
  return isNode(pair?.key) ? (pair.key.range?.[0] ?? null) : null
}
