// The card of a question to the person in all its states, and the exact call that it is about.
// Owns no state but a note that is being written; the question itself is a record in main.
// Must never answer by itself, take focus by itself, or shorten a command.
export { CallCopy } from './call-copy.tsx'
export { CallInput } from './call-input.tsx'
export { InboxCard } from './inbox-card.tsx'
export { LostAnswer } from './lost-answer.tsx'
export { RestoreDialog } from './restore-dialog.tsx'
export { questionMark } from './settled-line.tsx'
