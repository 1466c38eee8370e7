/** Offers bytes or a text as a file to save, the way the browser or window does it. */
export function saveFile(name: string, contents: readonly BlobPart[], type: string): void {
  const url = URL.createObjectURL(new Blob([...contents], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has its own hold on the contents once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
