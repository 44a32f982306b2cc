/**
 * The only limit that CloudFormation names for the value of an output: that of one which is exported (coverage roadmap #685). How long others
 * may be isn't documented; a stack may have 200 (user guide, cloudformation-limits).
 */
const longest = 1024

const nameOf = (n: number): string => `Settings${n + 1}`

/**
 * The outputs that carry a settings file. They are ASCII, since CloudFormation's answers have a question mark in place of any other character
 * (coverage roadmap #814), and each stands in quotes, so that no space at its ends is lost on the way.
 */
export const outputsWith = (text: string): Readonly<Record<string, string>> => {
  const ascii = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, escaped)
  const pieces = ascii.match(new RegExp(`.{1,${longest - 2}}`, 'g')) ?? []
  return Object.fromEntries(pieces.map((piece, i) => [nameOf(i), `"${piece}"`]))
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The settings file that outputs carry, to the byte. Undefined if they carry none, as those of older stacks. */
export const fileIn = (outputOf: (name: string) => string | undefined): string | undefined => {
  const pieces: string[] = []
  for (let piece = outputOf(nameOf(0)); piece !== undefined; piece = outputOf(nameOf(pieces.length)))
    pieces.push(piece.slice(1, -1))
  return pieces.length === 0 ? undefined : JSON.parse(`"${pieces.join('')}"`)
}
