import { randomUUID } from 'node:crypto'

/** httpSMS posts a CloudEvent to a webhook (CloudEvents 1.0, JSON format). */
export type Event = {
  readonly specversion: '1.0'
  readonly id: string
  /** The API path by which httpSMS learned of the event. */
  readonly source: string
  readonly type: string
  readonly datacontenttype: 'application/json'
  readonly time: string
  readonly data: object
}

/** Creates an event whose `data` has exactly the fields that httpSMS gives this type (its `events` package). */
export const createEvent = (type: string, source: string, data: object, now: number): Event => ({
  specversion: '1.0',
  id: randomUUID(),
  source,
  type,
  datacontenttype: 'application/json',
  time: new Date(now).toISOString(),
  data,
})
