import type { ReactElement } from 'react'
import type { CommandStanding } from '../../shared/install/model.ts'
import { useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { SettingRow } from '../ui/setting-row.tsx'

/** Links the command into a folder of the person's search path, tells which, and takes the link away. */
export function InstallCommand(): ReactElement {
  const { value, failure, reload } = useQuery('install.status', {})
  const link = useCommand('install.link')
  const unlink = useCommand('install.unlink')
  const run = async (how: typeof link | typeof unlink) => {
    await how.run({})
    reload()
  }
  const isLinked = value !== null && value.links.length > 0
  return (
    <>
      <SettingRow
        name="command"
        title={t('command.title')}
        description={t('command.what')}
        standing={value && <Standing standing={value} />}
      >
        {isLinked ? (
          <Button disabled={unlink.busy} onClick={() => void run(unlink)}>
            {t('command.unlink')}
          </Button>
        ) : (
          <Button
            disabled={link.busy || value === null || value.executable === null}
            onClick={() => void run(link)}
          >
            {t('command.link')}
          </Button>
        )}
      </SettingRow>
      <FailureLine failure={failure ?? link.failure ?? unlink.failure} />
    </>
  )
}

function Standing({ standing }: { readonly standing: CommandStanding }): ReactElement {
  const { executable, links, folder, isOnPath, found, pathLine } = standing
  const [link] = links
  if (executable === null) return <span>{t('command.none')}</span>
  if (link === undefined) return <span>{t('command.would', { folder })}</span>
  return (
    <>
      <span>{t('command.linked', { link })}</span>
      {!isOnPath && (
        <span>
          {t('command.off-path', { file: pathLine.file })} <code>{pathLine.line}</code>
        </span>
      )}
      {isOnPath && found !== null && !links.includes(found) && (
        <span>{t('command.shadowed', { found })}</span>
      )}
    </>
  )
}
