import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

const family = '👩‍👩‍👧‍👦'
const texts: ReadonlyArray<readonly [string, string]> = [
  ['markup', `<script>window.caught=1</script><img src=x onerror="window.caught=1"><b>жирно</b>`],
  ['marks of direction', 'счёт \u202egpj.exe\u202c \u200fконец\u2066.'],
  ['emoji', `${family} 🏳️‍🌈 ${family.repeat(60)}`],
  ['combining characters', `и${'\u0306'.repeat(9_999)}`],
  ['a word without a place to break', 'ы'.repeat(3_000)],
]

for (const [what, text] of texts) {
  test(`${what}: text everywhere, in widget and console, both ways`, async () => {
    const owner = await stage.register()
    const operator = await stage.openConsole(owner, { permissions: ['notifications'] })
    await operator.keepsNotices()
    await operator.looksAway()
    const visitor = await stage.openSite(owner)
    await visitor.page.evaluate((title) => (document.title = title), text)
    await visitor.opensChat()
    await visitor.types(text.slice(0, 40))
    await operator.rows.first().waitFor()
    await visitor.composer.fill(text)
    await visitor.composer.press('Enter')
    await visitor.seesAll([text])
    await operator.seesTitle(/^(\(1\) RedHelper|● Новое сообщение)$/)
    await operator.row('1 непрочитано').waitFor()
    const [notice = '', ...more] = await operator.notices()
    expect(more).toEqual([])
    // Nothing in it may turn the line around or fill the screen.
    expect(notice).toMatch(/^Посетитель 1: [^\p{Cc}\u200f\u202a-\u202e\u2066-\u2069]+$/u)
    expect([...notice].length).toBeLessThan(200)

    await operator.looksBack()
    await operator.opens('Посетитель 1')
    await operator.seesAll([text])
    await operator.composer.fill(text)
    await operator.composer.press('Enter')
    await visitor.seesAll([text, text])
    await operator.seesAll([text, text])

    for (const { page } of [visitor, operator]) {
      expect(await page.evaluate(() => 'caught' in window)).toBe(false)
      // Neither side's window is pushed apart, and nothing lies over the neighbours.
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    }
    const tall = await operator.dialogue
      .locator('.bubble')
      .first()
      .evaluate((bubble) => bubble.clientHeight)
    expect(tall).toBeLessThan(3_000)
    await visitor.sends('дальше как всегда')
    await operator.sees('дальше как всегда')
  })
}

test('NUL and other control characters are shown as something, and break nothing', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.composer.evaluate((area: HTMLTextAreaElement) => {
    area.value = 'до\u0000\u0007после'
    area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  })
  await visitor.composer.press('Enter')
  await operator.opens('до')
  await operator.seesAll(['до\ufffd\ufffdпосле'])
  await visitor.seesAll(['до\ufffd\ufffdпосле'])
})

test('names are text too', async () => {
  const owner = await stage.register()
  const name = '<b>Анна</b> \u202eаннА'
  const anna = await stage.addOperator(owner, name)
  const operator = await stage.openConsole(anna)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Кто это?')
  await operator.opens('Кто это?')
  await operator.answers('Это я')
  await visitor.sees('Это я')
  await visitor.window.getByRole('heading', { name: '<b>Анна</b>' }).waitFor()
  const cabinet = await stage.openCabinet(owner, '/cabinet/operators')
  await cabinet.sees('<b>Анна</b>')
})
