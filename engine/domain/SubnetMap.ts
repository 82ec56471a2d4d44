/** Values by subnet. What holds an address is found by one look-up for each length of subnet that occurs. */
import { cut, type Subnet } from './subnet.ts'

export class SubnetMap<V> {
  private readonly values = new Map<string, Array<V>>()
  private readonly lengths = { 4: new Set<number>(), 6: new Set<number>() }

  get size(): number {
    return this.values.size
  }

  add(subnet: Subnet, value: V): void {
    const name = nameOf(subnet)
    const known = this.values.get(name)
    if (known === undefined) this.values.set(name, [value])
    else known.push(value)
    this.lengths[subnet.version].add(subnet.length)
  }

  /** Of all subnets that hold this address. */
  at(address: Subnet): ReadonlyArray<V> {
    return [...this.lengths[address.version]].flatMap(
      (length) => this.values.get(nameOf(cut(address, length))) ?? [],
    )
  }
}

const nameOf = ({ version, value, length }: Subnet): string => `${version} ${value} ${length}`
