/** A promise, and how to show that it holds: gives what has shown it, throws a `Refusal` if it does not. */
export type Step<Scene> = { readonly promise: string; readonly show: (scene: Scene) => Promise<string> }
