import type { Locator, Page } from 'playwright-core'
import { Operator } from './Operator.ts'
import { Visitor } from './Visitor.ts'

/** Somebody on the start page and in the cabinet. */
export class Owner {
  constructor(readonly page: Page) {}

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true })
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async fills(values: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await this.field(label).fill(value)
  }

  async registers(login: string, password = 'correct horse battery'): Promise<void> {
    await this.fills({ 'E-mail': `${login}@example.com`, Логин: login, Пароль: password })
    await this.button('Зарегистрироваться').click()
    await this.seesPage('Первые шаги')
  }

  /** To a page of the cabinet, by the navigation. */
  async goesTo(section: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Разделы кабинета' })
      .getByRole('link', { name: section })
      .click()
    await this.seesPage(section)
  }

  async seesPage(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor()
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  async opensConsole(): Promise<Operator> {
    const operator = new Operator(await this.#opens('Открыть консоль'))
    await operator.seesHimselfOnline()
    return operator
  }

  async opensTestPage(): Promise<Visitor> {
    return new Visitor(await this.#opens('Открыть тестовую страницу'))
  }

  async #opens(link: string): Promise<Page> {
    const opened = this.page.waitForEvent('popup')
    await this.page.getByRole('link', { name: link }).click()
    return opened
  }
}
