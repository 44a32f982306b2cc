export const sim = { number: '+33639980012', carrier: 'sim', language: 'fr' }
export const otherSim = { ...sim, number: '+33639980013' }
