import { Construct } from 'constructs'
import type { Settings } from '../settings/schema.ts'
import type { CarrierName } from '../shared/rules/carriers.ts'
import type { PhoneNumber, StageCarrier } from './carrier.ts'

type Line = Settings['lines'][number]

/** The numbers of the lines: those in settings, and those that the stack buys, known only at deployment. */
export class Lines extends Construct {
  readonly #numbers: ReadonlyMap<Line, PhoneNumber>

  constructor(scope: Construct, id: string, lines: Settings['lines'], carriers: readonly StageCarrier[]) {
    super(scope, id)
    const numbersFor = (line: Line): readonly PhoneNumber[] => {
      const found = carriers.find(({ name }) => name === line.carrier)?.phoneNumberOf?.(this, line)
      return [found ?? (line.number === undefined ? [] : { number: line.number })].flat()
    }
    this.#numbers = new Map(lines.flatMap((line) => numbersFor(line).map((found) => [line, found] as const)))
  }

  /** A line's number in E.164, or a token that CloudFormation resolves if the number is bought. */
  numberOf(line: Line): string {
    return this.phoneOf(line).number
  }

  phoneOf(line: Line): PhoneNumber {
    const found = this.#numbers.get(line)
    if (found === undefined) throw new Error('This line is not one of the stack.')
    return found
  }

  numbersOf(carrier: CarrierName): readonly PhoneNumber[] {
    return [...this.#numbers].flatMap(([line, found]) => (line.carrier === carrier ? [found] : []))
  }
}
