import { useLayoutEffect } from 'react'
import { useApp } from '../client/index.ts'

/** Puts theme and density of the settings on the page; draws nothing. */
export function Appearance(): null {
  const theme = useApp(({ settings }) => settings.theme)
  const density = useApp(({ settings }) => settings.density)
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset.theme
    else dataset.theme = theme
    dataset.density = density
  }, [theme, density])
  return null
}
