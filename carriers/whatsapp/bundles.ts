export const whatsappBundles = { maxBytes: { 'receive-sms': 610_000, 'send-reply': 475_000 }, variables: {} } as const
