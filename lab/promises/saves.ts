import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { callsOf, type History, type Invocation } from '../simulation/history.ts'
import { nameOf, type SenderName } from '../simulation/schedule.ts'

/** A save that replaced a sender's record. */
export type Save = {
  readonly at: number
  readonly sender: SenderName
  readonly before: SenderRecord
  readonly after: SenderRecord
  readonly invocation: Invocation
}

/** A reply that counts against the limits of its sender, possibly only until it is taken back. */
export type Reservation = {
  readonly at: number
  readonly sender: SenderName
  readonly inboundId: string
  /** The time by the clock of the process that reserved it. */
  readonly recordedAt: number
  readonly madeBy: Invocation
  readonly takenBackAt: number
  readonly takenBackBy: Invocation | undefined
}

export const readSaves = ({ calls }: History): readonly Save[] => {
  const written = callsOf(calls, 'senders.save')
    .flatMap(({ args: [key, after, version], effects, invocation }) =>
      effects.flatMap(({ at, answer }) =>
        // An alias is not a record of a sender.
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

/**
 * The save that took a reservation back, by a process that was handling its text. A reservation that the save of another text drops was
 * only forgotten, and still counts.
 */
const takingBack = (saves: readonly Save[], sender: SenderName, inboundId: string, since: number): Save | undefined =>
  saves.find(
    (save) =>
      save.at >= since &&
      save.sender === sender &&
      save.before.replies.has(inboundId) &&
      !save.after.replies.has(inboundId) &&
      save.invocation.messages.some((message) => message.inboundId === inboundId),
  )

/** The current version of a sender's record at a given time. */
export const recordAt = (saves: readonly Save[], sender: SenderName, at: number): SenderRecord =>
  saves.findLast((save) => save.sender === sender && save.at <= at)?.after ?? unknownSender

/** Every version of a sender's record that was current between two times. */
export const onRecord = (
  saves: readonly Save[],
  sender: SenderName,
  since: number,
  until: number,
): readonly SenderRecord[] => [
  recordAt(saves, sender, since),
  ...saves.filter((save) => save.sender === sender && save.at > since && save.at <= until).map(({ after }) => after),
]
