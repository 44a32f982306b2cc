import type { SenderRecord } from '../../../shared/rules/sender-record.ts'
import { unknownSender } from '../../../shared/rules/sender-record.ts'
import { callsOf, type History, type Invocation } from '../history.ts'
import { nameOf, type SenderName } from '../schedule.ts'

/** A sender's record was replaced. */
export type Save = {
  readonly at: number
  readonly sender: SenderName
  readonly before: SenderRecord
  readonly after: SenderRecord
  readonly invocation: Invocation
}

/** A reply was counted against the limits of its sender, maybe until it was taken back. */
export type Reservation = {
  readonly at: number
  readonly sender: SenderName
  readonly inboundId: string
  /** By the clock of the process that reserved it. */
  readonly recordedAt: number
  readonly madeBy: Invocation
  readonly takenBackAt: number
  readonly takenBackBy: Invocation | undefined
}

export const readSaves = ({ calls }: History): readonly Save[] => {
  const written = callsOf(calls, 'senders.save')
    .flatMap(({ args: [key, after, version], effects, invocation }) =>
      effects.flatMap(({ at, answer }) =>
        // Another name of a sender is no record.
        answer === 'saved' && after.alias === undefined
          ? [{ at, sender: nameOf(key), after, version, invocation }]
          : [],
      ),
    )
    .sort((a, b) => a.at - b.at || a.version - b.version)
  const latest = new Map<SenderName, SenderRecord>()
  return written.map(({ version, ...save }) => {
    const before = version === 0 ? unknownSender : (latest.get(save.sender) ?? unknownSender)
    latest.set(save.sender, save.after)
    return { ...save, before }
  })
}

export const readReservations = (saves: readonly Save[]): readonly Reservation[] =>
  saves.flatMap(({ at, sender, before, after, invocation }) =>
    [...after.replies]
      .filter(([inboundId]) => !before.replies.has(inboundId))
      .map(([inboundId, recordedAt]) => {
        const takeBack = takingBack(saves, sender, inboundId, at)
        const [takenBackAt, takenBackBy] = [takeBack?.at ?? Number.POSITIVE_INFINITY, takeBack?.invocation]
        return { at, sender, inboundId, recordedAt, madeBy: invocation, takenBackAt, takenBackBy }
      }),
  )

/** Only a process that handles a text takes its reservation back; what another text's save drops is forgotten, and still counts. */
const takingBack = (saves: readonly Save[], sender: SenderName, inboundId: string, since: number): Save | undefined =>
  saves.find(
    (save) =>
      save.at >= since &&
      save.sender === sender &&
      save.before.replies.has(inboundId) &&
      !save.after.replies.has(inboundId) &&
      save.invocation.messages.some((message) => message.inboundId === inboundId),
  )

/** The record as it truly was. */
export const recordAt = (saves: readonly Save[], sender: SenderName, at: number): SenderRecord =>
  saves.findLast((save) => save.sender === sender && save.at <= at)?.after ?? unknownSender

/** Every version of a sender's record between two moments. */
export const onRecord = (
  saves: readonly Save[],
  sender: SenderName,
  since: number,
  until: number,
): readonly SenderRecord[] => [
  recordAt(saves, sender, since),
  ...saves.filter((save) => save.sender === sender && save.at > since && save.at <= until).map(({ after }) => after),
]
