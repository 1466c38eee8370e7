/** How many of the recorders are made up; the engine cannot know what these print. */
export const MADE_UP = 12

/** Programs that only record how they were started: made-up ones first, then ones the engine knows. */
export const RECORDERS =
  'alfa bravo carlo dora emil fritz gusto heidi ida julius konrad lisa rm curl git docker npm python3 node perl ssh make ls grep kubectl psql wget dd'.split(
    ' ',
  )

/** Programs that record and then do their real work, because other programs hang on it. */
export const REAL =
  'env xargs timeout nice nohup setsid find stdbuf sh bash cat tee base64 xxd rev tr seq head tail sort uniq cut sed cp mv chmod mkdir'.split(
    ' ',
  )
