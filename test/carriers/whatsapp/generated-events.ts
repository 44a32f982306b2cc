import { change, published } from './events.ts'

/** Numbers, ids and texts that no log may hold, and events that contain them. */
export type Generated = { readonly secrets: readonly string[]; readonly next: (at: number) => string }

const people = 40

/** Generates events that are valid, invalid in one place, or of unknown kinds. `random` returns a number from 0 up to 1. */
export const createGeneratedEvents = (random: () => number): Generated => {
  const oneOf = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  // None is round, since the log could contain a round number as part of a time.
  const numbers = Array.from({ length: people }, (_, i) => `336${91_283_747 + i * 7919}`)
  const ids = numbers.map((_, i) => `FR.${8_271_838_461_257 + i * 104_729}`)
  const wording = ['Salut ma belle, tu fais quoi', 'STOP', 'Réponds-moi tout de suite', 'photo volée', 'START', '…']
  let messages = 0

  const message = (at: number) => {
    const who = Math.floor(random() * people)
    const number = numbers[who] ?? ''
    return {
      from: oneOf<unknown>(number, number, number, undefined, '', 33, `+${number}`),
      from_user_id: oneOf<unknown>(ids[who], ids[who], ids[who], undefined, 'US.ENT.5', null, ids[who]?.slice(3)),
      id: oneOf<unknown>(`wamid.${Buffer.from(`${number}${messages++}`).toString('base64')}`, `wamid.${number}`, '', 7),
      timestamp: oneOf<unknown>(String(Math.floor(at / 1000)), String(Math.floor(at / 1000) - 90_000), 'now', -1, {}),
      ...content(),
      ...oneOf<object>({}, {}, {}, { group_id: 'g' }, { context: { from: number } }, { brand_new: { number } }),
    }
  }
  const content = (): object => {
    const body = oneOf<unknown>(...wording, ...wording, 'a'.repeat(5000), null, { body: 'deep' })
    const type = oneOf('text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'unsupported')
    return oneOf<object>(
      { type: 'text', text: { body } },
      { type: 'text', text: { body } },
      { type: oneOf<unknown>(type, 'reaction', 'system', 'edit', 'hologram', 4), [type]: { caption: body } },
      { type },
      {},
    )
  }
  const status = (): object => ({
    id: 'wamid.r',
    status: oneOf<unknown>('sent', 'delivered', 'read', 'failed', 'melted', 1),
    recipient_id: oneOf<unknown>(...numbers.slice(0, 5), undefined),
    biz_opaque_callback_data: oneOf<unknown>('reply', numbers[0], undefined, 'not an id!', 5),
    errors: oneOf<unknown>(undefined, [], [{ code: 131_047 }], [{ code: 'x' }], 'none', [null]),
  })
  const some = <T>(make: () => T): readonly T[] => Array.from({ length: Math.floor(random() * 4) }, make)
  const value = (at: number): object =>
    oneOf<object>(
      { messages: some(() => message(at)) },
      { messages: some(() => message(at)) },
      { statuses: some(status) },
      { messages: some(() => message(at)), statuses: some(status), errors: [{ code: 1 }] },
      { messages: oneOf<unknown>(numbers[1], 4, null, [[wording[0]]]) },
    )
  const changes = (at: number): readonly unknown[] =>
    oneOf<readonly unknown[]>(
      [change(value(at))],
      [change(value(at))],
      [change(value(at)), change(value(at), 'calls')],
      [change({ event: numbers[2] }, 'account_update')],
      [{ field: 'messages', value: oneOf<unknown>(null, wording[2], [], { metadata: { display_phone_number: 5 } }) }],
      [wording[3], numbers[3]],
      [],
    )
  return {
    secrets: [...numbers, ...ids, ...wording.filter((words) => words.length > 6)],
    next: (at) => {
      const event = published(changes(at))
      const broken = () => event.slice(0, Math.floor(random() * event.length))
      return random() < 0.95
        ? event
        : oneOf(broken(), '', 'null', '[]', `"${wording[0]}"`, '{"whatsAppWebhookEntry":4}')
    },
  }
}
