/** A promise, and a function that tests it. `show` returns what has shown that the promise holds, and throws a `Refusal` if it doesn't. */
export type Step<Scene> = { readonly promise: string; readonly show: (scene: Scene) => Promise<string> }
