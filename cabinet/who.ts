/** Who is signed in here: asked once at the start, then kept in step with what the pages do. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { api, type Failure, failureOf, type Me } from '../console/ui/api.ts'
import { chosenLanguage, setLanguage } from '../console/ui/i18n.ts'

class Who {
  /** undefined: not known yet; null: nobody. */
  me: Me | null | undefined
  /** Why it is not known. */
  failure: Failure | undefined
  /** The person signed out by themselves, so whoever comes next begins at the beginning. */
  left = false
  /** The session ended under somebody's hands: their page stays as it is until they sign in again. */
  over = false
  readonly #waiting = new Set<(signedIn: boolean) => void>()
  readonly #hosts = new Set<ReactiveControllerHost>()

  async ask(): Promise<void> {
    this.failure = undefined
    try {
      this.signedIn(await api.me())
    } catch (error) {
      const failure = failureOf(error)
      if (failure._tag === 'Unauthorized') this.signedOut()
      else {
        this.failure = failure
        this.#changed()
      }
    }
  }

  /** Has anything changed elsewhere: another tariff, a new name? What cannot be asked now is asked next time. */
  async look(): Promise<void> {
    const { me } = this
    if (!me || this.over || this.left) return
    const now = await api.me().catch(() => undefined)
    // What was changed here meanwhile is newer than the answer.
    if (now === undefined || this.me !== me || JSON.stringify(now) === JSON.stringify(me)) return
    this.me = now
    this.#changed()
  }

  signedIn(me: Me): void {
    this.me = me
    this.left = false
    this.#goOn(true)
    // The account's language is the administrator's choice; an operator's own choice in this browser goes first.
    setLanguage(me.administrator ? me.language : (chosenLanguage() ?? me.language))
    this.#changed()
  }

  signedOut(): void {
    this.me = null
    this.#goOn(false)
    this.#changed()
  }

  /** The engine says that the session is over. Somebody at work is asked to sign in again; true: they did. */
  ended(): Promise<boolean> | undefined {
    if (!this.me || this.left) {
      this.signedOut()
      return undefined
    }
    this.over = true
    this.#changed()
    return new Promise((resolve) => this.#waiting.add(resolve))
  }

  /** What the person changed about themselves. */
  update(changes: Partial<Me>): void {
    if (this.me) this.me = { ...this.me, ...changes }
    this.#changed()
  }

  watch(host: ReactiveControllerHost): ReactiveController {
    const controller = {
      hostConnected: () => void this.#hosts.add(host),
      hostDisconnected: () => void this.#hosts.delete(host),
    }
    host.addController(controller)
    return controller
  }

  #goOn(signedIn: boolean): void {
    this.over = false
    for (const go of this.#waiting) go(signedIn)
    this.#waiting.clear()
  }

  #changed(): void {
    for (const host of this.#hosts) host.requestUpdate()
  }
}

export const who = new Who()
api.signedOut = () => who.ended()
