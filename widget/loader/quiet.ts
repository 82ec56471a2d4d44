export const tell = (error: unknown): void => console.warn('RedHelper:', error)

/** The widget is a guest: whatever goes wrong in it must not reach the page's own error handling. */
export const quiet =
  <A extends ReadonlyArray<unknown>>(run: (...args: A) => unknown) =>
  async (...args: A): Promise<unknown> => {
    try {
      return await run(...args)
    } catch (error) {
      tell(error)
    }
  }

export const listen = (target: EventTarget, kinds: string, run: (event: Event) => unknown): void => {
  for (const kind of kinds.split(' ')) target.addEventListener(kind, quiet(run))
}
