// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest'
import { scriptCode, tagCode } from './site-code.ts'

const address = 'https://chat.example.ru'

beforeEach(() => document.head.replaceChildren())

test('the tag has the shape of the manual to the letter (B1)', () => {
  expect(tagCode(address, 'ivanov')).toBe(`<!-- RedHelper -->
<script id="rhlpscrtg" type="text/javascript" charset="utf-8" async="async"
src="https://chat.example.ru/service/main.js?c=ivanov"></script>
<!--/Redhelper -->`)
})

test('the script, to the letter', () => {
  expect(scriptCode(address, 'ivanov')).toBe(`(function (d) {
  if (d.getElementById('rhlpscrtg')) return;
  var s = d.createElement('script');
  s.id = 'rhlpscrtg';
  s.type = 'text/javascript';
  s.charset = 'utf-8';
  s.async = true;
  s.src = 'https://chat.example.ru/service/main.js?c=ivanov';
  if (d.currentScript && d.currentScript.nonce) s.nonce = d.currentScript.nonce;
  d.head.appendChild(s);
})(document);`)
})

test.each(['as it is', 'on one line'])('the script makes the same element as the tag, once: %s', (how) => {
  const code = scriptCode(address, 'ivanov')
  const run = new Function(how === 'as it is' ? code : code.replaceAll('\n', ' '))
  run()
  run()
  const made = document.querySelectorAll('script')
  expect(made).toHaveLength(1)
  const parsed = document.createElement('div')
  parsed.innerHTML = tagCode(address, 'ivanov')
  const tag = parsed.querySelector('script')!
  for (const name of ['id', 'type', 'charset', 'src']) {
    expect(made[0]!.getAttribute(name), name).toBe(tag.getAttribute(name))
  }
  expect(made[0]!.async).toBe(true)
})

test.each([`https://a.ru/"><script>`, `https://a.ru/'+alert(1)+'`, 'https://a.ru/</script>'])(
  'an address cannot get out of its place: %s',
  (strange) => {
    const parsed = document.createElement('div')
    parsed.innerHTML = tagCode(strange, 'x')
    expect(parsed.querySelectorAll('script')).toHaveLength(1)
    expect(parsed.querySelector('script')!.getAttribute('src')).toBe(`${strange}/service/main.js?c=x`)
    const code = scriptCode(strange, 'x')
    expect(code).not.toContain('<')
    new Function(code)()
    expect(document.querySelector('script')!.getAttribute('src')).toBe(`${strange}/service/main.js?c=x`)
  },
)
