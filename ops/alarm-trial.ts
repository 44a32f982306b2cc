import { paginateDescribeAlarmHistory, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch'
import { operatorLanguageOf } from '../settings/operators.ts'
import { day } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'
import { setOff } from './rehearsal/rehearsal.ts'

const command = 'npm run ops -- try-alarm'

/** What the mail of a trial gives as its reason. The command in it tells doctor that it was one. */
const reasons = {
  en: `A trial of mails, by ${command}: nothing is wrong, and nothing is to be done.`,
  fr: `Un essai des courriels, par ${command}\u00a0: rien ne va mal, et il n’y a rien à faire.`,
}

/** The alarm that is tried. It can wait until the morning. */
const alarmName = ({ stackName }: Pick<Deployment, 'stackName'>): string => `${stackName}-siege`

/** Sets one alarm off, so that it is mailed, and puts it back. */
export const tryAlarm = async (deployment: Deployment): Promise<string> => {
  const AlarmName = alarmName(deployment)
  const StateReason = reasons[operatorLanguageOf(deployment.settings)]
  await setOff(deployment, AlarmName, StateReason)
  await deployment.aws.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason }))
  return AlarmName
}

/** When an alarm was last tried, in milliseconds, in the 30 days that CloudWatch keeps (API, DescribeAlarmHistory). */
export const readLastTrial = async (deployment: Deployment): Promise<number | undefined> => {
  const asked = {
    AlarmName: alarmName(deployment),
    HistoryItemType: 'StateUpdate',
    ScanBy: 'TimestampDescending',
  } as const
  const StartDate = new Date(deployment.now() - 30 * day)
  const pages = paginateDescribeAlarmHistory({ client: deployment.aws.cloudWatch }, { ...asked, StartDate })
  for await (const { AlarmHistoryItems = [] } of pages) {
    const trial = AlarmHistoryItems.find(({ HistoryData = '' }) => HistoryData.includes(command))
    if (trial !== undefined) return trial.Timestamp?.getTime()
  }
  return undefined
}
