import { z } from 'zod'
import { parseJson } from '../shared/rules/parse-json.ts'

/** An exported output has at most 1,024 characters (coverage roadmap #685), and a stack 200 outputs (user guide). */
const longest = 1024

const nameOf = (n: number): string => `Settings${n + 1}`

/** Outputs that carry a settings file: quoted ASCII, since CloudFormation shows other letters as `?` (roadmap #814). */
export const outputsWith = (text: string): Readonly<Record<string, string>> => {
  const ascii = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, escaped)
  const pieces = ascii.match(new RegExp(`.{1,${longest - 2}}`, 'g')) ?? []
  return Object.fromEntries(pieces.map((piece, i) => [nameOf(i), `"${piece}"`]))
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

type OutputOf = (name: string) => string | undefined

/** The settings file that outputs carry, to the byte. Undefined if they carry none, as those of older stacks. */
export const fileIn = (outputOf: OutputOf): string | undefined => {
  const pieces: string[] = []
  for (let piece = outputOf(nameOf(0)); piece !== undefined; piece = outputOf(nameOf(pieces.length)))
    pieces.push(piece.slice(1, -1))
  const text = parseJson(`"${pieces.join('')}"`)
  return typeof text === 'string' && parseJson(text.replace(/^\uFEFF/, '')) !== undefined ? text : undefined
}

/** Outputs that carry a list, one each. */
export const outputsOfList = (name: string, items: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(items.map((item, n) => [`${name}${n + 1}`, item]))

const listIn = <Item>(outputOf: OutputOf, name: string, item: z.ZodType<Item>): readonly Item[] => {
  const found: Item[] = []
  for (let text = outputOf(`${name}1`); text !== undefined; text = outputOf(`${name}${found.length + 1}`))
    found.push(item.parse(JSON.parse(text)))
  return found
}

const statement = z.looseObject({ Resource: z.string() })
export const statementOutputs = 'PolicyStatement'

/** The statements that outputs carry: each names its topic or queue. */
export const statementsIn = (outputOf: OutputOf) => listIn(outputOf, statementOutputs, statement)

/** A resource as it was deployed: its kind, what `Ref` gives, and attributes, of which null is none. */
const deployed = z.object({
  kind: z.string(),
  name: z.string(),
  ref: z.string(),
  is: z.record(z.string(), z.unknown()),
})
export type Deployed = Readonly<z.infer<typeof deployed>>
export const attributesOutputs = 'Attributes'

/** The attributes of resources that outputs carry. */
export const attributesIn = (outputOf: OutputOf): readonly Deployed[] => listIn(outputOf, attributesOutputs, deployed)

/** Whether outputs carry pieces that make up no file, as after a deployment that went wrong halfway. */
export const isBrokenIn = (outputOf: OutputOf): boolean =>
  outputOf(nameOf(0)) !== undefined && fileIn(outputOf) === undefined
