/**
 * The HTTP API: definitions only, a file for each group; handlers are in `engine/http`. Browsers import it as types;
 * OpenAPI at `/api/openapi.json` comes from it.
 */
import { HttpApi, OpenApi } from 'effect/http-api'
import { account } from './account.ts'
import { accounts } from './accounts.ts'
import { bans } from './bans.ts'
import { closing } from './closing.ts'
import { departments } from './departments.ts'
import { installation } from './installation.ts'
import { instance } from './instance.ts'
import { instanceMail } from './instanceMail.ts'
import { letters } from './letters.ts'
import { me } from './me.ts'
import { operators } from './operators.ts'
import { passwordReset } from './passwordReset.ts'
import { requests } from './requests.ts'
import { routing } from './routing.ts'
import { secondFactor } from './secondFactor.ts'
import { settings } from './settings.ts'
import { sites } from './sites.ts'
import { visitors } from './visitors.ts'

export class Api extends HttpApi.make('redhelper')
  .add(
    accounts,
    me,
    closing,
    operators,
    sites,
    departments,
    visitors,
    bans,
    settings,
    routing,
    passwordReset,
    account,
    letters,
    requests,
    instance,
    instanceMail,
    installation,
    secondFactor,
  )
  .prefix('/api/v1')
  .annotateMerge(OpenApi.annotations({ title: 'RedHelper', version: '1' })) {}
