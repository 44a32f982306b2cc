/** httpSMS is not an AWS service, but the embedded cloud treats it as one. Only SIMs need it. */
export const simServiceNames = ['http-sms'] as const
