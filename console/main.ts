/** The operator's workplace. */
import './ui/base.css'
import './console.css'
import './ui/theme.ts'
import './elements/console.ts'
import { shell } from './app/Shell.ts'

shell.start()
