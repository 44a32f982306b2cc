import { type Check, fix, notAttached, ok, on, unsure, verdict } from '../../../ops/checks/check.ts'
import { attachCommandFor, type Deployment, remedy } from '../../../ops/deployment.ts'
import { counted, momentOf, plural, same } from '../../../ops/words.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { phoneRules, phoneSilenceMs, webhookTo, webhookTrouble } from '../rules.ts'
import type { HttpSmsSecret } from '../secret.ts'
import { type HttpSmsLine, httpSmsLinesOf } from '../settings.ts'
import { KeyRefused, openHttpSms, type Phone } from './account.ts'
import { answersCallers, stopAnsweringCallers, webhooksBeside, webhookTroubles } from './setup.ts'
import { httpSmsOutputsOf, httpSmsUrlOf, openHttpSmsSecret, SecretRefused } from './stack.ts'

/** Checks that httpSMS and this stage know each other, and that each SIM's phone is online and sends by our rules. */
export const checkHttpSmsLines = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { settings } = deployment
  const { webhookUrl, secretArn } = httpSmsOutputsOf(deployment)
  try {
    const secret = await openHttpSmsSecret(deployment, secretArn).read()
    if (secret.apiKey !== '') return await checkAttached(deployment, webhookUrl, secret)
  } catch (error) {
    if (error instanceof SecretRefused) return [fix({ en: 'httpSMS keys', fr: 'Clés de httpSMS' }, error.said)]
    if (error instanceof KeyRefused) return [fix(ownKey, error.said)]
    if (isDenied(error)) return [unsure(same('httpSMS'), mayNotAsk)]
    throw error
  }
  return httpSmsLinesOf(settings).map(({ number }) =>
    fix({ what: same(number), id: 'attached' }, notAttached(attachCommandFor(number, deployment))),
  )
}

const ownKey = { en: 'httpSMS key', fr: 'Clé de httpSMS' }

const isDenied = (error: unknown): boolean => error instanceof Error && error.name === 'AccessDeniedException'

const mayNotAsk = {
  en: "not asked: its key can also send, so only the installer's policy may read it; have somebody who has that run doctor, or look at the phone in httpSMS",
  fr: 'pas demandé\u00a0: sa clé peut aussi envoyer, seule la politique de l’installateur la lit\u00a0; faites lancer doctor par qui l’a, ou voyez le téléphone dans httpSMS',
}

const checkAttached = async (deployment: Deployment, webhookUrl: string, secret: HttpSmsSecret) => {
  const { apiKey, userId, webhookKey } = secret
  const account = openHttpSms({ url: httpSmsUrlOf(deployment), apiKey })
  const ownId = await account.userId()
  const [phones, webhooks] = await Promise.all([account.phones(), account.webhooks()])
  const webhook = webhookTo(webhookUrl, webhooks)
  const lines = httpSmsLinesOf(deployment.settings).map(async (line) => {
    const { number } = line
    const attach = attachCommandFor(number, deployment)
    const phone = phones.find(({ phone_number }) => phone_number === number)
    if (phone === undefined)
      return [
        fix(on(number, ofPhone), {
          en: `httpSMS does not know it: install its app there and sign in, then ${attach}`,
          fr: `httpSMS ne le connaît pas\u00a0: installez-y son application, connectez-vous, puis ${attach}`,
        }),
      ]
    const trouble = webhookTrouble(webhook, number, webhookKey)
    return [
      checkHeartbeat(number, await account.lastHeartbeat(number), deployment.now()),
      verdict(
        on(number, same('webhook')),
        trouble === undefined,
        { en: 'all that it receives comes here', fr: 'tout ce qu’il reçoit arrive ici' },
        trouble === undefined ? same('') : remedy(webhookTroubles[trouble], same(attach)),
      ),
      verdict(
        on(number, { en: 'other webhooks', fr: 'autres webhooks' }),
        webhooksBeside(webhook, number, webhooks).length === 0,
        { en: 'none is told of its texts', fr: 'aucun ne reçoit ses SMS' },
        {
          en: 'one more is told of its texts: if it is of another stage, both answer; delete it in httpSMS, Settings',
          fr: 'un autre reçoit ses SMS\u00a0: s’il est d’un autre environnement, les deux répondent\u00a0; supprimez-le dans httpSMS, Settings',
        },
      ),
      ...checkPhone(line, phone, attach),
    ]
  })
  const known = verdict(
    ownKey,
    ownId === userId,
    { en: 'accepted', fr: 'acceptée' },
    {
      en: 'not of the account that was attached: attach anew',
      fr: 'd’un autre compte que celui qui a été rattaché\u00a0: rattachez de nouveau',
    },
  )
  return [known, ...(await Promise.all(lines)).flat()]
}

const ofPhone = { en: 'phone', fr: 'téléphone' }

const lookAfter = {
  en: 'see that it is on, charged and online, and that Android lets the app run in the background',
  fr: 'voyez s’il est allumé, chargé, en ligne, et si Android laisse l’application tourner en arrière-plan',
}

const checkHeartbeat = (number: string, reportedAt: number | undefined, now: number): Check => {
  const what = on(number, ofPhone)
  if (reportedAt === undefined)
    return fix(what, {
      en: `it has never reported to httpSMS: ${lookAfter.en}`,
      fr: `il n’a jamais donné signe de vie à httpSMS\u00a0: ${lookAfter.fr}`,
    })
  const minutes = Math.max(0, Math.round((now - reportedAt) / minute))
  return now - reportedAt < phoneSilenceMs
    ? ok(what, {
        en: `reported ${counted(minutes, 'minute', 'minutes')} ago`,
        fr: `signe de vie il y a ${plural(minutes, 'minute')}`,
      })
    : fix(what, {
        en: `silent since ${momentOf(reportedAt)}, and no reply leaves: ${lookAfter.en}`,
        fr: `muet depuis ${momentOf(reportedAt)}, et aucune réponse ne part\u00a0: ${lookAfter.fr}`,
      })
}

const checkPhone = ({ number, gapMs }: HttpSmsLine, phone: Phone, attach: string): readonly Check[] => {
  const wanted = phoneRules(gapMs)
  const { max_send_attempts: attempts, messages_per_minute: pace, message_expiration_seconds: expiry } = phone
  return [
    verdict(
      on(number, { en: 'push', fr: 'réveil' }),
      phone.fcm_token != null,
      { en: 'httpSMS can wake it', fr: 'httpSMS peut le réveiller' },
      {
        en: 'httpSMS cannot wake it, so that it sends nothing: sign in to the app anew',
        fr: 'httpSMS ne peut pas le réveiller, il n’envoie rien\u00a0: reconnectez-vous dans l’application',
      },
    ),
    verdict(
      on(number, { en: 'attempts', fr: 'essais' }),
      attempts === wanted.max_send_attempts,
      { en: 'one, so that nothing is sent twice', fr: 'un seul, rien ne part deux fois' },
      {
        en: `httpSMS tries more than once, so that a reply may be sent twice: ${attach}`,
        fr: `httpSMS essaie plus d’une fois, une réponse peut partir deux fois\u00a0: ${attach}`,
      },
    ),
    verdict(
      on(number, { en: 'pace', fr: 'rythme' }),
      gapMs === 0 || (pace > 0 && pace <= wanted.messages_per_minute),
      gapMs === 0
        ? { en: 'any will do', fr: 'n’importe lequel' }
        : { en: `${pace} a minute`, fr: `${pace} par minute` },
      {
        en: `${pace} a minute, but settings allow ${wanted.messages_per_minute}: ${attach}`,
        fr: `${pace} par minute, mais les réglages en permettent ${wanted.messages_per_minute}\u00a0: ${attach}`,
      },
    ),
    verdict(
      on(number, { en: 'expiry', fr: 'expiration' }),
      expiry <= wanted.message_expiration_seconds,
      { en: 'within ten minutes or not at all', fr: 'dans les dix minutes, ou jamais' },
      {
        en: `httpSMS may send a reply ${counted(expiry, 'second', 'seconds')} late, in another hour than it was booked into: ${attach}`,
        fr: `httpSMS peut envoyer une réponse avec ${plural(expiry, 'seconde')} de retard, dans une autre heure que celle qui est réservée\u00a0: ${attach}`,
      },
    ),
    verdict(
      on(number, { en: 'schedule', fr: 'horaires' }),
      (phone.message_send_schedule_id ?? '') === '',
      { en: 'none, so that nothing is held back', fr: 'aucun, rien n’est retenu' },
      {
        en: 'httpSMS holds replies back for the hours of its Send Schedule: take that off the phone in its Settings',
        fr: 'httpSMS retient les réponses selon son Send Schedule\u00a0: ôtez-le du téléphone dans ses Settings',
      },
    ),
    verdict(
      on(number, { en: 'missed calls', fr: 'appels manqués' }),
      !answersCallers(phone),
      { en: 'are left to us', fr: 'nous sont laissés' },
      stopAnsweringCallers,
    ),
  ]
}
