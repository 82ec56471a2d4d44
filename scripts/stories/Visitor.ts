import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** A visitor in front of a page with the widget; verbs do, `sees…` waits until it is so. */
export class Visitor {
  constructor(readonly page: Page) {}

  get widget(): Locator {
    return this.page.locator('redhelper-widget')
  }
  get launcher(): Locator {
    return this.widget.getByRole('button', { name: 'Задать вопрос' })
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

  /** The bubble that asks whether he wants to talk. */
  get invitation(): Locator {
    return this.page.getByRole('region', { name: 'Приглашение в чат' })
  }
  async seesInvitation(text: string): Promise<void> {
    await this.invitation.getByText(text, { exact: true }).waitFor()
  }
  async accepts(): Promise<void> {
    await this.page.getByRole('button', { name: 'Да, есть вопрос' }).click()
    await this.composer.waitFor()
  }
  async declines(): Promise<void> {
    await this.page.getByRole('button', { name: 'Нет, спасибо' }).click()
    await this.invitation.waitFor({ state: 'hidden' })
  }

  async opensChat(): Promise<void> {
    await this.launcher.click()
    await this.composer.waitFor()
  }

  // ── forms (C7, C8) ────────────────────────────────────────────────────────────────────────────────────
  /** The window, with the form in the place of the chat. */
  async opensForm(): Promise<void> {
    await this.launcher.click()
    await this.form.waitFor()
  }
  get form(): Locator {
    return this.window.locator('redhelper-form form')
  }
  /** Among the messages, down to its button. */
  async seesWholeForm(): Promise<void> {
    const below = () =>
      this.form.evaluate((form) => {
        const { host } = form.getRootNode() as ShadowRoot
        const list = host.closest('.scroller')!
        return form.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom
      })
    await expect.poll(below, { timeout: 15_000 }).toBeLessThanOrEqual(0)
  }
  field(label: string): Locator {
    return this.form.getByLabel(label, { exact: false })
  }
  button(name: string): Locator {
    return this.window.locator('redhelper-form, redhelper-rating').getByRole('button', { name, exact: true })
  }
  async fills(values: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await this.field(label).fill(value)
  }
  async agrees(): Promise<void> {
    await this.form.getByRole('checkbox').check()
  }
  async seesForm(title: string): Promise<void> {
    await this.window.getByRole('heading', { name: title }).waitFor()
    await this.form.waitFor()
    await this.composer.waitFor({ state: 'hidden' })
  }
  async seesInForm(text: string): Promise<void> {
    await this.window.locator('redhelper-form').getByText(text).first().waitFor()
  }
  async seesDraft(text: string): Promise<void> {
    await expect.poll(() => this.composer.inputValue(), { timeout: 15_000 }).toBe(text)
  }
  /** What the engine says in the dialogue by itself. */
  async seesNote(text: string): Promise<void> {
    await this.messages.locator('.note').getByText(text, { exact: true }).last().waitFor({ timeout: 20_000 })
  }

  /** C5. */
  async rates(stars: number, comment: string): Promise<void> {
    const rating = this.window.locator('redhelper-rating')
    await rating
      .locator('.star')
      .nth(stars - 1)
      .click()
    await rating.getByRole('textbox').fill(comment)
    await this.button('Отправить').click()
  }
  /** Until the page is loaded anew nothing that is sent arrives, as on a network that has just gone. */
  async losesWhatIsSent(): Promise<void> {
    await this.page.evaluate(() => {
      WebSocket.prototype.send = () => {}
    })
  }
  /** The page is gone before any answer can come. */
  async pressesAndReloads(name: string): Promise<void> {
    await this.button(name).evaluate((button: HTMLElement) => {
      button.click()
      location.reload()
    })
    await this.page.waitForLoadState('domcontentloaded')
  }

  /** In the line under the talk. */
  offer(name: string): Locator {
    return this.window.locator('.department').getByRole('button', { name, exact: true })
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

  /** Everything that was said, in its order. */
  async texts(): Promise<string[]> {
    return this.messages.locator('.words').allInnerTexts()
  }

  /** Exactly this was said, in this order, and nothing twice. */
  async seesAll(texts: ReadonlyArray<string>): Promise<void> {
    await expect.poll(() => this.texts(), { timeout: 20_000 }).toEqual(texts)
  }

  /** The mark under the newest of the visitor's own messages. */
  async seesMark(
    mark: 'Отправляется…' | 'Отправлено' | 'Доставлено' | 'Прочитано' | 'Не отправлено',
  ): Promise<void> {
    await this.messages.locator('.row.ours').last().getByText(mark).first().waitFor()
  }

  async seesOperatorTyping(): Promise<void> {
    await this.messages.getByRole('img', { name: 'печатает' }).waitFor()
  }

  /** Among those that may be chosen. */
  department(name: string): Locator {
    return this.window.getByRole('group', { name: 'Кому написать?' }).getByRole('button', { name })
  }
  async seesDepartment(name: string, state: 'На связи' | 'Не на связи'): Promise<void> {
    await this.department(name).getByText(state, { exact: true }).waitFor()
  }
  async chooses(name: string): Promise<void> {
    await this.department(name).click()
    await this.composer.waitFor()
  }

  /** In the queue. */
  async seesPlace(words: string): Promise<void> {
    await this.window.locator('.queue').filter({ hasText: words }).waitFor({ timeout: 20_000 })
  }
  async seesNoQueue(): Promise<void> {
    await this.window.locator('.queue').waitFor({ state: 'detached' })
  }

  /** The number on the launcher. */
  async seesUnread(count: number): Promise<void> {
    await this.launcher.getByText(String(count), { exact: true }).waitFor()
  }

  /** Follows a link of the site: Главная, Каталог, Доставка. */
  async follows(link: string): Promise<void> {
    await this.page.getByRole('link', { name: link, exact: true }).click()
    await this.page.waitForLoadState('domcontentloaded')
  }
}
