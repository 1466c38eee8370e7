import { useEffect, useRef } from 'react'

/** How long after a card appears or changes a press on it counts for nothing. */
export const guardMs = 600

/** Tells whether a press may count: false for the first 600 ms after the component appears or `subject` changes. */
export function useArmed(subject: string): () => boolean {
  const armedFor = useRef<string | null>(null)
  useEffect(() => {
    armedFor.current = null
    const timer = setTimeout(() => {
      armedFor.current = subject
    }, guardMs)
    return () => clearTimeout(timer)
  }, [subject])
  return () => armedFor.current === subject
}
