import { RemovalPolicy } from 'aws-cdk-lib'
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

import { simulatorCountry } from '../settings/line-country.ts'
import type { Settings } from '../settings/schema.ts'

type Line = Settings['lines'][number]

/** The lines' numbers: those that settings name, and those it buys, which are known when they are deployed. */
export class Lines extends Construct {
  readonly #numbers: ReadonlyMap<Line, string>

  constructor(
    scope: Construct,
    id: string,
    { lines, topic }: { readonly lines: readonly Line[]; readonly topic: Topic },
  ) {
    super(scope, id)
    this.#numbers = new Map(
      lines.flatMap((line, i) => {
        if (line.buy === undefined) return line.number === undefined ? [] : [[line, line.number]]
        // Named by country, so that a line listed before it, or another language, doesn't make it another number.
        const nth = lines.slice(0, i + 1).filter(({ buy }) => buy === line.buy).length
        return [[line, buyNumber(this, `${line.buy}${nth}`, line.buy, topic)]]
      }),
    )
  }

  /** In E.164; of a bought line it is a token that CloudFormation fills in. */
  numberOf(line: Line): string {
    const number = this.#numbers.get(line)
    if (number === undefined) throw new Error('This line is not one of the stack.')
    return number
  }
}

/**
 * A number that outlives the stack, unless it was bought by a deployment that failed: whoever has given it out can't take it back.
 * Nothing registers it first, which most countries want (CloudFormation, AWS::SMSVOICE::PhoneNumber): then AWS refuses to sell it.
 */
const buyNumber = (scope: Construct, id: string, buy: string, topic: Topic): string => {
  const isSimulator = buy === 'SIMULATOR'
  const number = new CfnPhoneNumber(scope, id, {
    isoCountryCode: isSimulator ? simulatorCountry : buy,
    numberType: isSimulator ? 'SIMULATOR' : 'LONG_CODE',
    numberCapabilities: ['SMS'],
    // Required, but never sent as long as opt-outs are self-managed.
    mandatoryKeywords: {
      help: { message: 'This number answers by itself; nobody reads it.' },
      stop: { message: 'This number will not answer you any more.' },
    },
    // Nobody can text a simulator (user guide, test-phone-numbers).
    ...(!isSimulator && { selfManagedOptOutsEnabled: true, twoWay: { enabled: true, channelArn: topic.topicArn } }),
  })
  number.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
  // End User Messaging checks that it may publish to the topic.
  number.node.addDependency(topic)
  return number.attrPhoneNumber
}
