import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch'
import { Command } from '@commander-js/extra-typings'
import { operatorLanguageOf } from '../../settings/operators.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { setOff } from '../rehearsal/rehearsal.ts'

export const tryAlarmCommand = (context: CommandContext) =>
  new Command('try-alarm')
    .description('sets one alarm off, whose mail says that it is a trial, and puts it back')
    .action(async () => {
      const deployment = await context.open()
      await context.confirm(deployment, {
        en: 'Have an alarm mailed to everybody who gets them, as a trial?',
        fr: 'Envoyer une alarme d’essai à toutes les personnes qui en reçoivent\u202f?',
      })
      const alarm = await tryAlarm(deployment)
      context.report({ alarm }, () => ({
        en: `${alarm} went off and was put back. Within minutes, its mail should have come to everybody.`,
        fr: `${alarm} a sonné, et s’est réarmée. Son courriel devrait arriver à tous en quelques minutes.`,
      }))
    })

/** What the mail of a trial gives as its reason. */
const reasons = {
  en: 'A trial of mails, by npm run ops -- try-alarm: nothing is wrong, and nothing is to be done.',
  fr: 'Un essai des courriels, par npm run ops -- try-alarm\u00a0: rien ne va mal, et il n’y a rien à faire.',
}

/** Sets one alarm off that can wait until the morning, so that it is mailed, and puts it back. */
const tryAlarm = async (deployment: Deployment): Promise<string> => {
  const AlarmName = `${deployment.stackName}-siege`
  const StateReason = reasons[operatorLanguageOf(deployment.settings)]
  await setOff(deployment, AlarmName, StateReason)
  await deployment.aws.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason }))
  return AlarmName
}
