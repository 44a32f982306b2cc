export const awsBundles = { maxBytes: { 'receive-sms': 376_000, 'send-reply': 293_000 }, variables: {} } as const
