import { ConfirmSubscriptionCommand, UnsubscribeCommand } from '@aws-sdk/client-sns'
import { afterAll, expect, test } from 'vitest'
import { checksOf, exampleLine, rawSettings, sayOf, startOperated } from './operated-number.ts'

const [shared, private_] = ['relou@association.example', 'zoe@association.example']
const file = JSON.stringify({ ...rawSettings('example'), alertEmails: [shared, private_] })
const number = await startOperated({ numbers: [exampleLine], emailsConfirmed: false }, 'example', { file })
afterAll(number.stop)
const { cloud, ops } = number

test('before anybody confirms, status says above all else that nobody is mailed, and doctor what to do', async () => {
  expect(await firstLine()).toBe('Nobody is mailed when an alarm goes off: npm run doctor says what to do.')
  expect(JSON.parse((await ops(['status', '--json'])).out)).toMatchObject({ state: 'unmailed', mailed: false })
  const unconfirmed = expect.stringMatching(/^not confirmed: copy the link/)
  expect(await said()).toEqual([unconfirmed, unconfirmed])
})

test('a subscription confirmed in the console outlives whoever opens its link, one by its link does not', async () => {
  const [first, second] = [mailTo(shared), mailTo(private_)]
  await expect(pasteInConsole(first.confirm.replace(/Token=[^&]+/, 'Token=guessed'))).rejects.toThrow('Token')
  await pasteInConsole(first.confirm)
  await cloud.openLink(second.confirm)
  expect(await firstLine()).toMatch(/^All is well/)
  const held = 'confirmed, and no link in them can end them'
  expect(await said()).toEqual([held, expect.stringMatching(/^whoever opens the link in one .* ends them for all/)])

  for (const { confirm, unsubscribe } of [first, second]) {
    await cloud.openLink(confirm)
    await cloud.openLink(unsubscribe)
  }
  expect(await said()).toEqual([held, expect.stringMatching(/^not subscribed: /)])
  expect(await firstLine()).toMatch(/^All is well/)
})

test('when the last one has ended, status says so', async () => {
  const SubscriptionArn = new URL(mailTo(shared).unsubscribe).searchParams.get('SubscriptionArn') ?? ''
  await cloud.owner.sns.send(new UnsubscribeCommand({ SubscriptionArn }))
  expect(await firstLine()).toMatch(/^Nobody is mailed/)
})

const mailTo = (address: string) => {
  const mail = cloud.mails().find((one) => one.address === address)
  if (mail === undefined) throw new Error(`Nothing was mailed to ${address}`)
  return mail
}
const firstLine = async () => (await ops(['status'])).out.split('\n')[0]
const said = async () => {
  const found = await checksOf(number)
  return [shared, private_].map((address) => sayOf(found, `Alarm e-mails to ${address}`))
}

/** What the SNS console does with a link that is pasted there: it signs the request, with the flag. */
const pasteInConsole = (link: string) => {
  const { searchParams } = new URL(link)
  const [TopicArn, Token] = [searchParams.get('TopicArn') ?? '', searchParams.get('Token') ?? '']
  return cloud.owner.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe: 'true' }))
}
