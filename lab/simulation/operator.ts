import { cancel, unsettled } from '../../ops/pending.ts'
import { day } from '../../shared/rules/timing.ts'
import { senderKeyOf } from '../virtual/stage.ts'
import { createCall } from './caller.ts'
import { begin } from './invocation.ts'
import { createProcess } from './process.ts'
import { type ForgedNote, type SenderName, senders } from './schedule.ts'
import type { World } from './world.ts'

/**
 * Plans an operator's runs of cancel-pending, which cancel every pending reply. Each run is a process of its own, which may die at any
 * call.
 */
export const planCancellations = (world: World): void => {
  const { schedule, timeline } = world
  for (const [i, afterMs] of schedule.cancelledAfterMs.entries())
    timeline.plan(timeline.now() + afterMs, () => void cancelPending(world, `operator ${i + 1}`))
}

const cancelPending = async (world: World, name: string): Promise<void> => {
  const process = createProcess(world, 'operator', name, 0)
  const invocation = begin(world, process, [])
  const { claims } = world.stage.portsFor(createCall(world, process))
  try {
    const { now } = world.timeline
    const waiting = await unsettled(claims, await reserved(world), now())
    const wait = (ms: number) => new Promise<void>((resolve) => world.timeline.plan(now() + ms, resolve))
    await cancel({ claims, now, wait, newToken: world.stage.newToken }, waiting)
    invocation.end = { kind: 'answered', at: world.timeline.now(), done: [], acknowledgementLost: false }
  } catch {
    invocation.end = { kind: 'threw', at: world.timeline.now() }
  }
  process.invocation = undefined
}

/** Plans that an operator, or somebody with an operator's key, writes notes of bookings into all senders' records. */
export const planForgedNotes = (world: World): void => {
  const { schedule, timeline } = world
  for (const [i, note] of schedule.forgedNotes.entries())
    timeline.plan(timeline.now() + note.afterMs, () => void forgeNotes(world, `intruder ${i + 1}`, note))
}

const forgeNotes = async (world: World, name: string, { kind, dueInMs }: ForgedNote): Promise<void> => {
  const { timeline, stage } = world
  const process = createProcess(world, 'operator', name, 0)
  const invocation = begin(world, process, [])
  const { senders: store } = stage.portsFor(createCall(world, process))
  try {
    for (const sender of Object.values(senders)) {
      const { record, version } = await store.load(senderKeyOf(sender), 'consistent')
      const missing = [...record.replies.keys()].filter((id) => !record[kind].has(id))
      if (missing.length === 0 || record.alias !== undefined) continue
      const forged = missing.map((id) => [id, { dueAt: timeline.now() + dueInMs, mac: 'made-up' }] as const)
      const noted = { ...record, [kind]: new Map([...record[kind], ...forged]) }
      await store.save(senderKeyOf(sender), noted, version, timeline.now() + 30 * day)
    }
    invocation.end = { kind: 'answered', at: timeline.now(), done: [], acknowledgementLost: false }
  } catch {
    invocation.end = { kind: 'threw', at: timeline.now() }
  }
  process.invocation = undefined
}

/** All reservations in the stores, as a scan of the table finds them. */
const reserved = async ({ stage: { stores } }: World) => {
  const found = (Object.keys(senders) as readonly SenderName[]).map(async (name) => {
    const senderKey = senderKeyOf(senders[name])
    const { record } = await stores.senders.load(senderKey, 'consistent')
    return [...record.replies.keys()].map((inboundId) => ({ senderKey, inboundId }))
  })
  return (await Promise.all(found)).flat()
}
