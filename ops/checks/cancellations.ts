import { metricNames } from '../../shared/rules/telemetry.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { countsBy, readMetrics, sumOf } from '../cloudwatch.ts'
import type { Deployment } from '../deployment.ts'
import { isMute } from '../overall-state.ts'
import { type CancellationNote, notesOf, readCancellations } from '../pending.ts'
import { sayNote } from '../status.ts'
import { type Check, fix, ok, remark } from './check.ts'

/** Shows the notes of cancel-pending, as whoever has an operator's key may write some, and what comes of them today. */
export const checkCancellations = async (deployment: Deployment): Promise<readonly Check[]> => {
  const [cancellations, fates] = await Promise.all([readCancellations(deployment), readFates(deployment)])
  return judgeCancellations(notesOf(cancellations, deployment.now()), fates, deployment)
}

/** Judges the notes that were read, and what became of today's replies. */
export const judgeCancellations = (
  notes: readonly CancellationNote[],
  fates: Fates,
  deployment: Pick<Deployment, 'outputs' | 'settings'>,
): readonly Check[] => {
  const ignored = notes.filter((note) => note.ignored !== false)
  const few = notes.slice(-3).map((note) => sayNote(note, 'en'))
  const shown = [...(notes.length > few.length ? [`${notes.length} notes, the newest`] : []), ...few].join('; ')
  const what = 'Cancellations'
  const noted = notes.length === 0 ? ok(what, 'none') : remark(what, shown)
  const why = `${ignored.length} of ${notes.length} are ignored, since no command of ours writes such notes`
  return [
    ignored.length === 0 ? noted : fix(what, `${why}: ${undo(deployment)}. ${shown}`),
    ...(isMute(fates) ? [fix('Replies', sayMute(deployment, fates))] : []),
  ]
}

const sayMute = (
  deployment: Pick<Deployment, 'outputs' | 'settings'>,
  { cancelledToday, expiredToday }: Fates,
): string => {
  const lost = `none was sent today, ${cancelledToday} were cancelled and ${expiredToday} expired`
  return cancelledToday === 0 ? `${lost}: see status and logs` : `${lost}: unless you meant that, ${undo(deployment)}`
}

const undo = ({ outputs, settings }: Pick<Deployment, 'outputs' | 'settings'>): string =>
  `take the operators' keys back, then have an administrator delete the notes (aws dynamodb delete-item --region ${settings.region} --table-name ${outputs.TableName} --key '{"pk":{"S":"cancelled#replies"}}')`

type Fates = Awaited<ReturnType<typeof readFates>>

const readFates = async (deployment: Deployment) => {
  const { repliesSubmitted, repliesCancelled, repliesExpired } = metricNames
  const metrics = countsBy(deployment, [repliesSubmitted, repliesCancelled, repliesExpired])
  const now = deployment.now()
  const points = await readMetrics(deployment, metrics, now - (now % day), hour)
  return {
    repliesToday: sumOf(points[repliesSubmitted]),
    cancelledToday: sumOf(points[repliesCancelled]),
    expiredToday: sumOf(points[repliesExpired]),
  }
}
