// Choosing a folder and deciding what its own agent settings may do.
// State lives in main; here only what is being looked at. Never decides for the person.
export { FolderChoice } from './folder-choice.tsx'
export { TrustDialog } from './trust-dialog.tsx'
