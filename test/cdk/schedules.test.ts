import { Match } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { beatMessage, beatMinute } from '../../shared/rules/beat.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { holdsPersonalData } from '../e2e/personal-data.ts'
import { type Changes, exampleWith } from '../settings/checked.ts'
import { everyCarrier, withEveryCarrier } from './monitored.ts'
import { grantsOf, synthesised, withoutHash } from './synthesised.ts'

const { template } = synthesised()

/** The only schedule of this name, and the mail or message that it publishes. */
const scheduleIn = (name: string, settings = exampleWith({})) => {
  const all = Object.entries(synthesised(settings).template.findResources('AWS::Scheduler::Schedule'))
  const [found] = all.filter(([id]) => withoutHash(id) === `${name}Schedule`)
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found[1]['Properties']
}
const mailOf = (changes: Changes): string => scheduleIn('MonitoringReminder', exampleWith(changes)).Target.Input

test('a beat is published to the inbound topic once an hour, and not when the hour is over', () => {
  expect(scheduleIn('Beat')).toMatchObject({
    ScheduleExpression: `cron(${beatMinute} * * * ? *)`,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: { Ref: expect.stringMatching(/^InboundTopic/) },
      Input: beatMessage,
      RetryPolicy: { MaximumEventAgeInSeconds: expect.any(Number) },
    },
  })
  const { MaximumEventAgeInSeconds: patience } = scheduleIn('Beat').Target.RetryPolicy
  expect(patience).toBeLessThan((60 - beatMinute) * 60)
  const BeatScheduleName = template.findOutputs('BeatScheduleName')['BeatScheduleName']
  expect(BeatScheduleName).toEqual({ Value: { Ref: expect.stringMatching(/^BeatSchedule/) } })
})

test('a schedule may publish to its topic for this account, with the key if that has one, nothing else', () => {
  expect(grantsOf(template, 'BeatRole')).toEqual({
    InboundTopic: ['sns:Publish'],
    Key: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  })
  expect(grantsOf(template, 'MonitoringReminderRole')).toEqual({ MonitoringAlerts: ['sns:Publish'] })
  const scheduler = {
    Action: 'sts:AssumeRole',
    Effect: 'Allow',
    Principal: { Service: 'scheduler.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  }
  const AssumeRolePolicyDocument = { Statement: [scheduler], Version: '2012-10-17' }
  template.resourcePropertiesCountIs('AWS::IAM::Role', { AssumeRolePolicyDocument }, 2)
})

test('once a month, the alert topic mails what nobody but a person with a phone can try', () => {
  expect(scheduleIn('MonitoringReminder')).toMatchObject({
    ScheduleExpression: 'cron(0 9 1 * ? *)',
    Target: { Arn: { Ref: expect.stringMatching(/^MonitoringAlerts/) } },
  })
  expect(mailOf({}).split('\n')).toEqual([
    'The monthly check of Anti-relou, example: text the number from a phone of a country that it serves (IT) and that has not texted it for a month, and see that the reply arrives, usually within 75 min.',
    expect.stringMatching(/^If it doesn't: https:.*\/docs\/runbook\.md#once-a-month$/),
    expect.stringMatching(/^Alarms are mailed another way .* npm run ops -- try-alarm --stage example, and see /),
    "This is the one mail that is expected each month: if it doesn't come, other mails may not come either.",
  ])
})

test('the mail is in the language of operators, and of the lines, countries, delay and runbook in settings', () => {
  const lines = ['+393990000000', '+33939000000'].map((number) => ({ number, language: 'it' }))
  const replyDelay = { min: '1 min', max: '90 s' }
  const changes = { lines, countries: ['IT', 'FR'], replyDelay, runbookUrl: undefined, operatorLanguage: 'fr' }
  const [asked, otherwise, , expected] = mailOf(changes).split('\n')
  expect(asked).toMatch(/ à chaque numéro .* \(IT, FR\) .*, d’ordinaire en 2\u00a0min au plus\.$/)
  expect(otherwise).toMatch(/ docs\/runbook\.fr\.md#une-fois-par-mois$/)
  expect(expected).toMatch(/^C’est le seul courriel attendu chaque mois\u00a0: /)
  expect(mailOf(changes)).not.toMatch(/\p{L}'\p{L}| [:;?!](?!\S)/u)
})

test.each(['en', 'fr'])('no number and no address of the stage gets into its mails, in %s', (operatorLanguage) => {
  const { alarms } = everyCarrier({ operatorLanguage })
  const settings = withEveryCarrier({ operatorLanguage })
  const numbers = settings.lines.flatMap(({ number }) => number ?? [])
  const mails = [
    ...alarms.map((alarm) => JSON.stringify(alarm)),
    scheduleIn('MonitoringReminder', settings).Target.Input,
  ]
  expect(numbers.length).toBeGreaterThanOrEqual(carrierNames.length)
  expect(mails.filter((mail) => holdsPersonalData(mail, numbers, settings.alertEmails[0] ?? ''))).toEqual([])
  expect(mails.filter((mail) => /\+\d{6}/.test(mail))).toEqual([])
})

test('alarms and the reminder are mailed without the key, so that its end is no end of mails', () => {
  const Alerts = { DisplayName: 'AntiRelou-example', KmsMasterKeyId: Match.absent() }
  template.resourcePropertiesCountIs('AWS::SNS::Topic', Alerts, 1)
})
