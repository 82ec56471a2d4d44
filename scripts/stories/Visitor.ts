import type { Locator, Page } from 'playwright-core'

/** A visitor in front of a page with the widget; verbs do, `sees…` waits until it is so. */
export class Visitor {
  constructor(readonly page: Page) {}

  get launcher(): Locator {
    return this.page.locator('redhelper-widget').getByRole('button', { name: 'Задать вопрос' })
  }
  get window(): Locator {
    return this.page.getByRole('dialog', { name: 'Чат с оператором' })
  }
  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Ваше сообщение' })
  }
  /** The transcript. */
  get messages(): Locator {
    return this.page.getByRole('log', { name: 'Сообщения' })
  }

  async opensChat(): Promise<void> {
    await this.launcher.click()
    await this.composer.waitFor()
  }

  async closesChat(): Promise<void> {
    await this.page.getByRole('button', { name: 'Свернуть чат' }).click()
    await this.composer.waitFor({ state: 'hidden' })
  }

  /** Types without sending, as fingers do. */
  async types(text: string): Promise<void> {
    await this.composer.pressSequentially(text)
  }

  async sends(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
    await this.sees(text)
  }

  async sees(text: string): Promise<void> {
    await this.messages.getByText(text, { exact: true }).last().waitFor()
  }

  /** How often a text stands in the transcript. */
  async count(text: string): Promise<number> {
    return this.messages.getByText(text, { exact: true }).count()
  }

  /** The mark under the newest of the visitor's own messages. */
  async seesMark(
    mark: 'Отправляется…' | 'Отправлено' | 'Доставлено' | 'Просмотрено' | 'Не отправлено',
  ): Promise<void> {
    await this.messages.locator('.row.ours').last().getByText(mark).first().waitFor()
  }

  async seesOperatorTyping(): Promise<void> {
    await this.messages.getByRole('img', { name: 'печатает' }).waitFor()
  }

  /** Follows a link of the site: Главная, Каталог, Доставка. */
  async follows(link: string): Promise<void> {
    await this.page.getByRole('link', { name: link }).click()
    await this.page.waitForLoadState('domcontentloaded')
  }

  /** The browser's back button. A page from the back/forward cache is not loaded: no load event comes. */
  async goesBack(): Promise<void> {
    await this.page.goBack({ waitUntil: 'commit' })
  }
}
