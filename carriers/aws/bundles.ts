export const awsBundles = { maxBytes: { 'receive-sms': 600_000, 'send-reply': 465_000 }, variables: {} } as const
