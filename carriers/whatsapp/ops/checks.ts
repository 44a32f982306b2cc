import { type Check, fix, ok, on, remark, verdict } from '../../../ops/checks/check.ts'
import { attachCommandFor, type Deployment, redeploy } from '../../../ops/deployment.ts'
import { day } from '../../../shared/rules/timing.ts'
import { metaApiVersion, metaApiVersionEndsAt } from '../lambda/send.ts'
import { type WhatsAppLine, whatsappLinesOf } from '../settings.ts'
import { destinationsOf, isNumber, type LinkedNumber, readLinkedNumbers, whatsAppOutputsOf } from './accounts.ts'

export const checkWhatsAppLines = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { topicArn } = whatsAppOutputsOf(deployment)
  const linked = await readLinkedNumbers(deployment)
  return whatsappLinesOf(deployment.settings).flatMap((line) => checkLine(line, linked, topicArn, deployment))
}

const checkLine = (line: WhatsAppLine, all: readonly LinkedNumber[], topicArn: string, deployment: Deployment) => {
  const { address, phoneNumberId, number } = line
  const linked = all.find((one) => one.number.phoneNumberId === phoneNumberId)
  if (linked === undefined) return [checkMissing(line, all, deployment)]
  const { registrationStatus } = linked.account
  return [
    verdict(
      on(address, ofNumber),
      isNumber(linked, number),
      { en: `linked in ${deployment.settings.region}`, fr: `relié dans ${deployment.settings.region}` },
      {
        en: `settings have the id of another number: correct "phoneNumberId", and ${redeploy(deployment).en}`,
        fr: `les réglages ont l’id d’un autre numéro\u00a0: corrigez "phoneNumberId", et ${redeploy(deployment).fr}`,
      },
    ),
    verdict(
      on(address, { en: 'registration', fr: 'enregistrement' }),
      registrationStatus === 'COMPLETE',
      { en: 'complete', fr: 'complet' },
      {
        en: `${registrationStatus}: finish it in the End User Messaging console`,
        fr: `${registrationStatus}\u00a0: achevez-le dans la console End User Messaging`,
      },
    ),
    verdict(
      on(address, { en: 'events', fr: 'événements' }),
      destinationsOf(linked).includes(topicArn),
      { en: 'come to the topic', fr: 'arrivent à la rubrique SNS' },
      {
        en: `what it receives does not come here: ${attachCommandFor(address, deployment)}`,
        fr: `ce qu’il reçoit n’arrive pas ici\u00a0: ${attachCommandFor(address, deployment)}`,
      },
    ),
    checkQuality(address, linked.number.qualityRating ?? ''),
    ok(on(address, { en: 'countries', fr: 'pays' }), {
      en: `it answers people of ${deployment.settings.countries.join(', ')}, whatever its own is`,
      fr: `il répond aux gens de ${deployment.settings.countries.join(', ')}, quel que soit le sien`,
    }),
    remark(on(address, { en: 'name', fr: 'nom' }), {
      en: `Meta has ${JSON.stringify(linked.number.displayPhoneNumberName ?? '')}; whether it is approved, only its manager shows`,
      fr: `Meta a ${JSON.stringify(linked.number.displayPhoneNumberName ?? '')}\u00a0; s’il est approuvé, seul son gestionnaire le montre`,
    }),
  ]
}

const checkMissing = ({ address, number }: WhatsAppLine, all: readonly LinkedNumber[], deployment: Deployment) => {
  const same = all.find((one) => isNumber(one, number))
  return fix(
    on(address, ofNumber),
    same === undefined
      ? {
          en: `no WhatsApp Business account that is linked in ${deployment.settings.region} has it: link it (docs/whatsapp.md), or correct the region`,
          fr: `aucun compte WhatsApp Business relié dans ${deployment.settings.region} ne l’a\u00a0: reliez-le (docs/whatsapp.fr.md), ou corrigez la région`,
        }
      : {
          en: `AWS calls it ${same.number.phoneNumberId}: correct "phoneNumberId", and ${redeploy(deployment).en}`,
          fr: `AWS l’appelle ${same.number.phoneNumberId}\u00a0: corrigez "phoneNumberId", et ${redeploy(deployment).fr}`,
        },
  )
}

const ofNumber = { en: 'number', fr: 'numéro' }

/** Meta's rating is a free string, unknown until enough people have rated the number (Meta, phone numbers). */
const checkQuality = (address: string, rating: string): Check => {
  const what = on(address, { en: 'quality', fr: 'qualité' })
  const say = rating === '' ? { en: 'not told', fr: 'pas dite' } : { en: rating, fr: rating }
  if (/green|high/i.test(rating)) return ok(what, say)
  return /red|low|yellow|medium/i.test(rating)
    ? fix(what, {
        en: `${say.en}: people block or report the number, and Meta may restrict it`,
        fr: `${say.fr}\u00a0: des gens bloquent ou signalent le numéro, et Meta peut le restreindre`,
      })
    : remark(what, {
        en: `${say.en}: Meta rates a number when enough people have`,
        fr: `${say.fr}\u00a0: Meta note un numéro quand assez de gens l’ont fait`,
      })
}

/** How long before the end of Meta's API version a maintainer is told. */
const noticeMs = 90 * day

/** Checks how long Meta will still serve the version of its API that replies are sent with. */
export const checkMetaApiVersion = (now: number): Check => {
  const ends = new Date(metaApiVersionEndsAt).toISOString().slice(0, 10)
  const what = { en: 'WhatsApp API', fr: 'API de WhatsApp' }
  const say = {
    en: `replies are sent with ${metaApiVersion}, which Meta ends on ${ends}`,
    fr: `les réponses partent avec ${metaApiVersion}, que Meta retire le ${ends}`,
  }
  return now < metaApiVersionEndsAt - noticeMs
    ? ok(what, say)
    : remark(what, {
        en: `${say.en} and then serves as its next version: upgrade Anti-relou`,
        fr: `${say.fr} et sert ensuite comme la suivante\u00a0: mettez Anti-relou à jour`,
      })
}
