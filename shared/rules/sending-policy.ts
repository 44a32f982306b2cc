/** Lets SNS send from a number: since September 2024 none may unless a policy on it says so (resource policies of End User Messaging). */
export const sendingPolicy = (numberArn: string, accountId: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sms-voice:SendTextMessage',
      Resource: numberArn,
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
  ],
})
