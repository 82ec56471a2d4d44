import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { looksAway, looksBack } from './looking.ts'

type StatusWord = 'В сети' | 'Перерыв' | '2-я линия' | 'Не в сети'

/** An operator in front of a console; verbs do, `sees…` waits until it is so. */
export class Operator {
  constructor(readonly page: Page) {}

  get list(): Locator {
    return this.page.getByRole('listbox', { name: 'Список диалогов' })
  }
  get rows(): Locator {
    return this.list.getByRole('option')
  }
  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Сообщение посетителю' })
  }
  /** The table of visitors (H3). */
  get visitors(): Locator {
    return this.page.getByRole('grid', { name: 'Таблица посетителей' })
  }
  /** The dialogue that is open. */
  get dialogue(): Locator {
    return this.page.locator('rh-dialogue')
  }

  /** The console is up and its operator online. */
  async seesHimselfOnline(): Promise<void> {
    await this.seesStatus('В сети')
    await this.page.getByText('Подключаемся…').waitFor({ state: 'hidden' })
  }

  async chooses(status: StatusWord): Promise<void> {
    await this.page.getByRole('button', { name: status, exact: true }).click()
    await this.seesStatus(status)
  }
  async seesStatus(status: StatusWord): Promise<void> {
    await this.page.getByRole('button', { name: status, exact: true, pressed: true }).waitFor()
  }

  /** A dialogue whose row in the list says this (the visitor's number, the last words, what is being typed). */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text })
  }

  async opens(text: string | RegExp): Promise<void> {
    await this.row(text).first().click()
    await this.composer.waitFor()
  }

  async types(text: string): Promise<void> {
    await this.composer.pressSequentially(text)
  }

  async answers(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
    await this.sees(text)
  }

  /** In the open dialogue. */
  async sees(text: string): Promise<void> {
    await this.dialogue.locator('.bubble').getByText(text, { exact: true }).last().waitFor()
  }

  /** Between the messages: who came, where to, who left (H8). */
  async seesNote(text: string): Promise<void> {
    await this.dialogue.locator('.service').filter({ hasText: text }).last().waitFor()
  }

  /** So many visitors stand in this group of the table. */
  async seesVisitors(group: string, count: number): Promise<void> {
    const name = new RegExp(`^${group} ${count}(?!\\d)`)
    await this.visitors.getByRole('button', { name }).waitFor({ timeout: 25_000 })
  }

  /** From the table, by a click on his number (H4); `text`: what his row says. */
  async entersDialogueOf(text: string | RegExp): Promise<void> {
    await this.page.keyboard.press('Alt+v')
    await this.visitors
      .getByRole('row')
      .filter({ hasText: text })
      .getByRole('button', { name: /^\d+$/ })
      .click()
  }

  /** In the table; `text`: what his row says. */
  visitor(text: string | RegExp): Locator {
    return this.visitors.getByRole('row').filter({ hasText: text })
  }
  /** What a right click on a visitor's row offers. */
  async choosesFor(text: string | RegExp, deed: string | RegExp): Promise<void> {
    await this.visitor(text).click({ button: 'right' })
    await this.page.getByRole('menuitem', { name: deed }).click()
  }
  /** The card of a visitor of the table. */
  get card(): Locator {
    return this.page.locator('rh-visitor-card')
  }

  /** Above the list: how many wait. */
  async seesQueue(words: string): Promise<void> {
    await this.page.locator('rh-dialogue-list .queue').filter({ hasText: words }).waitFor()
  }

  async closesDialogue(): Promise<void> {
    await this.dialogue.getByRole('button', { name: 'Закрыть', exact: true }).click()
  }

  /** By keyboard: who it goes to is found by name. */
  async transfersTo(name: string, comment: string): Promise<void> {
    await this.page.keyboard.press('Alt+t')
    await this.page.getByRole('searchbox', { name: /^Найти/ }).fill(name)
    await this.page.getByRole('textbox', { name: 'Комментарий для коллеги' }).fill(comment)
    await this.page.keyboard.press('Control+Enter')
  }

  /** Words that the visitor has not sent yet (G2). */
  async seesPreview(text: string): Promise<void> {
    await this.dialogue.locator('.ghost .bubble').filter({ hasText: text }).waitFor()
  }

  /** The mark of the newest answer. */
  async seesMark(
    mark: 'отправляется' | 'не отправлено' | 'отправлено' | 'доставлено' | 'прочитано',
  ): Promise<void> {
    await this.dialogue.locator('.group.operator').last().getByTitle(mark, { exact: true }).waitFor()
  }

  /** The tab's title, once it is so. */
  async seesTitle(title: string | RegExp): Promise<void> {
    await expect.poll(() => this.page.title(), { timeout: 10_000 }).toMatch(title)
  }

  /** Everything that was said in the open dialogue, in its order. */
  async texts(): Promise<string[]> {
    return this.dialogue.locator('.group:not(.ghost) .bubble').allInnerTexts()
  }

  /** Exactly this was said, in this order, and nothing twice. */
  async seesAll(texts: ReadonlyArray<string>): Promise<void> {
    await expect.poll(() => this.texts(), { timeout: 20_000 }).toEqual(texts)
  }

  /** From now on `notices` tells what the operating system was asked to show. */
  async keepsNotices(): Promise<void> {
    await this.page.evaluate(() => {
      const shown: string[] = []
      Object.assign(window, { shown })
      window.Notification = class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options)
          shown.push(`${title}: ${options?.body}`)
        }
      }
    })
  }
  async notices(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { shown: string[] }).shown)
  }

  looksAway = (): Promise<void> => looksAway(this.page)
  looksBack = (): Promise<void> => looksBack(this.page)
}
