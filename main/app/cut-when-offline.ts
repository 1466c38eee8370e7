import { settingsSchema } from '../../shared/settings/model.ts'
import type { Egress } from '../kit/egress/index.ts'
import type { Feed } from '../kit/feed.ts'

/** Ends what is on its way when offline mode is switched on; what comes later is refused by the door itself. */
export function cutWhenOffline(appFeed: Feed, egress: Pick<Egress, 'cut'>): void {
  appFeed.subscribe(null, (frame) => {
    if (frame.kind !== 'event' || frame.name !== 'settings.changed') return
    if (settingsSchema.parse(frame.payload).offline) egress.cut()
  })
}
