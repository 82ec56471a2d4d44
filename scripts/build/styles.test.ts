import { expect, test } from 'vitest'
import { withTerseStyles } from './styles.mjs'

test('style sheets inside scripts lose what nobody reads; the script around them stays as it is', async () => {
  const script = `const a = css\`
    /* why */
    .box { color: red; max-height: \${tallest}px; }
    .box::before { content: '$1'; }
  \`
const b = /* css */ \`:host { margin: 0px }\`
const c = \`  untouched  \``
  expect(
    await withTerseStyles(script),
  ).toBe(`const a = css\`.box{color:red;max-height:\${tallest}px}.box:before{content:"$1"}\`
const b = /* css */ \`:host{margin:0}\`
const c = \`  untouched  \``)
})
