export type Store<T> = {
  readonly state: () => T
  /** Draws the state once in the next frame, however many changes come before it. */
  readonly change: (change: (state: T) => T) => void
}

export const createStore = <T>(initial: T, draw: (state: T) => void): Store<T> => {
  let state = initial
  let due = false
  const drawOnce = (): void => {
    due = false
    draw(state)
  }
  return {
    state: () => state,
    change: (change) => {
      state = change(state)
      if (!due) requestAnimationFrame(drawOnce)
      due = true
    },
  }
}
