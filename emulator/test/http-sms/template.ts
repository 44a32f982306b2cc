import { toyTemplate } from '../toy/template.ts'

const { Resources, Outputs } = toyTemplate
const { Single, Shared } = Resources

/** The toy template with the environment variable, the secret and the outputs that the stand-in for httpSMS needs. */
export const simTemplate = {
  ...toyTemplate,
  Resources: {
    ...Resources,
    Single: {
      ...Single,
      Properties: {
        ...Single.Properties,
        Environment: {
          Variables: { ...Single.Properties.Environment.Variables, HTTP_SMS_URL: 'https://api.httpsms.com' },
        },
      },
    },
    Shared: {
      ...Shared,
      Properties: {
        ...Shared.Properties,
        GenerateSecretString: { ...Shared.Properties.GenerateSecretString, GenerateStringKey: 'webhookKey' },
      },
    },
  },
  Outputs: { ...Outputs, SimWebhookUrl: Outputs.FunctionUrl, SimSecretArn: { Value: { Ref: 'Shared' } } },
}
