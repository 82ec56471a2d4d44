/** Everything behind the sign-in: loaded when somebody is signed in. */
import './frame.ts'
import './pages/account.ts'
import './pages/first-steps.ts'
import './pages/not-found.ts'
import './pages/operators.ts'
import './pages/sessions.ts'
import './pages/site-code.ts'
import './sign-in-again.ts'
