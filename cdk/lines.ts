import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

import { simulatorCountry } from '../carriers/aws/settings/country.ts'
import type { Settings } from '../settings/schema.ts'

type Line = Settings['lines'][number]

/** A line's number. `arn` is set for an AWS number whose id is known, because IAM identifies AWS numbers by id. */
type PhoneNumber = { readonly number: string; readonly arn?: string | undefined }

/** The numbers of the lines: those in the settings, and those that the stack buys, which are known only at deployment. */
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
        // The construct's id is its country and a count within it, so that adding a line of another country or changing the language
        // doesn't replace the number.
        const nth = lines.slice(0, i + 1).filter(({ buy }) => buy === line.buy).length
        return [[line, buyNumber(this, `${line.buy}${nth}`, line.buy, topic)]]
      }),
    )
  }

  /**
   * Returns a line's number in E.164, or a token that CloudFormation resolves if the number is bought. Throws if
   * the line is not one of the stack.
   */
  numberOf(line: Line): string {
    const found = this.#numbers.get(line)
    if (found === undefined) throw new Error('This line is not one of the stack.')
    return found.number
  }

  /** The ARNs of the AWS lines whose numbers the stack buys or whose ids are in the settings. */
  get knownArns(): readonly string[] {
    return this.#ofAws.flatMap(({ arn }) => arn ?? [])
  }

  /** The ARNs of all AWS lines or, if any id is unknown, a wildcard for all numbers of the account. */
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
const phoneNumberArn = ({ region, account }: Stack, id: string): string =>
  `arn:aws:sms-voice:${region}:${account}:phone-number/${id}`

/**
 * Buys a number. It outlives the stack, because people who gave it out can't take it back; only a deployment that fails releases
 * it again. Nothing registers the number first, which most countries require (CloudFormation, AWS::SMSVOICE::PhoneNumber); in
 * those, AWS refuses to sell it.
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
  // The topic and its policy must exist first: End User Messaging checks that it may publish to the topic.
  bought.node.addDependency(topic)
  return { number: bought.attrPhoneNumber, arn: bought.attrArn }
}
