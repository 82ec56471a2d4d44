import type { Locator, Page } from 'playwright-core'

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
  /** The transcript of the dialogue that is open. */
  get dialogue(): Locator {
    return this.page.locator('rh-dialogue')
  }

  /** The console is up and its operator online. */
  async seesHimselfOnline(): Promise<void> {
    await this.page
      .getByRole('button', { name: /В сети/ })
      .first()
      .waitFor()
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
    await this.dialogue.getByText(text, { exact: true }).last().waitFor()
  }

  async count(text: string): Promise<number> {
    return this.dialogue.getByText(text, { exact: true }).count()
  }
}
