/** How many frames a line may take to be drawn after it was scrolled to. */
const mostFrames = 30

/** Does something with an element as soon as the list has drawn it; gives up after half a second. Returns the way to stop waiting. */
export function onceDrawn(
  frame: HTMLElement,
  selector: string,
  act: (element: HTMLElement) => void,
): () => void {
  let request = 0
  let left = mostFrames
  const look = () => {
    const element = frame.querySelector<HTMLElement>(selector)
    left -= 1
    if (element) act(element)
    else if (left > 0) request = requestAnimationFrame(look)
  }
  look()
  return () => cancelAnimationFrame(request)
}
