import { randomUUID } from 'node:crypto'

/** What httpSMS tells a webhook: a CloudEvent (CloudEvents 1.0, its JSON format). */
export type Event = {
  readonly specversion: '1.0'
  readonly id: string
  /** The path at which httpSMS learned of it. */
  readonly source: string
  readonly type: string
  readonly datacontenttype: 'application/json'
  readonly time: string
  readonly data: object
}

/** Its `data` has exactly the fields that httpSMS gives an event of this type (its `events` package). */
export const createEvent = (type: string, source: string, data: object, now: number): Event => ({
  specversion: '1.0',
  id: randomUUID(),
  source,
  type,
  datacontenttype: 'application/json',
  time: new Date(now).toISOString(),
  data,
})
