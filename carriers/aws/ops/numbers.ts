import { type PhoneNumberInformation, paginateDescribePhoneNumbers } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { type Check, fix, ok, on, remark, verdict } from '../../../ops/checks/check.ts'
import { attachCommandFor, type Deployment, deployedLinesOf, type StageAccess } from '../../../ops/deployment.ts'
import { counted, joined, plural, same } from '../../../ops/words.ts'
import type { Translated } from '../../../settings/values.ts'
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
    remark(on(line, { en: 'until attached', fr: 'avant attach' }), usesOf(number)),
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
            { what: same(line), id: 'number' },
            {
              en: `the account has no such number in ${access.settings.region}: get it, or correct settings`,
              fr: `le compte n’a pas ce numéro dans ${access.settings.region}\u00a0: obtenez-le, ou corrigez les réglages`,
            },
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
  const which = awsNumbersOf(settings).includes(PhoneNumber)
    ? { en: 'in settings, but not deployed', fr: 'dans les réglages, mais pas déployé' }
    : { en: 'not in settings', fr: 'absent des réglages' }
  return remark(
    { what: same(PhoneNumber), id: 'other number' },
    {
      en: `${which.en}: ${PhoneNumberId}, ${Status}, ${rentOf(number).en}, ${usesOf(number).en}`,
      fr: `${which.fr}\u00a0: ${PhoneNumberId}, ${Status}, ${rentOf(number).fr}, ${usesOf(number).fr}`,
    },
  )
}

const rentOf = ({ MonthlyLeasingPrice = '0', NumberType, IsoCountryCode }: PhoneNumberInformation): Translated => {
  const price = Number(MonthlyLeasingPrice).toFixed(2)
  return {
    en: `${price} USD a month (${NumberType}, ${IsoCountryCode})`,
    fr: `${price.replace('.', ',')} USD par mois (${NumberType}, ${IsoCountryCode})`,
  }
}

const usesOf = (number: PhoneNumberInformation): Translated => {
  if (isSimulator(number)) return onlySimulators
  const { TwoWayEnabled, TwoWayChannelArn, SelfManagedOptOutsEnabled, InternationalSendingEnabled } = number
  return joined(
    [
      TwoWayEnabled === true
        ? { en: `its texts go to ${TwoWayChannelArn}`, fr: `ses SMS vont à ${TwoWayChannelArn}` }
        : { en: 'its texts go nowhere', fr: 'ses SMS ne vont nulle part' },
      SelfManagedOptOutsEnabled === true
        ? { en: 'AWS leaves HELP and STOP alone', fr: 'AWS ne touche pas à HELP ni à STOP' }
        : { en: 'AWS answers HELP and STOP', fr: 'AWS répond à HELP et à STOP' },
      InternationalSendingEnabled === true
        ? { en: 'it may text abroad', fr: 'il peut écrire à l’étranger' }
        : { en: 'it texts its own country only', fr: 'il n’écrit que dans son pays' },
    ],
    same(', '),
  )
}

const onlySimulators = {
  en: "it texts AWS's simulator numbers only",
  fr: 'il n’écrit qu’aux simulateurs d’AWS',
}

/** AWS counts the requests of an account in a region (user guide, quotas), so stages may slow each other down. */
const sharedRate = (others: number, { settings }: StageAccess): Check =>
  remark(
    { en: 'Rate', fr: 'Débit' },
    {
      en: `the account has ${counted(others, 'other number', 'other numbers')} in ${settings.region}: if another stage sends from one, both share the rate that AWS allows an account in a region, by default one text a second`,
      fr: `le compte a ${plural(others, 'autre numéro', 'autres numéros')} dans ${settings.region}\u00a0: si un autre environnement s’en sert, les deux partagent le débit qu’AWS accorde à un compte dans une région, un SMS par seconde par défaut`,
    },
  )

const checkNumber = (line: string, number: PhoneNumberInformation, access: StageAccess): readonly Check[] => [
  number.Status === 'ACTIVE'
    ? ok(on(line, state), same('ACTIVE'))
    : fix(on(line, state), {
        en: `${number.Status}: wait, or see its registration in the End User Messaging console`,
        fr: `${number.Status}\u00a0: patientez, ou voyez son enregistrement dans la console End User Messaging`,
      }),
  checkId(line, number, access),
  ok(on(line, { en: 'rent', fr: 'loyer' }), rentOf(number)),
  checkCountries(line, number, access),
]

const state = { en: 'state', fr: 'état' }

/** The policies allow only the number's id in settings, so nothing can be sent if that is wrong. */
const checkId = (line: string, { PhoneNumberId = '' }: PhoneNumberInformation, { settings, stage }: StageAccess) => {
  const stated = phoneNumberIdsOf(settings)[line]
  const id = on(line, same('id'))
  if (stated === undefined) return ok(id, same(PhoneNumberId))
  return verdict(
    id,
    stated === PhoneNumberId,
    { en: `${PhoneNumberId}, as settings have it`, fr: `${PhoneNumberId}, comme dans les réglages` },
    {
      en: `settings have ${stated}, so nothing may be sent: correct "phoneNumberId" to ${PhoneNumberId}, and deploy it with npx cdk deploy -c stage=${stage}`,
      fr: `les réglages disent ${stated}, rien ne peut partir\u00a0: corrigez "phoneNumberId" en ${PhoneNumberId}, et déployez avec npx cdk deploy -c stage=${stage}`,
    },
  )
}

const checkAttached = (line: string, number: PhoneNumberInformation, deployment: Deployment): readonly Check[] => [
  ...(isSimulator(number) ? [] : checkReceiving(line, number, deployment)),
  verdict(
    on(line, { en: 'deletion', fr: 'suppression' }),
    number.DeletionProtectionEnabled === true,
    { en: 'protected from it', fr: 'protégé' },
    {
      en: `it can be given back by mistake: ${attachCommandFor(line, deployment)}`,
      fr: `il peut être rendu par erreur\u00a0: ${attachCommandFor(line, deployment)}`,
    },
  ),
]

const checkReceiving = (line: string, number: PhoneNumberInformation, deployment: Deployment): readonly Check[] => {
  const attach = attachCommandFor(line, deployment)
  const leadsHere = number.TwoWayEnabled === true && number.TwoWayChannelArn === deployment.outputs.InboundTopicArn
  return [
    verdict(
      on(line, { en: 'two-way channel', fr: 'canal two-way' }),
      leadsHere,
      { en: 'leads to the topic', fr: 'mène à la rubrique SNS' },
      { en: `its texts do not come here: ${attach}`, fr: `ses SMS n’arrivent pas ici\u00a0: ${attach}` },
    ),
    ...checkRole(line, number, deployment),
    verdict(
      on(line, { en: 'opt-outs', fr: 'STOP' }),
      number.SelfManagedOptOutsEnabled === true,
      { en: 'our own', fr: 'géré par nous' },
      {
        en: `AWS answers HELP and STOP, at your cost: ${attach}`,
        fr: `AWS répond à HELP et à STOP, à vos frais\u00a0: ${attach}`,
      },
    ),
  ]
}

/** A number may keep an old role, which no page says how to take away (API reference, UpdatePhoneNumber). */
const checkRole = (line: string, { TwoWayChannelRole: role = '' }: PhoneNumberInformation, { outputs }: Deployment) =>
  role === ''
    ? []
    : [
        remark(on(line, { en: 'two-way role', fr: 'rôle two-way' }), {
          en: `texts are published as ${role}, not by the topic's policy: if none comes, let it do sns:Publish on ${outputs.InboundTopicArn}, and kms:Decrypt and kms:GenerateDataKey on that topic's key`,
          fr: `les SMS sont publiés sous ${role}, non par la politique de la rubrique SNS\u00a0: s’il n’en vient aucun, permettez-lui sns:Publish sur ${outputs.InboundTopicArn}, et kms:Decrypt et kms:GenerateDataKey sur la clé de cette rubrique`,
        }),
      ]

/** "Dedicated phone numbers are country-specific" (user guide, phone-numbers). */
const checkCountries = (line: string, number: PhoneNumberInformation, { settings }: StageAccess): Check => {
  const what = on(line, { en: 'countries', fr: 'pays' })
  const { IsoCountryCode = '', InternationalSendingEnabled } = number
  const others = settings.countries.filter((country) => country !== IsoCountryCode)
  if (InternationalSendingEnabled === true)
    return ok(what, {
      en: 'it may text abroad, as far as AWS can',
      fr: 'il peut écrire à l’étranger, là où AWS le peut',
    })
  if (others.length === 0)
    return ok(
      what,
      isSimulator(number)
        ? onlySimulators
        : { en: 'it answers phones of its own, as settings want', fr: 'il répond aux téléphones du sien, comme prévu' },
    )
  const say = {
    en: `an AWS number answers phones of its own country (${IsoCountryCode}); ${others.join(', ')} may never get a reply`,
    fr: `un numéro d’AWS répond aux téléphones de son pays (${IsoCountryCode})\u00a0; ${others.join(', ')} peut ne jamais avoir de réponse`,
  }
  return others.length === settings.countries.length ? fix(what, say) : remark(what, say)
}
