/** The account's back office and the start page of the server. */
import '../console/ui/base.css'
import '../console/ui/theme.ts'
import './cabinet.ts'
