import { config } from 'zod'

// The page's policy forbids code that is made from text. The validator would try at every load, and the
// engine would log the try as an error.
config({ jitless: true })
