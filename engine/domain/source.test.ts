import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { campaignOf, type Source, sourceOf, withoutMarks } from './source.ts'

const shop = 'https://shop.example/tea'

describe('the source of a visit', () => {
  it.each<[string, Source['kind'], string, string | null]>([
    ['', 'direct', '', null],
    ['about:blank', 'direct', '', null],
    ['not an address', 'direct', '', null],
    ['https://shop.example/', 'own', 'shop.example', null],
    ['https://www.shop.example/cart', 'own', 'shop.example', null],
    ['https://blog.shop.example/', 'site', 'blog.shop.example', null],
    ['https://forum.example/thread?q=tea', 'site', 'forum.example', null],
    ['https://yandex.ru/', 'search', 'yandex', null],
    [
      'https://yandex.ru/search/?text=%D1%87%D0%B0%D0%B9+%D1%83%D0%BB%D1%83%D0%BD',
      'search',
      'yandex',
      'чай улун',
    ],
    ['https://yandex.com.tr/', 'search', 'yandex', null],
    ['https://ya.ru/', 'search', 'yandex', null],
    ['https://market.yandex.ru/', 'site', 'market.yandex.ru', null],
    ['https://alice.yandex.ru/', 'ai', 'alice', null],
    ['https://www.google.com/', 'search', 'google', null],
    ['https://www.google.co.uk/search?q=tea', 'search', 'google', 'tea'],
    ['https://www.google.ru/', 'search', 'google', null],
    ['https://mail.google.com/', 'site', 'mail.google.com', null],
    ['https://gemini.google.com/', 'ai', 'gemini', null],
    ['android-app://com.google.android.googlequicksearchbox/', 'search', 'google', null],
    ['android-app://org.telegram.messenger/', 'site', 'org.telegram.messenger', null],
    ['https://google.com.evil.example/', 'site', 'google.com.evil.example', null],
    ['https://notgoogle.com/', 'site', 'notgoogle.com', null],
    ['https://www.bing.com/search?q=green%20tea', 'search', 'bing', 'green tea'],
    ['https://go.mail.ru/search?q=%D1%87%D0%B0%D0%B9', 'search', 'mail', 'чай'],
    ['https://e.mail.ru/', 'site', 'e.mail.ru', null],
    ['https://duckduckgo.com/', 'search', 'duckduckgo', null],
    ['https://nova.rambler.ru/search?query=tea', 'search', 'rambler', 'tea'],
    ['https://search.yahoo.com/search?p=tea', 'search', 'yahoo', 'tea'],
    ['https://ru.search.yahoo.com/', 'search', 'yahoo', null],
    ['https://www.ecosia.org/', 'search', 'ecosia', null],
    ['https://www.baidu.com/s?wd=%E8%8C%B6', 'search', 'baidu', '茶'],
    ['https://chatgpt.com/', 'ai', 'chatgpt', null],
    ['https://www.perplexity.ai/', 'ai', 'perplexity', null],
    ['https://copilot.microsoft.com/', 'ai', 'copilot', null],
    ['https://yandex.ru/search/?text=', 'search', 'yandex', null],
  ])('%s', (referrer, kind, name, phrase) => {
    expect(sourceOf(referrer, shop)).toEqual({ kind, name, phrase })
  })

  it('whatever the address, there is one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string()), fc.string(), (a, b) => {
        expect(typeof sourceOf(a, b).name).toBe('string')
      }),
    )
  })
})

it('utm and click ids are told apart', () => {
  const url = `${shop}?id=7&utm_source=yandex&utm_term=%D1%87%D0%B0%D0%B9&yclid=123&utm_medium=&UTM_Campaign=spring#top`
  expect(campaignOf(url)).toEqual({
    utm_source: 'yandex',
    utm_term: 'чай',
    yclid: '123',
    utm_campaign: 'spring',
  })
  expect(campaignOf('nonsense')).toEqual({})
})

describe('the address that is shown', () => {
  it.each([
    [shop, shop],
    [`${shop}?utm_source=a`, shop],
    [`${shop}?utm_source=a#top`, `${shop}#top`],
    [`${shop}?id=7&yclid=1&sort=%D1%8F`, `${shop}?id=7&sort=%D1%8F`],
    [`${shop}?gclid=1&id=7`, `${shop}?id=7`],
    [`${shop}?id=a&id=b`, `${shop}?id=a&id=b`],
    [`${shop}?`, `${shop}?`],
    [`${shop}?text=utm_source=a`, `${shop}?text=utm_source=a`],
    [`${shop}#/cart?utm_source=a`, `${shop}#/cart?utm_source=a`],
    ['', ''],
    ['nonsense?fbclid=1', 'nonsense'],
  ])('of %s', (url, shown) => expect(withoutMarks(url)).toBe(shown))
})
