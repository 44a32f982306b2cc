import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnConfigurationSet, CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CarrierCdk, CarrierResources, PhoneNumber, StackParts } from '../../../cdk/carrier.ts'
import { letPublish } from '../../../cdk/encryption.ts'
import { day, type MetricOf, reportedShare } from '../../../cdk/monitoring/metrics.ts'
import { subscribe } from '../../../cdk/queues.ts'
import { allow } from '../../../cdk/sms-function.ts'
import { monthlySpendLimitUsd } from '../../../settings/config.ts'
import { receivedUsd } from '../../../settings/countries/countries.ts'
import type { Settings } from '../../../settings/schema.ts'
import { metricNames } from '../../../shared/rules/telemetry.ts'
import { deliveryEventTypes } from '../delivery-report.ts'
import { hasOnlySimulators, mayAnswer, simulatorCountry } from '../settings.ts'
import { simulatorNumbers } from '../simulator-numbers.ts'

type Line = Settings['lines'][number]

const phoneNumberOf: CarrierCdk['phoneNumberOf'] = (scope, { number, phoneNumberId: id }) =>
  number === undefined
    ? buySimulator(scope)
    : { number, arn: id && phoneNumberArn(Stack.of(scope), id), beatTo: simulatorIn(countryOf(number)) }

/** Finds whom a beat's dry run may name: the line's own country is the only one that it is sure to answer. */
const simulatorIn = (country = ''): string | false => simulatorNumbers[country]?.success ?? false

const countryOf = (number: string) => parsePhoneNumberFromString(number)?.country

const phoneNumberArn = ({ region, account }: Stack, id: string): string =>
  `arn:aws:sms-voice:${region}:${account}:phone-number/${id}`

/** Buys a simulator, which nobody can text (user guide, test-phone-numbers). It outlives the stack. */
const buySimulator = (scope: Construct): PhoneNumber => {
  // Another id would buy another number.
  const bought = new CfnPhoneNumber(scope, 'Simulator', {
    isoCountryCode: simulatorCountry,
    numberType: 'SIMULATOR',
    numberCapabilities: ['SMS'],
    // Required, but never sent, since nobody can text it.
    mandatoryKeywords: {
      help: { message: 'This number answers by itself; nobody reads it.' },
      stop: { message: 'This number will not answer you any more.' },
    },
  })
  bought.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
  return { number: bought.attrPhoneNumber, arn: bought.attrArn, beatTo: simulatorIn(simulatorCountry) }
}

/** Creates the way back for delivery reports: a topic of their own, as who may publish texts must not fake reports. */
const createDelivery = (stack: Stack, { key, inbound, lines }: StackParts) => {
  const delivery = new Construct(stack, 'Delivery')
  const { region, account, stackName: configurationSetName } = stack
  const configurationSetArn = `arn:aws:sms-voice:${region}:${account}:configuration-set/${configurationSetName}`
  const topic = new Topic(delivery, 'Topic', { masterKey: key, enforceSSL: true })
  // The policy is that of the user guide, configuration-sets-sns-creating-role.
  letPublish(topic, { sid: 'DeliveryReports', service: 'sms-voice.amazonaws.com', onBehalfOf: configurationSetArn })
  subscribe(delivery, topic, inbound)
  const configurationSet = new CfnConfigurationSet(delivery, 'ConfigurationSet', {
    configurationSetName,
    eventDestinations: [
      {
        eventDestinationName: 'reports',
        enabled: true,
        matchingEventTypes: [...deliveryEventTypes],
        snsDestination: { topicArn: topic.topicArn },
      },
    ],
  })
  // A simulator that is being bought comes first, at one request of a kind a second (user guide, quotas).
  configurationSet.node.addDependency(topic, lines)
  return { topic, configurationSetName, configurationSetArn }
}

/**
 * What came to the topic of texts, less beats. Lines of other carriers whose texts come there, too, count as if they
 * were billed: that rings too early, and not too late.
 */
const receivedInADay =
  (topic: Topic) =>
  (metricOf: MetricOf): MathExpression =>
    new MathExpression({
      expression: `(FILL(published, 0) - FILL(beats, 0)) * ${receivedUsd}`,
      usingMetrics: {
        published: topic.metricNumberOfMessagesPublished(),
        beats: metricOf(metricNames.beatsHeard),
      },
      label: 'USD',
      period: day,
    })

/** Creates what AWS lines share. While the id of any number is unknown, the policies name all numbers. */
const createResources = (stack: Stack, parts: StackParts): CarrierResources => {
  const { topic, configurationSetName, configurationSetArn } = createDelivery(stack, parts)
  // The service authorization reference wants both resources; the user guide (permissions-actions) only the number.
  const sendingFrom = (numberArns: readonly string[]) =>
    allow(['sms-voice:SendTextMessage'], ...numberArns, configurationSetArn)
  const numbers = parts.lines.numbersOf('aws')
  const knownArns = numbers.flatMap(({ arn }) => arn ?? [])
  const sendingArns = knownArns.length === numbers.length ? knownArns : [phoneNumberArn(stack, '*')]
  return {
    topics: [topic],
    receiveSmsEnvironment: { DELIVERY_TOPIC_ARN: topic.topicArn },
    receivedUsd: receivedInADay(parts.inbound.topic),
    sendReplyEnvironment: { CONFIGURATION_SET: configurationSetName },
    sendReplyCalls: [sendingFrom(sendingArns)],
    permissions: {
      looking: [allow(['sms-voice:DescribeConfigurationSets'], configurationSetArn)],
      // A dry run needs the permission to send.
      attaching:
        knownArns.length === 0 ? [] : [allow(['sms-voice:UpdatePhoneNumber'], ...knownArns), sendingFrom(knownArns)],
    },
    outputs: { ConfigurationSetName: configurationSetName, DeliveryTopicArn: topic.topicArn },
  }
}

/** Says what to request from AWS for the numbers of a stage, and which phones they can't answer. */
const adviceOnNumbers = (stage: string, settings: Settings): readonly string[] => [
  // The spend limit of a new account is enough for simulators.
  ...(hasOnlySimulators(settings)
    ? []
    : [`Monthly SMS spend limit to request from AWS for ${stage}: ${monthlySpendLimitUsd(settings)} USD.`]),
  ...settings.lines.filter(({ carrier }) => carrier === 'aws').flatMap((line) => onCountries(line, settings)),
]

const onCountries = (line: Line, { countries }: Settings): readonly string[] => {
  const others = countries.filter((country) => !mayAnswer(line, country))
  return others.length === 0
    ? []
    : [
        `An AWS number answers phones of its own country: phones of ${others.join(', ')} may never get a reply from ${line.number ?? 'the simulator'}.`,
      ]
}

export const awsCdk: CarrierCdk = {
  phoneNumberOf,
  createResources,
  words: {
    en: { arrivedShare: 'share that arrived, as AWS reports' },
    fr: { arrivedShare: 'part arrivée, d’après AWS' },
  },
  givesUp: true,
  // AWS reports about each reply, whether it was delivered or not.
  arrivedShare: (metricOf, share, label) => reportedShare('aws', metricOf, share, label),
  advice: adviceOnNumbers,
}
