/** Parses JSON; undefined if it is invalid. Its twin is shared/rules/parse-json.ts, since stand-ins share no code with functions. */
export const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
