import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

import { simulatorCountry } from '../carriers/aws/settings/country.ts'
import type { Settings } from '../settings/schema.ts'

type Line = Settings['lines'][number]

/** A line's number; IAM knows those of AWS by an id that AWS gives them. */
type PhoneNumber = { readonly number: string; readonly arn?: string | undefined }

/** The lines' numbers: those that settings name, and those it buys, which are known when they are deployed. */
export class Lines extends Construct {
  readonly #numbers: ReadonlyMap<Line, PhoneNumber>

  constructor(
    scope: Construct,
    id: string,
    { lines, topic }: { readonly lines: readonly Line[]; readonly topic: Topic },
  ) {
    super(scope, id)
    this.#numbers = new Map(
      lines.flatMap((line, i) => {
        if (line.buy === undefined)
          return line.number === undefined ? [] : [[line, { number: line.number, arn: arnOf(this, line) }]]
        // Named by country, so that a line listed before it, or another language, doesn't make it another number.
        const nth = lines.slice(0, i + 1).filter(({ buy }) => buy === line.buy).length
        return [[line, buyNumber(this, `${line.buy}${nth}`, line.buy, topic)]]
      }),
    )
  }

  /** In E.164; of a bought line it is a token that CloudFormation fills in. */
  numberOf(line: Line): string {
    const found = this.#numbers.get(line)
    if (found === undefined) throw new Error('This line is not one of the stack.')
    return found.number
  }

  /** Of the AWS lines that the stack buys or settings tell the id of. */
  get knownArns(): readonly string[] {
    return this.#ofAws.flatMap(({ arn }) => arn ?? [])
  }

  /** Of all AWS lines: of any number of the account as soon as one id is not known. */
  get sendingArns(): readonly string[] {
    const isKnown = this.#ofAws.every(({ arn }) => arn !== undefined)
    return isKnown ? this.knownArns : [phoneNumberArn(Stack.of(this), '*')]
  }

  get #ofAws(): readonly PhoneNumber[] {
    return [...this.#numbers].flatMap(([{ carrier }, found]) => (carrier === 'aws' ? [found] : []))
  }
}

const arnOf = (scope: Construct, { carrier, phoneNumberId: id }: Line): string | undefined =>
  carrier === 'aws' && id !== undefined ? phoneNumberArn(Stack.of(scope), id) : undefined

/** The ARN of a number of this account, by the id that AWS has given it. */
export const phoneNumberArn = ({ region, account }: Stack, id: string): string =>
  `arn:aws:sms-voice:${region}:${account}:phone-number/${id}`

/**
 * A number that outlives the stack, unless it was bought by a deployment that failed: whoever has given it out can't take it back.
 * Nothing registers it first, which most countries want (CloudFormation, AWS::SMSVOICE::PhoneNumber): then AWS refuses to sell it.
 */
const buyNumber = (scope: Construct, id: string, buy: string, topic: Topic): PhoneNumber => {
  const isSimulator = buy === 'SIMULATOR'
  const bought = new CfnPhoneNumber(scope, id, {
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
  bought.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
  // End User Messaging checks that it may publish to the topic.
  bought.node.addDependency(topic)
  return { number: bought.attrPhoneNumber, arn: bought.attrArn }
}
