/** The SIM line of the stage `local-sim`. */
export const line = '+33639980012'
