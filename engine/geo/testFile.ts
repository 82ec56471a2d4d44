/** Writes a small file of MaxMind's format, for tests: entries by IPv4 network. */

type Value = string | number | ReadonlyArray<string> | { readonly [key: string]: Value }

/** `networks`: entries by CIDR; none within another. */
export const mmdb = (databaseType: string, networks: Readonly<Record<string, Value>>): Buffer => {
  type Node = [Node | number | null, Node | number | null]
  const top: Node = [null, null]
  const data: Array<Buffer> = []
  let dataSize = 0
  const keep = (value: Value): number => {
    const at = dataSize
    data.push(encode(value))
    dataSize += data.at(-1)!.length
    return at
  }
  for (const [cidr, value] of Object.entries(networks)) {
    const [address = '', bits = '32'] = cidr.split('/')
    const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    let node = top
    for (let bit = 0; bit < Number(bits); bit++) {
      const side = Math.floor(number / 2 ** (31 - bit)) % 2 === 1 ? 1 : 0
      if (bit === Number(bits) - 1) node[side] = keep(value)
      else node = (node[side] ??= [null, null]) as Node
    }
  }
  const nodes: Array<Node> = []
  const number = (node: Node): void => {
    nodes.push(node)
    for (const side of node) if (Array.isArray(side)) number(side)
  }
  number(top)
  const tree = Buffer.alloc(nodes.length * 6)
  nodes.forEach((node, i) => {
    node.forEach((side, half) => {
      const record = Array.isArray(side)
        ? nodes.indexOf(side)
        : nodes.length + (side === null ? 0 : 16 + side)
      tree.writeUIntBE(record, i * 6 + half * 3, 3)
    })
  })
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: databaseType,
    description: {},
    ip_version: 4,
    languages: [],
    node_count: nodes.length,
    record_size: 24,
  })
  const mark = Buffer.from('\u00ab\u00cd\u00efMaxMind.com', 'latin1')
  return Buffer.concat([tree, Buffer.alloc(16), ...data, mark, metadata])
}

const encode = (value: Value): Buffer => {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([control(2, bytes.length), bytes])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)])
  const pairs = Object.entries(value).flatMap(([key, inner]) => [encode(key), encode(inner as Value)])
  return Buffer.concat([control(7, pairs.length / 2), ...pairs])
}

/** Types up to 7 stand in the first byte, later ones in a second. */
const control = (type: number, size: number): Buffer => {
  if (size > 28) throw new Error('longer than a test needs')
  return type <= 7 ? Buffer.from([(type << 5) | size]) : Buffer.from([size, type - 7])
}
