import { knownSoon } from '../../../ops/carrier.ts'
import type { CommandContext } from '../../../ops/command-context.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { protectMemory } from '../../../ops/memory.ts'
import { joined, same } from '../../../ops/words.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { Translated } from '../../../settings/values.ts'
import { phoneRules, webhookTo } from '../rules.ts'
import type { HttpSmsSecret } from '../secret.ts'
import { type HttpSmsLine, httpSmsLinesOf } from '../settings.ts'
import { openHttpSms, type Phone } from './account.ts'
import { answersCallers, phoneUpdate, stopAnsweringCallers, webhookFor } from './setup.ts'
import { httpSmsOutputsOf, httpSmsUrlOf, openHttpSmsSecret } from './stack.ts'

/** Makes httpSMS and a stage known to each other, and has a line's phone send by our rules. Can be repeated. */
export const attachHttpSms = async (context: CommandContext, deployment: Deployment, number: string): Promise<void> => {
  const httpsms = httpSmsOutputsOf(deployment)
  const line = httpSmsLinesOf(deployment.settings).find((one) => one.number === number)
  if (line === undefined) throw new Error(`${number} is no line with a SIM`)
  const { variable } = deployment
  const { webhookUrl } = httpsms
  const secrets = openHttpSmsSecret(deployment, httpsms.secretArn)
  const secret = await secrets.read()
  const apiKey = keyAmong(variable('HTTPSMS_API_KEY'), secret.apiKey)
  const account = openHttpSms({ url: httpSmsUrlOf(deployment), apiKey })
  const userId = await account.userId()
  const [phones, webhooks] = await Promise.all([account.phones(), account.webhooks()])
  const phone = phoneOf(line, phones)
  await context.confirm(deployment, question(line, secret, userId))
  await protectMemory(deployment)
  // Even a write that changes nothing would end the hour in which events may still be signed with the previous key.
  if (apiKey !== secret.apiKey || userId !== secret.userId) await secrets.write({ ...secret, apiKey, userId })
  const existing = webhookTo(webhookUrl, webhooks)
  await account.saveWebhook(existing?.id, webhookFor(number, webhookUrl, secret.webhookKey, existing, phones))
  await account.savePhone(phoneUpdate(phone, line.gapMs))
  const { messages_per_minute: messagesPerMinute } = phoneRules(line.gapMs)
  const missedCallAutoReply = answersCallers(phone)
  context.report({ number, webhookUrl, messagesPerMinute, missedCallAutoReply }, () => {
    const said: readonly Translated[] = [
      {
        en: `${number} is attached: httpSMS tells the stage what it receives, and its phone sends each reply once, at most ${messagesPerMinute} a minute.`,
        fr: `${number} est rattaché\u00a0: httpSMS dit à l’environnement ce qu’il reçoit, et son téléphone envoie chaque réponse une fois, au plus ${messagesPerMinute} par minute.`,
      },
      knownSoon,
    ]
    const byHand = {
      en: `To be done by hand: ${stopAnsweringCallers.en}`,
      fr: `À faire à la main\u00a0: ${stopAnsweringCallers.fr}`,
    }
    return joined(missedCallAutoReply ? [...said, byHand] : said, same('\n'))
  })
}

const keyAmong = (given: string | undefined, kept: string): string => {
  const apiKey = given?.trim() || kept
  if (apiKey !== '') return apiKey
  throw new Refusal({
    en: "There is no API key of httpSMS yet: copy it from httpSMS, Settings, hand it on with read -rs HTTPSMS_API_KEY && export HTTPSMS_API_KEY, which keeps it out of the shell's history, and try again.",
    fr: 'Il n’y a pas encore de clé d’API de httpSMS\u00a0: copiez celle de ses Settings, donnez-la avec read -rs HTTPSMS_API_KEY && export HTTPSMS_API_KEY, qui la tient hors de l’historique du shell, et réessayez.',
  })
}

const phoneOf = ({ number }: HttpSmsLine, phones: readonly Phone[]): Phone => {
  const phone = phones.find(({ phone_number }) => phone_number === number)
  if (phone !== undefined) return phone
  throw new Refusal({
    en: `httpSMS knows no phone with the number ${number}: install its app on the phone with that SIM, sign in there, and try again.`,
    fr: `httpSMS ne connaît aucun téléphone au numéro ${number}\u00a0: installez son application sur celui qui a cette SIM, connectez-vous-y, et réessayez.`,
  })
}

const question = ({ number, gapMs }: HttpSmsLine, before: HttpSmsSecret, userId: string): Translated => {
  const { messages_per_minute: pace, message_expiration_seconds } = phoneRules(gapMs)
  const minutes = message_expiration_seconds / 60
  const asked = {
    en: `Keep the key of httpSMS in the stack, protect its table from being deleted, have httpSMS tell the stack what ${number} receives, and have that phone send each reply once, within ${minutes} minutes or not at all, at most ${pace} a minute?`,
    fr: `Garder la clé de httpSMS dans la pile, protéger sa table de la suppression, faire dire par httpSMS à la pile ce que reçoit ${number}, et faire envoyer par ce téléphone chaque réponse une fois, en ${minutes} minutes ou jamais, au plus ${pace} par minute\u202f?`,
  }
  return before.userId === '' || before.userId === userId ? asked : joined([otherAccount, asked], same(' '))
}

const otherAccount: Translated = {
  en: 'The key is of another account of httpSMS than before: lines that are not attached with it fall silent.',
  fr: 'La clé est d’un autre compte httpSMS qu’avant\u00a0: les lignes qu’elle ne rattache pas se tairont.',
}
