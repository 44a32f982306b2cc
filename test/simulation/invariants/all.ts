import { bookedWithinBudget, publishedWithinBudget } from './budget.ts'
import {
  attemptedInTurn,
  bookedInTurn,
  closedWhenAccepted,
  openedForSeveral,
  openedWhenRefused,
  turnTakenOnce,
} from './circuit.ts'
import { forgedIsDropped, genuineIsNotDropped } from './forgeries.ts'
import type { Invariant } from './invariant.ts'
import { knownBlockedIsFree } from './known-silent.ts'
import { bookedAnewIsNoted, bookedAnewOnce, notOverdue, notWhileBooked, whileAnswerable } from './late-replies.ts'
import { blockedInTime, notForSilenced, rarelyAnswered, takenBackUnused } from './limits.ts'
import {
  earlyStartEndsIt,
  onlyStartEndsIt,
  stopHoldsForAllNames,
  stopIsAnOptOut,
  stopIsHonoured,
  stopIsRemembered,
  stopLastsAYear,
} from './opt-out.ts'
import {
  cancelledForCause,
  cancelledIsCounted,
  countedOnce,
  everyReplyEnds,
  expiredInTime,
  honestOutcome,
  noFalseUncertain,
  oneOutcome,
} from './outcomes.ts'
import { onlyOwedReplies } from './owed.ts'
import { heldBriefly, spaced } from './pace.ts'
import { byItsLine, leftToWait, phoneWasThere, waitingEnds } from './phone.ts'
import {
  fewHeldUp,
  fewInWindow,
  fewLent,
  heldUpTakesNoPlace,
  inOpenWindow,
  monthIsRationed,
  onceInWindow,
  siegeRings,
  windowIsKept,
} from './rations.ts'
import {
  booked,
  bookedOnce,
  claimed,
  handedOn,
  inItsHour,
  notBookedAgain,
  notBookedInVain,
  notEarly,
  oneReplyPerText,
  reserved,
  triedOnce,
} from './replies.ts'
import { comesToRest, noDeadLetters } from './rest.ts'
import { silentForCause } from './silence.ts'
import { blockedSenderWritesOnce, struckOnce, writingIsAStrike } from './strikes.ts'
import { decidedBeforeAcknowledged, nothingTold } from './telling.ts'
import { dueInTurn, keptApart } from './turns.ts'
import { answeredWithoutFaults, smoothWithoutFaults } from './without-faults.ts'

/** All invariants. Those whose violation would be worst come first. */
export const invariants: readonly Invariant[] = [
  oneReplyPerText,
  triedOnce,
  rarelyAnswered,
  publishedWithinBudget,
  inItsHour,
  phoneWasThere,
  byItsLine,
  reserved,
  claimed,
  forgedIsDropped,
  genuineIsNotDropped,
  booked,
  bookedOnce,
  notBookedAgain,
  notBookedInVain,
  bookedAnewOnce,
  bookedAnewIsNoted,
  handedOn,
  notEarly,
  notOverdue,
  whileAnswerable,
  attemptedInTurn,
  bookedInTurn,
  turnTakenOnce,
  openedWhenRefused,
  openedForSeveral,
  closedWhenAccepted,
  spaced,
  heldBriefly,
  onlyOwedReplies,
  answeredWithoutFaults,
  smoothWithoutFaults,
  dueInTurn,
  silentForCause,
  knownBlockedIsFree,
  comesToRest,
  everyReplyEnds,
  leftToWait,
  waitingEnds,
  oneOutcome,
  countedOnce,
  honestOutcome,
  noFalseUncertain,
  expiredInTime,
  notWhileBooked,
  cancelledForCause,
  cancelledIsCounted,
  decidedBeforeAcknowledged,
  bookedWithinBudget,
  fewInWindow,
  inOpenWindow,
  windowIsKept,
  onceInWindow,
  fewLent,
  fewHeldUp,
  heldUpTakesNoPlace,
  siegeRings,
  monthIsRationed,
  keptApart,
  notForSilenced,
  blockedInTime,
  writingIsAStrike,
  struckOnce,
  blockedSenderWritesOnce,
  takenBackUnused,
  stopIsHonoured,
  stopHoldsForAllNames,
  stopIsRemembered,
  stopLastsAYear,
  stopIsAnOptOut,
  onlyStartEndsIt,
  earlyStartEndsIt,
  nothingTold,
  noDeadLetters,
]
