/** What the cloud was asked for since it was last asked to tell. */
export type Tally = {
  /** Requests by service and action: `DynamoDB GetItem`, `SQS SendMessage`, `SMS SendTextMessage`. */
  readonly requests: { readonly [call: string]: number }
  /** Capacity units; 0 on dynalite, which doesn't say. */
  readonly readUnits: number
  readonly writeUnits: number
  /** The bodies of the messages sent to queues. */
  readonly sent: readonly string[]
}

export const createTally = () => {
  let requests: Record<string, number> = {}
  let readUnits = 0
  let writeUnits = 0
  let sent: string[] = []
  return {
    request: (call: string): void => {
      requests[call] = (requests[call] ?? 0) + 1
    },
    units: (units: { readonly readUnits?: number; readonly writeUnits?: number }): void => {
      readUnits += units.readUnits ?? 0
      writeUnits += units.writeUnits ?? 0
    },
    message: (body: string): void => void sent.push(body),
    /** Tells what was counted, and begins anew. */
    take: (): Tally => {
      const tally = { requests, readUnits, writeUnits, sent }
      requests = {}
      readUnits = 0
      writeUnits = 0
      sent = []
      return tally
    },
  }
}
