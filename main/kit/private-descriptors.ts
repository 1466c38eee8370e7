import { openSync } from 'node:fs'

/*
 * Descriptors belong to the whole process, so this is the one list of those that a native module
 * opened without the mark that closes them in programs we start.
 */
const hidden = new Set<number>()
let nothing: number | null = null

/** Keeps a descriptor from every program that is started from now on, until the returned function is called. */
export function hideFromChildren(descriptor: number): () => void {
  hidden.add(descriptor)
  return () => void hidden.delete(descriptor)
}

/** The descriptors that programs must not get, in order. */
export function hiddenDescriptors(): readonly number[] {
  return [...hidden].sort((one, other) => one - other)
}

/**
 * What stands in the list of a program's files from number `first` on: nothing, and an empty file in
 * the place of each hidden descriptor, which the program would otherwise have open.
 */
export function filesInPlaceOfHidden(first: number): ('ignore' | number)[] {
  const files: ('ignore' | number)[] = []
  for (const descriptor of hiddenDescriptors()) {
    if (descriptor < first) continue
    nothing ??= openSync('/dev/null', 'r')
    while (files.length < descriptor - first) files.push('ignore')
    files.push(nothing)
  }
  return files
}
