import { startToyCloud, toyAccount } from '../../emulator/test/toy/cloud.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { aws } from '../aws/test/service.ts'
import { httpSms } from '../httpsms/test/service.ts'
import { ovh } from '../ovh/test/service.ts'
import { whatsapp } from '../whatsapp/test/service.ts'
import { merged, replyExamples } from './examples.ts'
import type { Service } from './service.ts'

/** Each carrier as tests meet it. */
export const services: Readonly<Record<CarrierName, Service>> = { aws, httpsms: httpSms, whatsapp, ovh }

const all = Object.values(services)

const credential = (service: string) => `Credential=owner/20261124/eu-west-3/${service}/aws4_request`
/** The headers of a request that the owner of the account signs, of which the cloud reads the service only. */
const signedFor = (service: string) => ({ authorization: `AWS4-HMAC-SHA256 ${credential(service)}` })

/** Sends the request of the examples with these changes, as it is on the wire. Returns all that the service says. */
export const askStandIn = async (name: CarrierName, endpoint: string, changes: object): Promise<string> => {
  const { request } = replyExamples(name)
  const { service, path, ask, bodyWith = (body, changed) => ({ ...body, ...changed }) } = services[name].standIn
  const url = `${endpoint}${path}`
  const body = merged(bodyWith(request.body ?? {}, changes), {}) as object
  if (ask !== undefined) return ask(url, request.path, body)
  const headers = { 'content-type': 'application/json', ...signedFor(service), ...request.headers }
  const response = await fetch(`${url}${request.path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return `${response.status} ${response.headers.get('x-amzn-errortype')} ${await response.text()}`
}

/** Starts a cloud with a line of each carrier. `brought` is whatever it has brought from them. */
export const startStandIns = async () => {
  const templates = all.flatMap(({ standIn }) => standIn.template ?? [])
  const [Resources, Outputs] = (['Resources', 'Outputs'] as const).map((part) =>
    Object.assign({}, ...templates.map((template) => template[part])),
  )
  const template = { Resources, Outputs }
  const account = Object.assign({}, toyAccount, ...all.map(({ standIn }) => standIn.account))
  const placed = all.flatMap(({ standIn }) => standIn.placed ?? [])
  const { cloud } = await startToyCloud(template, account, placed)
  const listening = await Promise.all(all.map(({ standIn }) => standIn.listen(cloud)))
  return {
    cloud,
    brought: async () => (await Promise.all(listening.map(({ brought }) => brought()))).flat(),
    stopListening: () => Promise.all(listening.map(({ stop }) => stop?.())),
  }
}
