import { addressOf } from '../../settings/lines.ts'
import { words } from './language.ts'
import type { Line, Stage } from './protocol.ts'

/** A line's address, which texts are sent to, and its name for people. */
export type NamedLine = { readonly address: string; readonly name: string }

export const namedLines = (stage: Stage | undefined): readonly NamedLine[] =>
  stage?.lines.map((line) => ({ address: addressOf(line, line.number), name: nameOf(line) })) ?? []

export const nameOfLine = (stage: Stage | undefined, address: string): string =>
  namedLines(stage).find((line) => line.address === address)?.name ?? address

const nameOf = ({ number, network }: Line): string =>
  network === undefined ? number : words.onNetwork(number, network)
