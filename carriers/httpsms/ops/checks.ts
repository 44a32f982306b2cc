import { type Check, fix, ok, on, unsure, verdict } from '../../../ops/checks/check.ts'
import { attachCommandFor, type Deployment } from '../../../ops/deployment.ts'
import { counted, momentOf } from '../../../ops/words.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { phoneRules, phoneSilenceMs } from '../rules.ts'
import type { HttpSmsSecret } from '../secret.ts'
import { type HttpSmsLine, httpSmsLinesOf } from '../settings.ts'
import { KeyRefused, openHttpSms, type Phone } from './account.ts'
import { answersCallers, stopAnsweringCallers, webhooksBeside, webhookTo, webhookTrouble } from './setup.ts'
import { httpSmsOutputsOf, httpSmsUrlOf, openHttpSmsSecret, SecretRefused } from './stack.ts'

/** Checks that httpSMS and this stage know each other, and that each SIM's phone is online and sends by our rules. */
export const checkHttpSmsLines = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { settings } = deployment
  const { webhookUrl, secretArn } = httpSmsOutputsOf(deployment)
  try {
    const secret = await openHttpSmsSecret(deployment, secretArn).read()
    if (secret.apiKey !== '') return await checkAttached(deployment, webhookUrl, secret)
  } catch (error) {
    if (error instanceof SecretRefused) return [fix('httpSMS keys', error.message)]
    if (error instanceof KeyRefused) return [fix('httpSMS key', error.message)]
    if (isDenied(error)) return [unsure('httpSMS', mayNotAsk)]
    throw error
  }
  return httpSmsLinesOf(settings).map(({ number }) =>
    fix({ what: number, id: 'attached' }, `not attached yet: ${attachCommandFor(number, deployment)}`),
  )
}

const isDenied = (error: unknown): boolean => error instanceof Error && error.name === 'AccessDeniedException'

const mayNotAsk =
  "not asked: its key can also send, so only the installer's policy may read it; have somebody who has that run doctor, or look at the phone in httpSMS"

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
      return [fix(on(number, 'phone'), `httpSMS does not know it: install its app there and sign in, then ${attach}`)]
    const trouble = webhookTrouble(webhook, number, webhookKey)
    return [
      checkHeartbeat(number, await account.lastHeartbeat(number), deployment.now()),
      verdict(on(number, 'webhook'), trouble === undefined, 'all that it receives comes here', `${trouble}: ${attach}`),
      verdict(
        on(number, 'other webhooks'),
        webhooksBeside(webhook, number, webhooks).length === 0,
        'none is told of its texts',
        'one more is told of its texts: if it is of another stage, both answer; delete it in httpSMS, Settings',
      ),
      ...checkPhone(line, phone, attach),
    ]
  })
  const known = verdict(
    'httpSMS key',
    ownId === userId,
    'accepted',
    'not of the account that was attached: attach anew',
  )
  return [known, ...(await Promise.all(lines)).flat()]
}

const lookAfter = 'see that it is on, charged and online, and that Android lets the app run in the background'

const checkHeartbeat = (number: string, reportedAt: number | undefined, now: number): Check => {
  const what = on(number, 'phone')
  if (reportedAt === undefined) return fix(what, `it has never reported to httpSMS: ${lookAfter}`)
  const minutes = Math.max(0, Math.round((now - reportedAt) / minute))
  return now - reportedAt < phoneSilenceMs
    ? ok(what, `reported ${counted(minutes, 'minute', 'minutes')} ago`)
    : fix(what, `silent since ${momentOf(reportedAt)}, and no reply leaves: ${lookAfter}`)
}

const checkPhone = ({ number, gapMs }: HttpSmsLine, phone: Phone, attach: string): readonly Check[] => {
  const wanted = phoneRules(gapMs)
  const { max_send_attempts: attempts, messages_per_minute: pace, message_expiration_seconds: expiry } = phone
  return [
    verdict(
      on(number, 'push'),
      phone.fcm_token != null,
      'httpSMS can wake it',
      'httpSMS cannot wake it, so that it sends nothing: sign in to the app anew',
    ),
    verdict(
      on(number, 'attempts'),
      attempts === wanted.max_send_attempts,
      'one, so that nothing is sent twice',
      `httpSMS tries more than once, so that a reply may be sent twice: ${attach}`,
    ),
    verdict(
      on(number, 'pace'),
      gapMs === 0 || (pace > 0 && pace <= wanted.messages_per_minute),
      gapMs === 0 ? 'any will do' : `${pace} a minute`,
      `${pace} a minute, but settings allow ${wanted.messages_per_minute}: ${attach}`,
    ),
    verdict(
      on(number, 'expiry'),
      expiry <= wanted.message_expiration_seconds,
      'within ten minutes or not at all',
      `httpSMS may send a reply ${counted(expiry, 'second', 'seconds')} late, in another hour than it was booked into: ${attach}`,
    ),
    verdict(
      on(number, 'schedule'),
      (phone.message_send_schedule_id ?? '') === '',
      'none, so that nothing is held back',
      'httpSMS holds replies back for the hours of its Send Schedule: take that off the phone in its Settings',
    ),
    verdict(on(number, 'missed calls'), !answersCallers(phone), 'are left to us', stopAnsweringCallers),
  ]
}
