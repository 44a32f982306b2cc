import { bookedWithinBudget, publishedWithinBudget } from './budget.ts'
import type { Invariant } from './invariant.ts'
import { knownBlockedIsFree } from './known-silent.ts'
import { notOverdue, notWhileBooked, patient } from './late-replies.ts'
import { blockedInTime, notForSilenced, rarelyAnswered, takenBackUnused } from './limits.ts'
import { onlyStartEndsIt, stopIsAnOptOut, stopIsHonoured, stopIsRemembered } from './opt-out.ts'
import {
  cancelledForCause,
  countedOnce,
  everyReplyEnds,
  expiredInTime,
  honestOutcome,
  noFalseUncertain,
  oneOutcome,
} from './outcomes.ts'
import { onlyOwedReplies } from './owed.ts'
import {
  booked,
  claimed,
  handedOn,
  inItsHour,
  notBookedInVain,
  notEarly,
  oneReplyPerText,
  reserved,
  triedOnce,
} from './replies.ts'
import { comesToRest, noDeadLetters } from './rest.ts'
import { silentForCause } from './silence.ts'
import { blockedSenderWritesOnce, writingIsAStrike } from './strikes.ts'
import { decidedBeforeAcknowledged, nothingTold } from './telling.ts'
import { answeredWithoutFaults, smoothWithoutFaults } from './without-faults.ts'

/** All that must hold, the worst first. */
export const invariants: readonly Invariant[] = [
  oneReplyPerText,
  triedOnce,
  rarelyAnswered,
  publishedWithinBudget,
  inItsHour,
  reserved,
  claimed,
  booked,
  notBookedInVain,
  handedOn,
  notEarly,
  notOverdue,
  patient,
  onlyOwedReplies,
  answeredWithoutFaults,
  smoothWithoutFaults,
  silentForCause,
  knownBlockedIsFree,
  comesToRest,
  everyReplyEnds,
  oneOutcome,
  countedOnce,
  honestOutcome,
  noFalseUncertain,
  expiredInTime,
  notWhileBooked,
  cancelledForCause,
  decidedBeforeAcknowledged,
  bookedWithinBudget,
  notForSilenced,
  blockedInTime,
  writingIsAStrike,
  blockedSenderWritesOnce,
  takenBackUnused,
  stopIsHonoured,
  stopIsRemembered,
  stopIsAnOptOut,
  onlyStartEndsIt,
  nothingTold,
  noDeadLetters,
]
