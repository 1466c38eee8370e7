import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { type ILink, type ITheme, Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { createScreenDocument } from './document-for-screen.ts'
import { type ScreenAction, screenActionOf } from './screen-keys.ts'

/** What happens on a screen, for whoever shows it. */
export interface ScreenEvents {
  /** The person typed, or the screen answered a question of the program (`isReply`). */
  onData(data: string, isReply: boolean): void
  onFitted(size: { readonly cols: number; readonly rows: number }): void
  onTitle(title: string): void
  onBell(): void
  /** The person chose a link; nothing was opened. */
  onLink(address: string): void
  onAction(action: ScreenAction): void
}

/** A terminal as it is drawn. */
export interface Screen {
  /** Draws output; `drawn` is called once it is on the screen. */
  write(text: string, drawn: () => void): void
  /** Starts over with what is kept; questions in it were answered long ago. */
  replay(text: string, drawn: () => void): void
  /** Takes on the size of its place where the person is in it, else the size it is told. */
  fit(): void
  adopt(size: { readonly cols: number; readonly rows: number }): void
  takeColours(): void
  setReader(isOn: boolean): void
  find(text: string, way: 'next' | 'before'): boolean
  selection(): string
  paste(text: string): void
  focus(): void
  dispose(): void
}

const colourNames = [
  ...['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'],
  ...['brightBlack', 'brightRed', 'brightGreen', 'brightYellow'],
  ...['brightBlue', 'brightMagenta', 'brightCyan', 'brightWhite'],
] as const

/** The colours of `terminals.css` as they are now, light or dark. */
function coloursOf(place: HTMLElement): ITheme {
  const probe = place.ownerDocument.createElement('i')
  place.append(probe)
  const colour = (name: string) => {
    probe.style.color = `var(--screen-${name})`
    return getComputedStyle(probe).color
  }
  const named = colourNames.map((name) => [name, colour(name.toLowerCase())] as const)
  const theme: ITheme = {
    ...Object.fromEntries(named),
    ...{ background: colour('back'), foreground: colour('ink'), cursor: colour('cursor') },
    ...{ cursorAccent: colour('back'), selectionBackground: colour('selection') },
  }
  probe.remove()
  return theme
}

/** Questions that a terminal answers by itself: device, status, modes and sizes, colours. */
function watchQuestions(terminal: Terminal, asked: () => void): void {
  const { parser } = terminal
  const notice = () => {
    asked()
    return false
  }
  for (const id of [
    { final: 'c' },
    ...[
      { prefix: '>', final: 'c' },
      { prefix: '=', final: 'c' },
      { prefix: '>', final: 'q' },
    ],
    ...[{ final: 'n' }, { prefix: '?', final: 'n' }, { final: 't' }],
    ...[
      { intermediates: '$', final: 'p' },
      { prefix: '?', intermediates: '$', final: 'p' },
    ],
  ]) {
    parser.registerCsiHandler(id, notice)
  }
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, notice)
  for (const code of [4, 10, 11, 12]) parser.registerOscHandler(code, notice)
  // Programs must not write into the clipboard (OSC 52).
  parser.registerOscHandler(52, () => true)
}

const address = /https?:\/\/[^\s"'<>`\\^{}|\p{C}]+[^\s"'<>`\\^{}|\p{C}.,:;!?)\]]/gu

/** Addresses in a line of the screen; choosing one only tells of it. */
function linksIn(line: string, row: number, onLink: (text: string) => void): ILink[] {
  return [...line.matchAll(address)].map(({ 0: text, index }) => ({
    text,
    range: { start: { x: index + 1, y: row }, end: { x: index + text.length, y: row } },
    activate: () => onLink(text),
  }))
}

/** Draws a terminal into an element, whose font must be loaded. */
export function openScreen(place: HTMLElement, events: ScreenEvents): Screen {
  const own = createScreenDocument(place.ownerDocument)
  const isMac = /mac/i.test(navigator.platform)
  const terminal = new Terminal({
    ...{ documentOverride: own.document, theme: coloursOf(place), minimumContrastRatio: 4.5 },
    ...{ fontFamily: getComputedStyle(place).fontFamily, fontSize: 13, lineHeight: 1.25 },
    ...{ scrollback: 10_000, cursorBlink: false, macOptionIsMeta: true, allowProposedApi: false },
    linkHandler: { activate: (_event, text) => events.onLink(text), allowNonHttpProtocols: true },
  })
  const fitting = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fitting)
  terminal.loadAddon(search)
  own.during(() => terminal.open(place))

  let isReply = false
  let isReplaying = false
  watchQuestions(terminal, () => {
    isReply = true
    // The answer is given while the question is read, and nobody types in between.
    queueMicrotask(() => {
      isReply = false
    })
  })
  terminal.onData((data) => {
    if (!(isReply && isReplaying)) events.onData(data, isReply)
  })
  terminal.onTitleChange(events.onTitle)
  terminal.onBell(events.onBell)
  terminal.attachCustomKeyEventHandler((event) => {
    const action = screenActionOf(event, { isMac, isSelected: terminal.hasSelection() })
    if (action === null) return true
    if (action !== 'app') {
      event.preventDefault()
      if (event.type === 'keydown') events.onAction(action)
    }
    return false
  })
  terminal.registerLinkProvider({
    provideLinks(row, tell) {
      const line = terminal.buffer.active.getLine(row - 1)?.translateToString(true) ?? ''
      tell(linksIn(line, row, events.onLink))
    },
  })
  return {
    write: (text, drawn) => terminal.write(text, drawn),
    replay(text, drawn) {
      isReplaying = true
      terminal.reset()
      terminal.write(text, () => {
        isReplaying = false
        drawn()
      })
    },
    fit() {
      const size = fitting.proposeDimensions()
      if (!size || Number.isNaN(size.cols) || size.cols < 2) return
      terminal.resize(size.cols, size.rows)
      events.onFitted({ cols: size.cols, rows: size.rows })
    },
    adopt: ({ cols, rows }) => terminal.resize(cols, rows),
    takeColours() {
      terminal.options.theme = coloursOf(place)
    },
    setReader(isOn) {
      own.during(() => {
        terminal.options.screenReaderMode = isOn
      })
    },
    find: (text, way) => (way === 'next' ? search.findNext(text) : search.findPrevious(text)),
    selection: () => terminal.getSelection(),
    paste: (text) => terminal.paste(text),
    focus: () => terminal.focus(),
    dispose() {
      terminal.dispose()
      own.dispose()
    },
  }
}
