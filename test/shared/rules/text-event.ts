/**
 * An event of End User Messaging about a message (User Guide, configuration-sets-event-format), made one of a reply.
 */
export const textEvent = {
  eventType: 'TEXT_SUCCESSFUL',
  eventVersion: '1.0',
  eventTimestamp: 1686975103470,
  isFinal: true,
  originationPhoneNumber: '+32460000000',
  destinationPhoneNumber: '+32460213922',
  isoCountryCode: 'BE',
  isInternationalSend: false,
  mcc: '206',
  mnc: '01',
  messageId: '862a8790-60c0-4430-9b2b-658bdexample',
  messageRequestTimestamp: 1686975103170,
  messageEncoding: 'GSM',
  messageType: 'TRANSACTIONAL',
  messageStatus: 'SUCCESSFUL',
  messageStatusDescription: 'Message has been accepted by phone carrier',
  context: { inboundId: 'f2f6a6f2-9b8f-4f2e-8d7c-000000000000' },
  totalMessageParts: 1,
  totalMessagePrice: 0.09582,
  totalCarrierFee: 0,
}
