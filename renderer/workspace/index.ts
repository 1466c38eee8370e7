// Choosing a folder, deciding what its own agent settings may do, and terminals in it.
// State lives in main; here only what is being looked at. Never decides for the person, and never opens
// what a program printed.

export { FolderChoice } from './folder-choice.tsx'
export { TerminalList } from './terminals/terminal-list.tsx'
export { TerminalsPage } from './terminals/terminals-page.tsx'
export { TrustDialog } from './trust-dialog.tsx'
