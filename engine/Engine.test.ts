/** The whole engine over real sockets: what the parts promise each other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  connect,
  console,
  type Frame,
  folder,
  type Running,
  register,
  remove,
  start,
  visit,
  visitorHello,
} from './Engine.testing.ts'
import { closeCodes, limits } from './protocol/client/limits.ts'
import { uuidv7 } from './protocol/client/uuidv7.ts'

let dataDir: string
let engine: Running
beforeAll(async () => {
  dataDir = folder()
  engine = await start(dataDir)
})
afterAll(async () => {
  await engine.stop()
  remove(dataDir)
})

let accounts = 0
const account = () => register(engine, `shop${++accounts}`)
const says = (text: string) => (event: Frame) => event.kind === 'MessageSent' && event.text === text

describe('a visitor and an operator', () => {
  it('talk, and both see the same order', async () => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest, welcome } = await visit(engine, owner.account)
    expect(welcome).toMatchObject({ number: 1, conversation: null, settings: { language: 'ru' } })
    expect(welcome.token).toMatch(/^[\w-]{22,}$/)

    const client = uuidv7()
    const ack = await guest.ask({ kind: 'send', client, text: 'Здравствуйте' })
    expect(ack.result).toMatchObject({ client })
    const { conversation } = ack.result
    const heard = await desk.entry(says('Здравствуйте'))
    expect(heard).toMatchObject({ conversation, seq: ack.result.seq })

    const answer = await desk.ask({ kind: 'send', conversation, client: uuidv7(), text: 'Чем помочь?' })
    expect(answer.result.seq).toBe(ack.result.seq + 1)
    await guest.entry(says('Чем помочь?'))
    expect(guest.texts).toEqual(['Здравствуйте', 'Чем помочь?'])
  })

  it('sees what is typed before it is sent, and that the other side types', async () => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest } = await visit(engine, owner.account)
    await guest.until((frame) => frame.kind === 'operator' && frame.operator !== null)
    guest.say({ kind: 'typing', text: 'Сколько ст' })
    const { conversation } = await desk.until((frame) => frame.kind === 'conversation')
    expect(conversation).toMatchObject({ state: 'draft', preview: 'Сколько ст', visitor: { number: 1 } })
    guest.say({ kind: 'typing', text: 'Сколько стоит' })
    await desk.until((frame) => frame.kind === 'preview' && frame.text === 'Сколько стоит')
    const { result } = await guest.ask({ kind: 'send', client: uuidv7(), text: 'Сколько стоит чай?' })
    expect(result.conversation).toBe(conversation.id)
    desk.say({ kind: 'typing', conversation: conversation.id, typing: true })
    await guest.until((frame) => frame.kind === 'typing' && frame.typing)
  })

  it('whoever is invited sees who invites, and talks with him after a yes', async () => {
    const owner = await account()
    const { origin } = engine
    const as = { cookie: owner.cookie, origin }
    const set = (method: string, path: string, type: string, body: string | Uint8Array<ArrayBuffer>) =>
      fetch(`${origin}/api/v1/settings/account${path}`, {
        method,
        headers: { ...as, 'content-type': type },
        body,
      })
    const named = { version: 0, values: { 'invitation.inviter': 'Чайный мастер' } }
    await set('PATCH', '', 'application/json', JSON.stringify(named))
    const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82])
    await set('PUT', '/pictures/invitation.photo', 'application/octet-stream', png)

    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest, welcome } = await visit(engine, owner.account)
    await guest.until((frame) => frame.kind === 'operator' && frame.operator !== null)
    const wanted = { kind: 'invite', visitor: welcome.visitor, text: 'Помочь?' }
    expect((await desk.ask(wanted)).result).toEqual({ done: true })
    const { invitation } = await guest.until((frame) => frame.kind === 'invitation')
    expect(invitation).toMatchObject({ text: 'Помочь?', name: 'Чайный мастер' })
    const photo = await fetch(origin + invitation.photo)
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await desk.ask(wanted)).code).toBe('pending')
    guest.say({ kind: 'invitation', id: invitation.id, did: 'seen' })
    guest.say({ kind: 'open', open: true })
    await guest.entry(says('Помочь?'))
    await desk.entry(says('Помочь?'))
    await guest.ask({ kind: 'send', client: uuidv7(), text: 'Да' })
    await desk.entry(says('Да'))
    expect(guest.texts).toEqual(['Помочь?', 'Да'])
  })

  it('who sends the same message twice gets the first ack, also after the conversation was closed', async () => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest, welcome } = await visit(engine, owner.account)
    const { line: tab } = await visit(engine, owner.account, { token: welcome.token })
    const message = { kind: 'send', client: uuidv7(), text: 'Раз' }
    const [first, second] = await Promise.all([guest.ask(message), tab.ask(message)])
    expect(second.result).toEqual(first.result)
    await desk.entry(says('Раз'))
    const { conversation } = first.result
    expect((await desk.ask({ kind: 'close', conversation })).result).toEqual({ done: true })
    const third = await guest.ask(message)
    expect(third.result).toEqual(first.result)
    const next = await guest.ask({ kind: 'send', client: uuidv7(), text: 'Два' })
    expect(next.result.conversation).not.toBe(conversation)
    await desk.entry(says('Два'))
    expect(desk.texts).toEqual(['Раз', 'Два'])
    expect(tab.texts).toEqual(['Раз', 'Два'])
  })

  it('hears that messages were delivered and seen, one event for many', async () => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest } = await visit(engine, owner.account)
    const { result } = await guest.ask({ kind: 'send', client: uuidv7(), text: 'Есть кто?' })
    const { conversation, seq } = result
    desk.say({ kind: 'delivered', conversation, seq })
    await guest.until((frame) => frame.event?.kind === 'Delivered' && frame.event.upTo === seq)
    desk.say({ kind: 'seen', conversation, seq })
    const seen = await guest.until((frame) => frame.event?.kind === 'Seen')
    expect(seen.event).toMatchObject({ side: 'operator', upTo: seq })
    // Beyond what exists, and backwards: nothing happens.
    desk.say({ kind: 'seen', conversation, seq: seq + 1_000 })
    desk.say({ kind: 'seen', conversation, seq: 1 })
    await guest.ask({ kind: 'send', client: uuidv7(), text: 'Спасибо' })
    expect(guest.heard.filter((frame) => frame.event?.kind === 'Seen')).toHaveLength(1)
  })

  it('resume exactly what was missed, and get a snapshot after another epoch', async () => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest, welcome } = await visit(engine, owner.account)
    const { result } = await guest.ask({ kind: 'send', client: uuidv7(), text: 'Раз' })
    const { conversation, seq } = result
    guest.close()
    await desk.ask({ kind: 'send', conversation, client: uuidv7(), text: 'Два' })
    const { token, epoch } = welcome
    const back = await visit(engine, owner.account, { token, epoch, position: { conversation, seq } })
    const resumed = await back.line.until((frame) => frame.kind === 'conversation')
    expect(resumed.reset).toBe(false)
    expect(resumed.entries.map((entry: Frame) => entry.event.text)).toEqual(['Два'])
    const other = await visit(engine, owner.account, {
      token,
      epoch: 'another',
      position: { conversation, seq },
    })
    const snapshot = await other.line.until((frame) => frame.kind === 'conversation')
    expect(snapshot.reset).toBe(true)
    expect(snapshot.entries.filter((entry: Frame) => entry.event.kind === 'MessageSent')).toHaveLength(2)
    expect(other.welcome).toMatchObject({ visitor: welcome.visitor, token: null, conversation })
  })

  it('are one visitor in two tabs that bring the same new token at once, and keep a message sent from both once', async () => {
    const owner = await account()
    const token = 'a-token-that-no-engine-has-known'
    const tabs = await Promise.all([1, 2].map(() => visit(engine, owner.account, { token })))
    const [one, other] = tabs.map(({ welcome }) => welcome)
    expect(one!.visitor).toBe(other!.visitor)
    const client = uuidv7()
    const acks = await Promise.all(tabs.map(({ line }) => line.ask({ kind: 'send', client, text: 'Раз' })))
    expect(acks[0]!.result).toEqual(acks[1]!.result)
  })

  it('find each other when the visitor wrote while nobody was there', async () => {
    const owner = await account()
    const { line: guest, welcome } = await visit(engine, owner.account)
    expect(welcome).toMatchObject({ online: false, operator: null })
    await guest.ask({ kind: 'send', client: uuidv7(), text: 'Есть кто?' })
    const { line: desk } = await console(engine, owner.cookie)
    const { conversation } = await desk.until((frame) => frame.kind === 'conversation')
    expect(conversation).toMatchObject({ state: 'open', unread: 1, last: { text: 'Есть кто?' } })
    await guest.until((frame) => frame.kind === 'operator' && frame.operator?.id === owner.operator)
  })

  it('two consoles of one operator stay in step', async () => {
    const owner = await account()
    const { line: one } = await console(engine, owner.cookie)
    const { line: two } = await console(engine, owner.cookie)
    const { line: guest } = await visit(engine, owner.account)
    const { result } = await guest.ask({ kind: 'send', client: uuidv7(), text: 'Раз' })
    await one.entry(says('Раз'))
    await one.ask({ kind: 'send', conversation: result.conversation, client: uuidv7(), text: 'Два' })
    await two.entry(says('Два'))
    expect(two.texts).toEqual(['Раз', 'Два'])
    await two.ask({ kind: 'close', conversation: result.conversation })
    await one.until((frame) => frame.kind === 'removed' && frame.conversation === result.conversation)
  })

  it('show the pages that the visitor goes to', async () => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest } = await visit(engine, owner.account)
    await guest.ask({ kind: 'send', client: uuidv7(), text: 'Раз' })
    guest.say({ kind: 'page', page: { url: 'https://shop.example/coffee', title: 'Coffee' } })
    const moved = await desk.until((frame) => frame.event?.kind === 'VisitorMoved')
    expect(moved.event.page).toEqual({ url: 'https://shop.example/coffee', title: 'Coffee' })
    await desk.until((frame) => frame.kind === 'presence' && frame.presence.page.title === 'Coffee')
  })
})

describe('history', () => {
  it('goes back over earlier conversations, page by page', async () => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest } = await visit(engine, owner.account)
    for (const text of ['Раз', 'Два']) {
      const { result } = await guest.ask({ kind: 'send', client: uuidv7(), text })
      await desk.entry(says(text))
      await desk.ask({ kind: 'close', conversation: result.conversation })
    }
    const texts: Array<string> = []
    let before = null
    for (let more = true; more; ) {
      const { result } = await guest.ask({ kind: 'history', before, limit: 2 })
      const messages = result.entries.filter((entry: Frame) => entry.event.kind === 'MessageSent')
      texts.unshift(...messages.map((entry: Frame) => entry.event.text))
      const [oldest] = result.entries
      before = oldest === undefined ? null : { conversation: oldest.conversation, seq: oldest.seq }
      more = result.more
    }
    expect(texts).toEqual(['Раз', 'Два'])
  })
})

describe('bad input', () => {
  const raw = () => connect(`ws://127.0.0.1:${engine.port}/ws/visitor`)

  it.each([
    ['not JSON', 'Hallo', closeCodes.badFrame],
    ['an unknown kind', '{"kind":"dance"}', closeCodes.badFrame],
    ['no object', '[1,2,3]', closeCodes.badFrame],
    ['null', 'null', closeCodes.badFrame],
    ['a frame before hello', '{"kind":"typing","text":"x"}', closeCodes.badHello],
    [
      'an unknown account',
      JSON.stringify({ ref: 1, ...visitorHello('nobody-here') }),
      closeCodes.unknownAccount,
    ],
    ['another protocol', JSON.stringify({ ref: 1, ...visitorHello('x'), version: 99 }), closeCodes.upgrade],
    ['65 KB', `"${'x'.repeat(limits.frameBytes)}"`, closeCodes.badFrame],
  ])('%s closes the socket with its code', async (_name, text, code) => {
    const line = await raw()
    line.say(text)
    expect(await line.closed()).toBe(code)
  })

  it('10 MB and binary frames close the socket, and the others do not notice', async () => {
    const owner = await account()
    const { line: guest } = await visit(engine, owner.account)
    const huge = await raw()
    huge.say('x'.repeat(10 * 1024 * 1024))
    expect(await huge.closed()).toBeGreaterThan(0)
    const binary = await raw()
    binary.socket.send(new Uint8Array([1, 2, 3]))
    expect(await binary.closed()).toBe(closeCodes.badFrame)
    expect((await guest.ask({ kind: 'send', client: uuidv7(), text: 'Слышно?' })).kind).toBe('reply')
  })

  it('10,000 frames at once close the socket that sent them', async () => {
    const owner = await account()
    const { line: noisy } = await visit(engine, owner.account)
    for (let i = 0; i < 10_000; i++) noisy.say({ kind: 'typing', text: String(i) })
    expect(await noisy.closed()).toBe(closeCodes.rate)
  })

  it.each([
    ['wrong types', { kind: 'send', client: 7, text: {} }, 'invalid'],
    ['an empty text', { kind: 'send', client: uuidv7(), text: '' }, 'invalid'],
    ['only white space', { kind: 'send', client: uuidv7(), text: ' \n\u200b ' }, 'empty'],
    [
      'a long text',
      { kind: 'send', client: uuidv7(), text: 'x'.repeat(limits.messageLength + 1) },
      'invalid',
    ],
  ])('%s are refused, and the socket stays', async (_name, frame, code) => {
    const owner = await account()
    const { line: guest } = await visit(engine, owner.account)
    expect(await guest.ask(frame)).toMatchObject({ kind: 'error', code })
    expect((await guest.ask({ kind: 'send', client: uuidv7(), text: 'Слышно?' })).kind).toBe('reply')
  })

  it.each([
    '<script>alert(1)</script>',
    '\u202egnp.exe',
    'a\u0301'.repeat(5_000),
    '👩‍👩‍👧‍👦',
    'a\u0000b',
    '\ud800',
  ])('the text %j comes through as it is', async (text) => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest } = await visit(engine, owner.account)
    await guest.ask({ kind: 'send', client: uuidv7(), text })
    const heard = await desk.entry((event) => event.kind === 'MessageSent')
    // A lone half of a pair is no text; JSON carries it escaped and everything else as it is.
    expect(heard.event.text).toBe(text)
  })
})

describe('rights', () => {
  it("another account's ids are answered like unknown ones", async () => {
    const ours = await account()
    const theirs = await account()
    const { line: guest, welcome } = await visit(engine, theirs.account)
    const { line: theirDesk } = await console(engine, theirs.cookie)
    const { result } = await guest.ask({ kind: 'send', client: uuidv7(), text: 'Секрет' })
    await theirDesk.until((frame) => frame.kind === 'conversation')
    const { line: desk } = await console(engine, ours.cookie)
    const { line: stranger } = await visit(engine, ours.account)
    for (const conversation of [result.conversation, uuidv7()]) {
      const send = { kind: 'send', conversation, client: uuidv7(), text: 'x' }
      expect(await desk.ask(send)).toMatchObject({ kind: 'error', code: 'unknown' })
      expect(await desk.ask({ kind: 'close', conversation })).toMatchObject({ code: 'unknown' })
      const page = await stranger.ask({ kind: 'history', before: { conversation, seq: 100 }, limit: 10 })
      expect(page.result.entries).toEqual([])
    }
    for (const visitor of [welcome.visitor, uuidv7()]) {
      for (const frame of [
        { kind: 'history', visitor, before: null, limit: 10 },
        { kind: 'visitor', visitor },
        { kind: 'comment', visitor, comment: uuidv7(), text: 'x' },
        { kind: 'open', visitor },
        { kind: 'take', visitor, from: null },
      ]) {
        expect(await desk.ask(frame)).toMatchObject({ kind: 'error', code: 'unknown' })
      }
    }
    for (const line of [desk, stranger]) {
      line.say({ kind: 'seen', conversation: result.conversation, seq: result.seq })
      line.say({ kind: 'delivered', conversation: result.conversation, seq: result.seq })
    }
    const { line: again } = await visit(engine, ours.account, { token: 'x'.repeat(32) })
    expect(again.heard[0].result.number).toBe(2)
    expect(theirDesk.texts.concat(guest.texts)).not.toContain('x')
    expect(theirDesk.heard.filter((frame) => frame.event?.kind === 'Seen')).toEqual([])
  })

  it('a token of one account is nothing in another', async () => {
    const ours = await account()
    const theirs = await account()
    const { welcome } = await visit(engine, theirs.account)
    const crossed = await visit(engine, ours.account, { token: welcome.token })
    expect(crossed.welcome.visitor).not.toBe(welcome.visitor)
    expect(crossed.welcome.token).not.toBeNull()
  })

  it('a console without a session is told to sign in, one from another site is not let in', async () => {
    const owner = await account()
    const url = `ws://127.0.0.1:${engine.port}/ws/operator`
    const hello = {
      kind: 'hello',
      version: 1,
      console: uuidv7(),
      status: 'online',
      epoch: null,
      positions: [],
    }
    const nobody = await connect(url, { origin: engine.origin })
    nobody.say({ ref: 1, ...hello })
    expect(await nobody.closed()).toBe(closeCodes.signedOut)
    await expect(connect(url, { cookie: owner.cookie, origin: 'https://evil.example' })).rejects.toThrow()
  })

  it('a session that ends closes its consoles, and no others', async () => {
    const owner = await account()
    const { line: desk } = await console(engine, owner.cookie)
    const response = await fetch(`${engine.origin}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: engine.origin },
      body: JSON.stringify({ login: owner.account, password: 'correct horse' }),
    })
    const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!
    const { line: other } = await console(engine, cookie)
    await fetch(`${engine.origin}/api/v1/session`, {
      method: 'DELETE',
      headers: { cookie, origin: engine.origin },
    })
    expect(await other.closed()).toBe(closeCodes.signedOut)
    expect((await desk.ask({ kind: 'status', status: 'offline' })).result).toEqual({ done: true })
  })
})

describe('a restart', () => {
  it('loses nothing that was acknowledged, and both sides go on where they were', async () => {
    const path = folder()
    let running = await start(path)
    const owner = await register(running, 'restarted')
    const first = await console(running, owner.cookie)
    const guest = await visit(running, owner.account)
    const { result } = await guest.line.ask({ kind: 'send', client: uuidv7(), text: 'Раз' })
    await first.line.entry(says('Раз'))
    const closed = Promise.all([guest.line.closed(), first.line.closed()])
    await running.stop()
    expect(await closed).toEqual([closeCodes.restart, closeCodes.restart])

    running = await start(path)
    const { token, epoch } = guest.welcome
    const position = { conversation: result.conversation, seq: result.seq }
    const back = await visit(running, owner.account, { token, epoch, position })
    expect(back.welcome).toMatchObject({ epoch, number: 1, conversation: result.conversation })
    const desk = await console(running, owner.cookie)
    expect(desk.welcome.conversations).toEqual([result.conversation])
    await desk.line.until((frame) => frame.kind === 'conversation')
    const next = await back.line.ask({ kind: 'send', client: uuidv7(), text: 'Два' })
    expect(next.result.conversation).toBe(result.conversation)
    await desk.line.entry(says('Два'))
    await running.stop()
    remove(path)
  })
})

describe('metrics', () => {
  it('are for this machine, and count what happened', async () => {
    const owner = await account()
    const { line: guest } = await visit(engine, owner.account)
    await guest.ask({ kind: 'send', client: uuidv7(), text: 'Раз' })
    const scraped = await fetch(`${engine.origin}/metrics`)
    expect(scraped.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const text = await scraped.text()
    expect(text).toMatch(/^redhelper_up 1$/m)
    expect(Number(/^redhelper_messages_total\{side="visitor"\} (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0)
    expect(Number(/^redhelper_sockets\{side="visitor"\} (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0)
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) redhelper_\w+ .+|redhelper_\w+(\{\w+="[\w.]+"\})? [\d.e+-]+)$/)
    }
    // One kind of metric after the other, each explained once; what counts up says so, and nothing else does.
    const names = [...text.matchAll(/^# HELP (\w+) .+\n# TYPE (\w+) (counter|gauge)$/gm)]
    expect(new Set(names.map(([, help]) => help)).size).toBe(names.length)
    for (const [, help, name, type] of names) {
      expect([help, type === 'counter']).toEqual([name, name!.endsWith('_total')])
    }
    const sampled = text.split('\n').filter((line) => /^\w/.test(line))
    const order = sampled.map((line) => names.findIndex(([, name]) => name === line.split(/[{ ]/)[0]))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order[0]).toBe(0)
    const proxied = await fetch(`${engine.origin}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } })
    expect(proxied.status).toBe(403)
  })
})
