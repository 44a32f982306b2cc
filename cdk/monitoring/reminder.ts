import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Settings } from '../../settings/schema.ts'
import { minute } from '../../shared/rules/timing.ts'
import { createPublishing } from '../schedules.ts'
import { wordsOf } from './words/words.ts'

/** Creates the schedule that mails volunteers once a month what no program can try: a text, by hand, from a phone. */
export const createReminder = (scope: Construct, alerts: ITopic, stage: string, settings: Settings): void => {
  createPublishing(scope, 'Reminder', {
    cron: 'cron(0 9 1 * ? *)',
    topic: alerts,
    message: reminderOf(stage, settings),
  })
}

/** Writes the mail: what to do, where to read on, and that its coming is itself a trial. */
const reminderOf = (stage: string, settings: Settings): string => {
  const { reminder, runbookFile } = wordsOf(settings)
  const { lines, countries, replyDelay, runbookUrl } = settings
  return [
    reminder.askForText(stage, lines.length, countries.join(', '), Math.ceil(replyDelay.max / minute)),
    reminder.otherwise(`${runbookUrl ?? runbookFile}#${reminder.section}`),
    reminder.askForTrial(stage),
    reminder.isExpected,
  ].join('\n')
}
