/** Something that the person at the keyboard can mend: one sentence, no stack. */
export class Refusal extends Error {}

/**
 * Runs a command's body: a `Refusal` becomes its sentence and exit code 1.
 * @param {() => Promise<void>} body
 */
export const run = async (body) => {
  try {
    await body()
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exit(1)
  }
}
