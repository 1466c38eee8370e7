/**
 * The screen draws with style elements and style attributes, which the page's policy forbids. Through
 * this the same rules arrive as a sheet of our own and as properties, which it allows.
 */
export interface ScreenDocument {
  /** The page's document, whose style elements keep to the policy. */
  readonly document: Document
  /** Does the work while the page's own document makes such style elements, too. */
  during<T>(work: () => T): T
  /** Takes the sheets away, and leaves the page's document as it was. */
  dispose(): void
}

type CreateElement = (name: string, options?: ElementCreationOptions) => HTMLElement

/** Screens that are drawn now, for each page. */
const screens = new WeakMap<Document, number>()

function withProperties(element: HTMLElement): HTMLElement {
  const set = element.setAttribute.bind(element)
  element.setAttribute = (name, value) => {
    if (name === 'style') element.style.cssText = value
    else set(name, value)
  }
  return element
}

function put(page: Document, createElement: CreateElement): void {
  Object.defineProperty(page, 'createElement', { value: createElement, configurable: true })
}

/** The screen asks the page itself for its cells, at any time: their style attributes become properties. */
function watchCells(page: Document): () => void {
  const make: CreateElement = (name, options) => {
    const element = Document.prototype.createElement.call(page, name, options)
    return name === 'span' ? withProperties(element) : element
  }
  screens.set(page, (screens.get(page) ?? 0) + 1)
  put(page, make)
  return () => {
    const left = (screens.get(page) ?? 1) - 1
    screens.set(page, left)
    if (left === 0) Reflect.deleteProperty(page, 'createElement')
  }
}

/** Creates one for one screen. */
export function createScreenDocument(page: Document): ScreenDocument {
  const sheets = new Set<CSSStyleSheet>()
  const leaveCells = watchCells(page)
  const make: CreateElement = page.createElement.bind(page)

  const createElement: CreateElement = (name, options) => {
    if (name !== 'style') return make(name, options)
    // Even an empty style element is against the policy; this one stands for it and draws nothing.
    const element = make('template')
    const sheet = new CSSStyleSheet()
    sheets.add(sheet)
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet]
    const set = (text: string) => sheet.replaceSync(text)
    Object.defineProperty(element, 'textContent', { set })
    return element
  }
  const document = new Proxy(page, {
    get(target, name) {
      if (name === 'createElement') return createElement
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return {
    document,
    during(work) {
      put(page, createElement)
      try {
        return work()
      } finally {
        put(page, make)
      }
    },
    dispose() {
      page.adoptedStyleSheets = page.adoptedStyleSheets.filter((sheet) => !sheets.has(sheet))
      leaveCells()
    },
  }
}
