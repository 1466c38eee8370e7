// The screens of sessions: list, new session, one session with its transcript and composer.
// State lives in main; here only what this window remembers of its own (drafts, folded projects).
// Never starts anything by itself: only what the person chose.
export { NewSessionPage } from './new-session-page.tsx'
export { RehearseButton } from './rehearse-button.tsx'
export { RingRows } from './ring-rows.tsx'
export { SessionList } from './session-list.tsx'
export { SessionMark } from './session-mark.tsx'
export { sessionOrder } from './session-order.ts'
export { SessionPage } from './session-page.tsx'
