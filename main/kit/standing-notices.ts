import type { Notify, TakeBack } from './announce.ts'

/** What standing notices need. */
export interface StandingNoticesDeps {
  readonly notify: Notify
  readonly takeBack: TakeBack
}

/** Who speaks, and how loud. */
export interface StandingVoice {
  readonly level: 'info' | 'warning' | 'error'
  readonly source: string
}

/** Tells how something stands: takes all sentences that hold now, tells the new ones and takes back those that hold no more. */
export function createStandingNotices(
  { notify, takeBack }: StandingNoticesDeps,
  voice: StandingVoice,
): (sentences: readonly string[]) => void {
  let told: readonly string[] = []
  return (sentences) => {
    for (const gone of told.filter((one) => !sentences.includes(one))) takeBack(gone)
    for (const message of sentences.filter((one) => !told.includes(one))) {
      notify({ ...voice, message, key: message })
    }
    told = [...sentences]
  }
}
