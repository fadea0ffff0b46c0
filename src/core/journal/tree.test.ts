import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyRoot,
  inclusionPath,
  nodeHash,
  perfectRoot,
  rangeRoot,
  readTilePath,
  rootFromPath,
  sha256,
  Tree,
  tilePath,
} from './tree.ts';

/** The definition of RFC 6962 §2.1, word for word. */
function rootByDefinition(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(rootByDefinition(leaves.slice(0, k)), rootByDefinition(leaves.slice(k)));
}

const leaf = (data: Uint8Array) => sha256(Buffer.concat([Buffer.from([0]), data]));
const leaves = Array.from({ length: 1500 }, (_, index) => leaf(Buffer.from(String(index))));

/** Hashes as the database keeps them: leaves and the nodes completed above them. */
function grown(size: number) {
  const tree = new Tree();
  const levels: Buffer[][] = [leaves.slice(0, size)];
  for (const one of leaves.slice(0, size))
    for (const { level, index, hash } of tree.append(one)) {
      levels[level] ??= [];
      levels[level]![index] = hash;
    }
  const read = async (level: number, from: number, to: number) => levels[level]!.slice(from, to);
  return { tree, levels, read };
}

describe('the tree', () => {
  it('has the roots of the reference trials of Certificate Transparency', () => {
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const tree = new Tree();
    expect(tree.root().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    for (const [index, input] of inputs.entries()) {
      tree.append(leaf(Buffer.from(input, 'hex')));
      expect(tree.root().toString('hex')).toBe(roots[index]);
    }
  });

  it('has the root of the definition, whatever its size, also taken up again from its right edge', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1400 }), fc.nat({ max: 100 }), (size, more) => {
        const { tree, levels } = grown(size);
        expect(tree.root()).toEqual(rootByDefinition(leaves.slice(0, size)));
        const edge = levels.map(hashes => hashes.slice(hashes.length - (hashes.length % 256)));
        const again = new Tree(size, edge);
        for (const one of leaves.slice(size, size + more)) again.append(one);
        expect(again.root()).toEqual(rootByDefinition(leaves.slice(0, size + more)));
      }),
      { numRuns: 40 },
    );
  });

  it('refuses the right edge of a tree of another size', () => {
    expect(() => new Tree(3, [[leaves[0]!]])).toThrow();
    expect(() => new Tree(0, [[leaves[0]!]])).toThrow();
  });

  it('proves each leaf, and only at its place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1400 }), fc.nat(), fc.nat(), async (size, one, other) => {
        const index = one % size;
        const { tree, read } = grown(size);
        const path = await inclusionPath(read, index, size);
        expect(rootFromPath(leaves[index]!, index, size, path)).toEqual(tree.root());
        expect(await rangeRoot(read, 0, size)).toEqual(tree.root());
        const elsewhere = other % size;
        if (elsewhere !== index)
          expect(rootFromPath(leaves[index]!, elsewhere, size, path)).not.toEqual(tree.root());
        expect(rootFromPath(leaves[index]!, index, size, [...path, leaves[0]!])).toBeNull();
        if (path.length > 0) expect(rootFromPath(leaves[index]!, index, size, path.slice(1))).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('is the node above a full tile', () => {
    const { levels } = grown(512);
    expect(levels[1]).toEqual([perfectRoot(leaves.slice(0, 256)), perfectRoot(leaves.slice(256, 512))]);
  });
});

describe('the address of a tile', () => {
  it.each([
    [0, 0, 256, 'tile/0/000'],
    [0, 1234067, 256, 'tile/0/x001/x234/067'],
    [1, 5, 17, 'tile/1/005.p/17'],
    [2, 999, 1, 'tile/2/999.p/1'],
    [0, 1000, 256, 'tile/0/x001/000'],
  ])('level %i, index %i, width %i', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path);
    expect(readTilePath(path)).toEqual({ level, index, width });
  });

  it.each([
    'tile/0/1',
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/8/000',
    'tile/entries/000',
    'tile/0/../000',
  ])('refuses %s', path => {
    expect(readTilePath(path)).toBeNull();
  });
});
