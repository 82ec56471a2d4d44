import { describe, expect, test } from 'vitest'
import { judge, readPage } from './siteCode.ts'

const own = { origin: 'https://chat.example.ru', login: 'shop' }
const url = 'https://site.ru/page'
const tag = (login = 'shop', origin = own.origin) => `<!-- RedHelper -->
<script id="rhlpscrtg" type="text/javascript" charset="utf-8" async="async"
src="${origin}/service/main.js?c=${login}"></script>
<!--/Redhelper -->`
const script = (login = 'shop') => `(function (d) {
  if (d.getElementById('rhlpscrtg')) return;
  var s = d.createElement('script');
  s.src = 'https://chat.example.ru/service/main.js?c=${login}';
  d.head.appendChild(s);
})(document);`

const verdict = (html: string) => judge(readPage(html, url).codes, own)
const outcome = (html: string) => verdict(html).outcome

describe('a code is found', () => {
  test.each([
    ['as the cabinet gives it', tag()],
    ['in capitals', tag().toUpperCase().replace('SERVICE/MAIN.JS?C=SHOP', 'service/main.js?c=SHOP')],
    ['over several lines', tag().replaceAll(' ', '\n  ').replace('<!--\n  ', '<!-- ')],
    ['without quotes', `<script id=rhlpscrtg async src=${own.origin}/service/main.js?c=shop></script>`],
    ['in single quotes', `<script async src='${own.origin}/service/main.js?c=shop'></script>`],
    ['with entities', `<script src="https&#58;//chat.example.ru/service/main.js?v=1&amp;c=shop"></script>`],
    ['without a scheme', '<script src="//chat.example.ru/service/main.js?c=shop"></script>'],
    ['by http', tag('shop', 'http://chat.example.ru')],
    ['after a tag with a quote in it', `<p it's><b title=">">x</b>${tag()}`],
    ['after a style and a text area', `<style>a{}</style><textarea><script></textarea>${tag()}`],
    ['after a script that writes one', `<script>document.write('<!-- <script>')</script>${tag()}`],
    ['after a comment', `<!-- ${tag('other').replace(/<!--|-->/g, '')} -->${tag()}`],
  ])('%s', (_, html) => {
    expect(verdict(`<html><head>${html}</head></html>`)).toEqual({
      outcome: 'found',
      form: 'tag',
      times: 1,
      other: null,
    })
  })

  test.each([
    ['as it is', script()],
    ['on one line', script().replaceAll('\n', ' ')],
    ['with escaped slashes', script().replaceAll('/', '\\/')],
    ['behind a condition', `if (new Date().getHours() > 9) { ${script()} }`],
    ['beside comments', `// https://chat.example.ru/service/main.js?c=other\n/* x */${script()}`],
  ])('as JavaScript, %s', (_, text) => {
    expect(verdict(`<script>${text}</script>`)).toMatchObject({ outcome: 'found', form: 'script' })
  })

  test('as many times as it stands there', () => {
    expect(verdict(`${tag()}<script>${script()}</script>${tag()}`)).toMatchObject({
      outcome: 'twice',
      times: 3,
    })
  })
})

describe('a code is there and does not run', () => {
  test.each([
    ['in a comment', `<!-- ${tag().replace(/<!--.*?-->/g, '')} -->`],
    ['in a comment that never ends', `<!-- ${tag().replace(/<!--.*?-->/g, '')}`],
    ['in noscript', `<noscript>${tag()}</noscript>`],
    ['in a template', `<template><div>${tag()}</div></template>`],
    ['in a commented script', `<script>/* ${script()} */</script>`],
    ['in commented lines', `<script>${script().replaceAll(/^/gm, '// ')}</script>`],
    ['in a comment, twice', `<!-- ${tag().replace(/<!--.*?-->/g, '')} --><noscript>${tag()}</noscript>`],
  ])('%s', (_, html) => expect(outcome(html)).toBe('idle'))

  test.each([
    ['a consent banner', tag().replace('text/javascript', 'text/plain')],
    [
      'an accelerator',
      `<script type="rocketlazyloadscript" data-rocket-src="${own.origin}/service/main.js?c=shop"></script>`,
    ],
    ['another kind of lateness', `<script data-src="${own.origin}/service/main.js?c=shop"></script>`],
  ])('yet: %s starts it', (_, html) => expect(outcome(html)).toBe('later'))

  test.each([
    ['as text', '<p>https://chat.example.ru/service/main.js?c=shop</p>'],
    ['in a text area', `<textarea>${tag()}</textarea>`],
    ['as a link', '<a href="https://chat.example.ru/service/main.js?c=shop">x</a>'],
    ['without a login', '<script src="https://chat.example.ru/service/main.js?c="></script>'],
    ['without anything', '<script src="https://chat.example.ru/service/main.js"></script>'],
    ['in a tag without an end', '<script src="https://chat.example.ru/service/main.js?c=shop"'],
    ['nowhere', ''],
  ])('is no code: %s', (_, html) => expect(outcome(html)).toBe('none'))
})

describe('somebody else’s code', () => {
  test('another account of this engine', () => {
    expect(verdict(tag('rival'))).toEqual({
      outcome: 'otherAccount',
      form: null,
      times: 0,
      other: { origin: own.origin, login: 'rival' },
    })
  })

  test('another host, as the one of before', () => {
    expect(verdict(tag('shop', 'https://web.redhelper.ru'))).toMatchObject({
      outcome: 'otherHost',
      other: { origin: 'https://web.redhelper.ru', login: 'shop' },
    })
  })

  test('beside ours it is told too; a dead one is not', () => {
    expect(verdict(tag('rival') + tag())).toMatchObject({ outcome: 'found', other: { login: 'rival' } })
    expect(verdict(`<noscript>${tag('rival')}</noscript>${tag()}`)).toMatchObject({ other: null })
    expect(outcome(`<noscript>${tag()}</noscript>${tag('rival')}`)).toBe('otherAccount')
  })

  test('a name that only begins like ours', () => {
    expect(outcome(tag('shop2'))).toBe('otherAccount')
    expect(outcome(tag('shop', 'https://chat.example.ru.evil.com'))).toBe('otherHost')
    expect(outcome(tag('SHOP'))).toBe('found')
  })
})

test('the title, and a tag manager', () => {
  const html = `<title>Чай &amp; кофе
   в&nbsp;лавке</title><script>(function(w){j.src='https://www.googletagmanager.com/gtm.js?id='})()</script>`
  expect(readPage(html, url)).toEqual({ title: 'Чай & кофе в&nbsp;лавке', codes: [], tagManager: true })
  expect(readPage('<p>googletagmanager.com/gtm.js</p>', url).tagManager).toBe(false)
})

// Each of these took hours with an expression that goes back over what it read.
test.each([
  '<a "',
  '<!--',
  '<script>',
  '<p a="',
  '//',
  '/service/main.js?',
  '<title',
  '<script>/*',
  '</script',
  '<noscript ',
])('reading takes no longer than the page is long: %s', (piece) => {
  const html = piece.repeat(Math.ceil(2_000_000 / piece.length))
  expect(readPage(html, url).codes.length).toBeLessThan(2)
  expect(readPage(`<script>${html}`, url).codes.length).toBeLessThan(2)
})
