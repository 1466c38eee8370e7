import ts from 'typescript'
import { findNodes, isTest, literalText } from './source-text.mjs'

const NAMED =
  'aliceblue|antiquewhite|aqua|aquamarine|azure|beige|bisque|black|blanchedalmond|blue|blueviolet|brown|burlywood|cadetblue|chartreuse|chocolate|coral|cornflowerblue|cornsilk|crimson|cyan|darkblue|darkcyan|darkgoldenrod|darkgr[ae]y|darkgreen|darkkhaki|darkmagenta|darkolivegreen|darkorange|darkorchid|darkred|darksalmon|darkseagreen|darkslateblue|darkslategr[ae]y|darkturquoise|darkviolet|deeppink|deepskyblue|dimgr[ae]y|dodgerblue|firebrick|floralwhite|forestgreen|fuchsia|gainsboro|ghostwhite|gold|goldenrod|gr[ae]y|green|greenyellow|honeydew|hotpink|indianred|indigo|ivory|khaki|lavender|lavenderblush|lawngreen|lemonchiffon|lightblue|lightcoral|lightcyan|lightgoldenrodyellow|lightgr[ae]y|lightgreen|lightpink|lightsalmon|lightseagreen|lightskyblue|lightslategr[ae]y|lightsteelblue|lightyellow|lime|limegreen|linen|magenta|maroon|mediumaquamarine|mediumblue|mediumorchid|mediumpurple|mediumseagreen|mediumslateblue|mediumspringgreen|mediumturquoise|mediumvioletred|midnightblue|mintcream|mistyrose|moccasin|navajowhite|navy|oldlace|olive|olivedrab|orange|orangered|orchid|palegoldenrod|palegreen|paleturquoise|palevioletred|papayawhip|peachpuff|peru|pink|plum|powderblue|purple|rebeccapurple|red|rosybrown|royalblue|saddlebrown|salmon|sandybrown|seagreen|seashell|sienna|silver|skyblue|slateblue|slategr[ae]y|snow|springgreen|steelblue|tan|teal|thistle|tomato|turquoise|violet|wheat|white|whitesmoke|yellow|yellowgreen'
const notation = /#[0-9a-f]{3,8}(?![\w-])|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/i
const named = new RegExp(`(?<![\\w.#-])(?:${NAMED})(?![\\w.(-])`, 'i')
const COLOUR_NAMES = /^(color|background|backgroundColor|borderColor|fill|stroke|outlineColor)$/
const ADVICE = 'use a token of renderer/ui/tokens.css'

/**
 * Blanks out a part of the text, keeping every offset.
 * @param {string} text
 * @param {RegExp} part
 */
const blank = (text, part) => text.replace(part, (match) => match.replace(/[^\n]/g, ' '))

/** @param {string} css */
function coloursInCss(css) {
  const bare = [/\/\*[\s\S]*?\*\//g, /url\([^)]*\)/g, /var\(\s*--[\w-]+/g, /"[^"]*"|'[^']*'/g]
  const text = bare.reduce(blank, css)
  /** @type {import('./source-text.mjs').Place[]} */
  const places = []
  // A declaration ends at `;` or `}`; a selector such as `a:hover {` ends at `{` and is left out.
  for (const declaration of text.matchAll(/:([^;{}]*)(?=[;}])/g)) {
    const value = declaration[1] ?? ''
    const match = notation.exec(value) ?? named.exec(value)
    if (match) {
      places.push({ at: declaration.index + 1 + match.index, message: `${match[0]}: ${ADVICE}` })
    }
  }
  return places
}

/** @param {ts.Node} node */
function namesColour(node) {
  const { parent } = node
  const holder = ts.isJsxExpression(parent) ? parent.parent : parent
  const isNamed = ts.isJsxAttribute(holder) || ts.isPropertyAssignment(holder)
  return isNamed && COLOUR_NAMES.test(holder.name.getText())
}

/**
 * Colours are tokens; only the token file spells them.
 * @type {import('./source-text.mjs').Rule}
 */
export const colourRule = {
  name: 'no-raw-colours',
  applies: (path) =>
    /^renderer\/.*\.(css|tsx?|html)$/.test(path) &&
    path !== 'renderer/ui/tokens.css' &&
    // Its theme's colours only carry roles out of the highlighter; none is drawn.
    path !== 'renderer/ui/highlight.ts' &&
    !isTest(path),
  find(file) {
    if (file.path.endsWith('.css')) return coloursInCss(file.text)
    return findNodes(file, (node) => {
      const text = literalText(node)
      if (text === null) return null
      const match = notation.exec(text) ?? (namesColour(node) ? named.exec(text) : null)
      return match && `${match[0]}: ${ADVICE}`
    })
  },
}
