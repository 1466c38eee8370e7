import { useEffect, useState } from 'react'

/** How long after a card appears or changes a press on it counts for nothing. */
export const guardMs = 600

/** Whether a press may count: false for the first 600 ms after the component appears or `subject` changes. */
export function useArmed(subject: string): boolean {
  const [armedFor, setArmedFor] = useState<string | null>(null)
  useEffect(() => {
    setArmedFor(null)
    const timer = setTimeout(() => setArmedFor(subject), guardMs)
    return () => clearTimeout(timer)
  }, [subject])
  return armedFor === subject
}
