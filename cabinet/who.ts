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

  signedIn(me: Me): void {
    this.me = me
    this.left = false
    // The account's language is the administrator's choice; an operator's own choice in this browser goes first.
    setLanguage(me.administrator ? me.language : (chosenLanguage() ?? me.language))
    this.#changed()
  }

  signedOut(): void {
    this.me = null
    this.#changed()
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

  #changed(): void {
    for (const host of this.#hosts) host.requestUpdate()
  }
}

export const who = new Who()
api.signedOut = () => who.signedOut()
