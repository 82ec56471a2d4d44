/** For tests: what jsdom lacks and the console's elements ask for. Sizes and media are looked at in a real browser. */
class NoSizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= NoSizes
globalThis.CSS ??= { supports: () => true, escape: (text: string) => text } as unknown as typeof CSS
window.matchMedia ??= (media: string) =>
  ({
    matches: false,
    media,
    addEventListener: () => {},
    removeEventListener: () => {},
  }) as unknown as MediaQueryList
