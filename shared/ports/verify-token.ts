/** Whether a token was made by httpSMS, for this domain and our account, and holds now. Throws when its key can't be read. */
export type VerifyToken = (token: string, domainName: string) => Promise<boolean>
