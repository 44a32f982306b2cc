/** Parses JSON; undefined if it is invalid. Stand-ins share nothing with the functions, so this is theirs. */
export const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
