import type { Metric } from '@aws-sdk/client-cloudwatch'
import type { CarrierOperations, Estimate } from '../../../ops/carrier.ts'
import { tried } from '../../../ops/checks/check.ts'
import { countBy, readMetrics, sumOf } from '../../../ops/cloudwatch.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { publishedTo } from '../../../ops/received.ts'
import { decimal, plural, same, wordsForCode } from '../../../ops/words.ts'
import type { Settings } from '../../../settings/schema.ts'
import type { Translated } from '../../../settings/values.ts'
import { submittedTo, textsReceivedBy } from '../../../shared/rules/telemetry.ts'
import { day } from '../../../shared/rules/timing.ts'
import { receivedPriceUsd } from '../settings.ts'
import { attachWhatsApp } from './attach.ts'
import { checkMetaApiVersion, checkWhatsAppLines } from './checks.ts'
import { deadLetterKind } from './dead-letters.ts'

/** Counts replies and messages: whatever comes besides three reports on each reply, and what has been read. */
const readCounts = async (deployment: Deployment, from: number, periodMs: number) => {
  // A stack that was deployed before its first line on WhatsApp has no such topic.
  const topicArn = deployment.outputOf('WhatsAppTopicArn')
  const wanted: Readonly<Record<string, Metric>> = {
    replies: countBy(deployment, submittedTo('whatsapp')),
    read: countBy(deployment, textsReceivedBy('whatsapp')),
    ...(topicArn !== undefined && { events: publishedTo(topicArn) }),
  }
  const points = await readMetrics(deployment, wanted, from, periodMs)
  const [replies = 0, read = 0, events = 0] = ['replies', 'read', 'events'].map((name) => sumOf(points[name]))
  return { replies, received: Math.max(read, events - 3 * replies) }
}

/** Estimates the cost of replies and received messages since `from`, at the prices in settings. */
const estimateWhatsApp = async (deployment: Deployment, from: number): Promise<readonly Estimate[]> => {
  const { replyPriceUsd = 0 } = deployment.settings.whatsapp
  const { replies, received } = await readCounts(deployment, from, day)
  return [
    {
      to: 'AWS',
      what: { en: `WhatsApp replies, ${replies}`, fr: `Réponses WhatsApp, ${replies}` },
      usd: replies * replyPriceUsd,
    },
    {
      to: 'AWS',
      what: { en: `WhatsApp messages received, ${received}`, fr: `Messages WhatsApp reçus, ${received}` },
      usd: received * receivedPriceUsd,
    },
  ]
}

const remarksOnCost = ({ lines, budgets, whatsapp }: Settings): readonly Translated[] => {
  const names = new Set(lines.flatMap(({ carrier, budget }) => (carrier === 'whatsapp' ? [budget] : [])))
  const replies = [...names].reduce((sum, name) => sum + (budgets[name]?.month ?? 0), 0)
  const usd = decimal(replies * (whatsapp.replyPriceUsd ?? 0), 2)
  return [
    {
      en: `The budgets of lines on WhatsApp allow ${replies} replies a month, ${usd.en} USD. What AWS takes for received messages no budget bounds.`,
      fr: `Les budgets des lignes WhatsApp permettent ${plural(replies, 'réponse')} par mois, ${usd.fr} USD. Aucun budget ne borne ce qu’AWS prend pour les messages reçus.`,
    },
  ]
}

/** Anybody can look the number up on WhatsApp, and see what kind of account it is (docs/whatsapp.md). */
export const cardRemark: NonNullable<CarrierOperations['cardRemark']> = ({ username }) => ({
  network: 'WhatsApp',
  username,
  warning: {
    fr: 'Seulement sur WhatsApp\u00a0: un SMS reste sans réponse.',
    en: 'Only on WhatsApp: a text message (SMS) gets no answer.',
    de: 'Nur auf WhatsApp: Eine SMS bleibt ohne Antwort.',
    es: 'Solo por WhatsApp: un SMS se queda sin respuesta.',
    it: 'Solo su WhatsApp: un SMS resta senza risposta.',
    nl: 'Alleen op WhatsApp: een sms blijft onbeantwoord.',
  },
  besides: {
    fr: "Chacun peut voir sur WhatsApp que c'est un compte professionnel.",
    en: 'Anybody can see on WhatsApp that it is a business account.',
    de: 'Auf WhatsApp kann jeder sehen, dass es ein Unternehmenskonto ist.',
    es: 'Cualquiera puede ver en WhatsApp que es una cuenta de empresa.',
    it: 'Chiunque può vedere su WhatsApp che è un account business.',
    nl: 'Iedereen kan op WhatsApp zien dat het een zakelijk account is.',
  },
})

const reasons = wordsForCode(
  {
    AccessDeniedByMetaException:
      'Meta refuses the account or the number: see WhatsApp Manager, and the quality that doctor shows',
    InvalidParametersException: 'AWS finds a mistake in the request: this is an error of the program, please report it',
    LimitExceededException:
      'a limit of the account on WhatsApp is reached: this passes by itself; if it stays, ask AWS',
    ThrottledRequestException: 'AWS throttles the account: this passes by itself',
    NO_PHONE_NUMBER_ID: 'the line has no "phoneNumberId" where it is deployed: write it into settings, and deploy',
  },
  {
    AccessDeniedByMetaException:
      'Meta refuse le compte ou le numéro\u00a0: voyez WhatsApp Manager, et la qualité qu’affiche doctor',
    InvalidParametersException:
      'AWS trouve une faute dans la demande\u00a0: c’est une erreur du programme, merci de la signaler',
    LimitExceededException:
      'une limite du compte sur WhatsApp est atteinte\u00a0: cela passe tout seul\u202f; si cela dure, demandez à AWS',
    ThrottledRequestException: 'AWS freine le compte\u00a0: cela passe tout seul',
    NO_PHONE_NUMBER_ID:
      'la ligne n’a pas de "phoneNumberId" là où elle est déployée\u00a0: écrivez-le dans les réglages, et déployez',
  },
)

export const whatsappOperations: CarrierOperations = {
  wordsFor: reasons,
  attach: attachWhatsApp,
  checks: (deployment) => [
    tried(same('WhatsApp'), () => checkWhatsAppLines(deployment)),
    Promise.resolve([checkMetaApiVersion(deployment.now())]),
  ],
  received: async (...of) => (await readCounts(...of)).received,
  monthlyUsd: { metrics: 1.8, alarms: 0.9 },
  estimates: estimateWhatsApp,
  costRemarks: remarksOnCost,
  cardRemark,
  deadLetterKind,
}
