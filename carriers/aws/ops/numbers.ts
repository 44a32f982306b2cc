import { type PhoneNumberInformation, paginateDescribePhoneNumbers } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { type Check, fix, ok, on, remark, verdict } from '../../../ops/checks/check.ts'
import { attachCommandFor, type Deployment, deployedLinesOf, type StageAccess } from '../../../ops/deployment.ts'
import { counted } from '../../../ops/words.ts'
import { awsNumbersOf, phoneNumberIdsOf } from '../settings.ts'

/** The deployed AWS lines, with the language and the texts that settings have for them. */
export const awsLinesOf = (deployment: Pick<Deployment, 'settings' | 'lineNumbers'>) =>
  deployedLinesOf(deployment).filter(({ carrier }) => carrier === 'aws')

export const readNumbers = async ({ aws }: Pick<StageAccess, 'aws'>): Promise<readonly PhoneNumberInformation[]> => {
  const pages = await Array.fromAsync(paginateDescribePhoneNumbers({ client: aws.endUserMessaging }, {}))
  return pages.flatMap(({ PhoneNumbers = [] }) => PhoneNumbers)
}

/** Whether nobody can text it, and it can text only AWS's simulators (user guide, test-phone-numbers). */
export const isSimulator = ({ NumberType }: PhoneNumberInformation): boolean => NumberType === 'SIMULATOR'

/** Checks that each AWS line is a working number whose texts come to this stage. */
export const checkLines = (deployment: Deployment): Promise<readonly Check[]> => {
  const lines = awsLinesOf(deployment).map(({ number }) => number)
  return checkNumbers(lines, deployment, (line, number) => checkAttached(line, number, deployment))
}

/** Checks the numbers of settings before the stage is deployed, when none can be attached to it yet. */
export const checkFutureLines = (access: StageAccess): Promise<readonly Check[]> =>
  checkNumbers(awsNumbersOf(access.settings), access, (line, number) => [
    remark(on(line, 'until attached'), usesOf(number)),
  ])

type CheckNumber = (line: string, number: PhoneNumberInformation) => readonly Check[]

/** Checks all numbers that the account has in the region: those of `lines`, also by `checkMore`, and the others. */
const checkNumbers = async (lines: readonly string[], access: StageAccess, checkMore: CheckNumber) => {
  const numbers = await readNumbers(access)
  const checks = lines.flatMap((line) => {
    const found = numbers.find(({ PhoneNumber }) => PhoneNumber === line)
    return found === undefined
      ? [
          fix(
            { what: line, id: 'number' },
            `the account has no such number in ${access.settings.region}: get it, or correct settings`,
          ),
        ]
      : [...checkNumber(line, found, access), ...checkMore(line, found)]
  })
  const others = numbers.filter(({ PhoneNumber = '' }) => !lines.includes(PhoneNumber))
  return [
    ...checks,
    ...others.map((number) => describeOther(number, access)),
    ...(others.length === 0 ? [] : [sharedRate(others.length, access)]),
  ]
}

const describeOther = (number: PhoneNumberInformation, { settings }: StageAccess): Check => {
  const { PhoneNumber = '', PhoneNumberId, Status } = number
  const which = awsNumbersOf(settings).includes(PhoneNumber) ? 'in settings, but not deployed' : 'not in settings'
  return remark(
    { what: PhoneNumber, id: 'other number' },
    `${which}: ${PhoneNumberId}, ${Status}, ${rentOf(number)}, ${usesOf(number)}`,
  )
}

const rentOf = ({ MonthlyLeasingPrice = '0', NumberType, IsoCountryCode }: PhoneNumberInformation): string =>
  `${Number(MonthlyLeasingPrice).toFixed(2)} USD a month (${NumberType}, ${IsoCountryCode})`

const usesOf = (number: PhoneNumberInformation): string =>
  isSimulator(number)
    ? onlySimulators
    : [
        number.TwoWayEnabled === true ? `its texts go to ${number.TwoWayChannelArn}` : 'its texts go nowhere',
        number.SelfManagedOptOutsEnabled === true ? 'AWS leaves HELP and STOP alone' : 'AWS answers HELP and STOP',
        number.InternationalSendingEnabled === true ? 'it may text abroad' : 'it texts its own country only',
      ].join(', ')

const onlySimulators = "it texts AWS's simulator numbers only"

/** AWS counts the requests of an account in a region (user guide, quotas), so stages may slow each other down. */
const sharedRate = (others: number, { settings }: StageAccess): Check =>
  remark(
    'Rate',
    `the account has ${counted(others, 'other number', 'other numbers')} in ${settings.region}: if another stage sends from one, both share the rate that AWS allows an account in a region, by default one text a second`,
  )

const checkNumber = (line: string, number: PhoneNumberInformation, access: StageAccess): readonly Check[] => [
  number.Status === 'ACTIVE'
    ? ok(on(line, 'state'), 'ACTIVE')
    : fix(on(line, 'state'), `${number.Status}: wait, or see its registration in the End User Messaging console`),
  checkId(line, number, access),
  ok(on(line, 'rent'), rentOf(number)),
  checkCountries(line, number, access),
]

/** The policies allow only the number's id in settings, so nothing can be sent if that is wrong. */
const checkId = (line: string, { PhoneNumberId = '' }: PhoneNumberInformation, { settings, stage }: StageAccess) => {
  const stated = phoneNumberIdsOf(settings)[line]
  const correct = `settings have ${stated}, so nothing may be sent: correct "phoneNumberId" to ${PhoneNumberId}, and deploy it with npx cdk deploy -c stage=${stage}`
  return stated === undefined
    ? ok(on(line, 'id'), PhoneNumberId)
    : verdict(on(line, 'id'), stated === PhoneNumberId, `${PhoneNumberId}, as settings have it`, correct)
}

const checkAttached = (line: string, number: PhoneNumberInformation, deployment: Deployment): readonly Check[] => [
  ...(isSimulator(number) ? [] : checkReceiving(line, number, deployment)),
  verdict(
    on(line, 'deletion'),
    number.DeletionProtectionEnabled === true,
    'protected from it',
    `it can be given back by mistake: ${attachCommandFor(line, deployment)}`,
  ),
]

const checkReceiving = (line: string, number: PhoneNumberInformation, deployment: Deployment): readonly Check[] => {
  const attach = attachCommandFor(line, deployment)
  const leadsHere = number.TwoWayEnabled === true && number.TwoWayChannelArn === deployment.outputs.InboundTopicArn
  return [
    verdict(on(line, 'two-way channel'), leadsHere, 'leads to the topic', `its texts do not come here: ${attach}`),
    ...checkRole(line, number, deployment),
    verdict(
      on(line, 'opt-outs'),
      number.SelfManagedOptOutsEnabled === true,
      'our own',
      `AWS answers HELP and STOP, at your cost: ${attach}`,
    ),
  ]
}

/** A number may keep an old role, which no page says how to take away (API reference, UpdatePhoneNumber). */
const checkRole = (line: string, { TwoWayChannelRole: role = '' }: PhoneNumberInformation, { outputs }: Deployment) =>
  role === ''
    ? []
    : [
        remark(
          on(line, 'two-way role'),
          `texts are published as ${role}, not by the topic's policy: if none comes, let it do sns:Publish on ${outputs.InboundTopicArn}, and kms:Decrypt and kms:GenerateDataKey on that topic's key`,
        ),
      ]

/** "Dedicated phone numbers are country-specific" (user guide, phone-numbers). */
const checkCountries = (line: string, number: PhoneNumberInformation, { settings }: StageAccess): Check => {
  const what = on(line, 'countries')
  const { IsoCountryCode = '', InternationalSendingEnabled } = number
  const others = settings.countries.filter((country) => country !== IsoCountryCode)
  if (InternationalSendingEnabled === true) return ok(what, 'it may text abroad, as far as AWS can')
  if (others.length === 0)
    return ok(what, isSimulator(number) ? onlySimulators : 'it answers phones of its own, as settings want')
  const say = `an AWS number answers phones of its own country (${IsoCountryCode}); ${others.join(', ')} may never get a reply`
  return others.length === settings.countries.length ? fix(what, say) : remark(what, say)
}
