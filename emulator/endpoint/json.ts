/** Parses JSON; undefined if it is invalid. The functions have a function like this, but stand-ins share no code with them. */
export const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
