/** Begins an order: the start of a sentence, or what follows another order. */
export const ORDER = String.raw`(?:^|[,;:]\s*|\b(?:and|then|also|now|finally|please|to)\s+|^[\s\d.)*#>-]{1,8})`
/** What follows a thing of the world makes it a thing of code. */
export const NOT_CODE = String.raw`(?![\w-]*\s+(?:build|mode|bundle|profile|config\w*|code|deps|dependenc\w+|reload|preview|modal|page|component|form|button|dialog|tests?|endpoint|route|handler|class|function|method|model|type|schema|logic|screen|view|flow|feature|fixture\w*|mock\w*|example|imports?|usings?|declarations?|prefix|alias|protection|parser|template|notes|log(?:ger|ging)|toggle|switch|badge|banner|panel|widget|icon|settings|dropdown|menu|tab|bell|store|state|selector|reducer))`

/** An order: one of the verbs where an order begins, and what follows it. */
export function order(verbs: string, rest: string): RegExp {
  return new RegExp(`${ORDER}(?:${verbs})\\b${rest}`, 'im')
}
