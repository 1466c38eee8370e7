/**
 * Messages of errors may quote anything: prompts, paths, keys. So none is ever sent as it is; what
 * can be sent is a code of the system, or one of these sentences of the engine with its quoted parts cut.
 */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Cannot read properties of (undefined|null)\b/, 'Cannot read properties of $1'],
  [/^Cannot set properties of (undefined|null)\b/, 'Cannot set properties of $1'],
  [/^Cannot destructure property\b/, 'Cannot destructure property'],
  [/^Cannot access .+ before initialization$/s, 'Cannot access … before initialization'],
  [/^Cannot mix BigInt and other types\b/, 'Cannot mix BigInt and other types'],
  [/^Assignment to constant variable\.?$/, 'Assignment to constant variable'],
  [/^Invalid array length$/, 'Invalid array length'],
  [/^Invalid string length$/, 'Invalid string length'],
  [/^Invalid time value$/, 'Invalid time value'],
  [/^Invalid regular expression\b/, 'Invalid regular expression'],
  [/^Maximum call stack size exceeded$/, 'Maximum call stack size exceeded'],
  [/^Converting circular structure to JSON\b/, 'Converting circular structure to JSON'],
  [/^Unexpected end of JSON input$/, 'Unexpected end of JSON input'],
  [/is not valid JSON$/, '… is not valid JSON'],
  [/is not a function(?: or its return value is not iterable)?$/, '… is not a function'],
  [/is not iterable(?: \(cannot read property .+\))?$/s, '… is not iterable'],
  [/is not defined$/, '… is not defined'],
  [/is not a constructor$/, '… is not a constructor'],
  [/^unexpected member: /, 'unexpected member'],
]

/** Codes of the system and of Node at the head of a message: `ENOENT`, `ERR_INVALID_ARG_TYPE`. */
const knownCode =
  /^(?:\[)?(E(?:ACCES|ADDRINUSE|AGAIN|BADF|BUSY|CONNREFUSED|CONNRESET|EXIST|INVAL|IO|ISDIR|LOOP|MFILE|NAMETOOLONG|NFILE|NOENT|NOMEM|NOSPC|NOTDIR|NOTEMPTY|PERM|PIPE|ROFS|TIMEDOUT|XDEV))\b/

/** What may be said of a message: a code, a sentence without its quoted parts, or that it was cut. */
export function messageWords(message: string): string {
  const code = knownCode.exec(message)?.[1]
  if (code !== undefined) return code
  for (const [shape, words] of sentences) {
    const found = shape.exec(message)
    if (found) return words.replace('$1', found[1] ?? '')
  }
  return '(message cut)'
}

const knownNames = new Set([
  'AbortError',
  'AggregateError',
  'AssertionError',
  'DataCloneError',
  'DOMException',
  'Error',
  'EvalError',
  'InvalidStateError',
  'NotAllowedError',
  'NotFoundError',
  'QuotaExceededError',
  'RangeError',
  'ReferenceError',
  'SecurityError',
  'SyntaxError',
  'TimeoutError',
  'TypeError',
  'Unfollowed',
  'URIError',
  'ZodError',
])

/** The kind of an error where it is a known one, else `Error`: a name can be set to anything. */
export function typeWords(type: string): string {
  return knownNames.has(type) ? type : 'Error'
}
