import { Command } from '@commander-js/extra-typings'
import { tryAlarm } from '../alarm-trial.ts'
import type { CommandContext } from '../command-context.ts'

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
