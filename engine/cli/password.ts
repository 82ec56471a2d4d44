import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** One line of standard input: never an argument, which every user of the machine can see. */
export const readPassword = async (): Promise<string> => {
  const terminal = process.stdin.isTTY === true
  // On a terminal what is typed is not shown.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (terminal) process.stderr.write('Password: ')
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal })
  for await (const line of lines) {
    lines.close()
    if (terminal) process.stderr.write('\n')
    return line
  }
  return ''
}
