// What several features show alike: a control of `ui` together with its words or where it leads.
// Knows no feature and keeps no state.
export { EntryLink } from './entry-link.tsx'
export { FailureLine } from './failure-line.tsx'
export { placeText } from './from-text.ts'
export { saveFile } from './save-file.ts'
