import type { Translated } from '../../settings/values.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { countsBy, readMetrics, sumOf } from '../cloudwatch.ts'
import { type Deployment, remedy } from '../deployment.ts'
import { isMute } from '../overall-state.ts'
import { type CancellationNote, notesOf, readCancellations } from '../pending.ts'
import { sayNote } from '../status.ts'
import { inEach, joined, plural } from '../words.ts'
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
  const more = { en: `${notes.length} notes, the newest`, fr: `${notes.length} notes, les dernières` }
  const few = notes.slice(-3).map((note) => inEach((language) => sayNote(note, language)))
  const shown = joined([...(notes.length > few.length ? [more] : []), ...few])
  const undoing = undo(deployment)
  const ignoring = {
    en: `${ignored.length} of ${notes.length} are ignored, since no command of ours writes such notes: ${undoing.en}. ${shown.en}`,
    fr: `${ignored.length} sur ${notes.length} sont ignorées, car aucune de nos commandes n’écrit cela\u00a0: ${undoing.fr}. ${shown.fr}`,
  }
  const noted = notes.length === 0 ? ok(what, { en: 'none', fr: 'aucune' }) : remark(what, shown)
  return [
    ignored.length === 0 ? noted : fix(what, ignoring),
    ...(isMute(fates) ? [fix({ en: 'Replies', fr: 'Réponses' }, sayMute(undoing, fates))] : []),
  ]
}

const what: Translated = { en: 'Cancellations', fr: 'Annulations' }

const sayMute = (undoing: Translated, { cancelledToday: cancelled, expiredToday: expired }: Fates): Translated => {
  const why = {
    en: `none was sent today, ${cancelled} were cancelled and ${expired} expired`,
    fr: `aucune n’est partie aujourd’hui, ${plural(cancelled, 'annulée')}, ${plural(expired, 'expirée')}`,
  }
  return cancelled === 0
    ? remedy(why, { en: 'see status and logs', fr: 'voyez status et logs' })
    : remedy(why, { en: `unless you meant that, ${undoing.en}`, fr: `sauf si c’était voulu, ${undoing.fr}` })
}

const undo = ({ outputs, settings }: Pick<Deployment, 'outputs' | 'settings'>): Translated => {
  const command = `aws dynamodb delete-item --region ${settings.region} --table-name ${outputs.TableName} --key '{"pk":{"S":"cancelled#replies"}}'`
  return {
    en: `take the operators' keys back, then have an administrator delete the notes (${command})`,
    fr: `reprenez les clés des opérateurs, puis faites effacer les notes par un administrateur (${command})`,
  }
}

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
