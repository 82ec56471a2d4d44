/** A browser and a system in two words, from what a browser says of itself; good enough to recognise one's own. */
const browsers: ReadonlyArray<[RegExp, string]> = [
  [/YaBrowser\//, 'Яндекс Браузер'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Vivaldi\//, 'Vivaldi'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
]

const systems: ReadonlyArray<[RegExp, string]> = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

export interface Device {
  /** «Chrome, Windows»; null when nothing is recognised. */
  readonly name: string | null
  readonly phone: boolean
}

export function device(userAgent: string): Device {
  const found = [browsers, systems].map((list) => list.find(([sign]) => sign.test(userAgent))?.[1])
  const name = found.filter((each) => each !== undefined).join(', ')
  return { name: name === '' ? null : name, phone: /iPhone|Android.*Mobile|Mobile.*Firefox/.test(userAgent) }
}
