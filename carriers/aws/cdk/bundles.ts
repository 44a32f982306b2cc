export const awsBundles = { maxBytes: { 'receive-sms': 372_000, 'send-reply': 289_500 }, variables: {} } as const
