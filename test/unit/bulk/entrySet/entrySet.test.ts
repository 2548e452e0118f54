import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EntrySet } from '../../../../src/core/bulk/entrySet';

describe('EntrySet', () => {
  const small = fc.array(fc.nat(40), { maxLength: 30 });
  const set = (...numbers: number[]) => EntrySet.of(numbers);
  const sorted = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);

  it('has a text form', () => {
    assert.equal(EntrySet.empty.encode(), '');
    assert.equal(EntrySet.range(0, 500).encode(), '0+500');
    assert.equal(
      EntrySet.range(0, 500)
        .union(set(502, 503, 504, 700))
        .encode(),
      '0+500,502+3,700',
    );
    assert.deepEqual([...EntrySet.decode('0+2,5,7+1,8+2')], [0, 1, 5, 7, 8, 9]);
    assert.equal(EntrySet.decode('0+2,2+3').encode(), '0+5');
    assert.equal(EntrySet.decode('').size, 0);
  });

  it('is made of bytes that are marked, and of bits', () => {
    const isMarked = new Uint8Array(256);
    isMarked[1] = isMarked[7] = 1;
    const stretch = fc.tuple(fc.constantFrom(0, 1, 7, 255), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 20 }), fc.nat(5), (stretches, skipped) => {
        // Also of a part that begins anywhere within its memory.
        const bytes = Uint8Array.from(stretches.flatMap(([byte, count]) => Array<number>(count).fill(byte)));
        const part = bytes.subarray(skipped);
        const marked = [...part.keys()].filter(at => isMarked[part[at] ?? 0] === 1);
        assert.deepEqual([...EntrySet.ofBytes(part, isMarked)], marked);
        const bits = [...part.keys()].flatMap(at =>
          [0, 1, 2, 3, 4, 5, 6, 7].filter(bit => ((part[at] ?? 0) >> bit) & 1).map(bit => at * 8 + bit),
        );
        assert.deepEqual([...EntrySet.ofBits(part)], bits);
      }),
    );
  });

  it('reads nothing else', () => {
    const garbage = [
      'x',
      '0+0',
      '1,',
      ',1',
      '1-2',
      '-1',
      '01',
      '1+',
      '+1',
      '1.5',
      ' 1',
      '1\n',
      '5,3',
      '0+3,2',
      '1,1',
    ];
    for (const text of [...garbage, '4294967295', '4294967290+6', '99999999999', '0+500,502+3;']) {
      assert.throws(() => EntrySet.decode(text), /SyntaxError|RangeError/, text);
    }
  });

  it('takes no other numbers', () => {
    for (const bad of [-1, 0.5, NaN, Infinity, 2 ** 32 - 1])
      assert.throws(() => EntrySet.of([bad]), RangeError);
    for (const bad of [-1, 0.5, NaN, 2 ** 32]) assert.throws(() => EntrySet.range(0, bad), RangeError);
    assert.equal(EntrySet.range(2 ** 32 - 3, 2).last, 2 ** 32 - 2);
    assert.equal(
      EntrySet.range(2 ** 32 - 3, 2)
        .minus(set(2 ** 32 - 3))
        .encode(),
      '4294967294',
    );
  });

  it('behaves as a set of numbers', () => {
    fc.assert(
      fc.property(small, small, fc.nat(35), (left, right, count) => {
        const [a, b] = [EntrySet.of(left), EntrySet.of(right)];
        const [plainA, plainB] = [sorted(left), new Set(right)];
        assert.deepEqual([...a], plainA);
        assert.equal(a.size, plainA.length);
        assert.equal(a.first, plainA[0]);
        assert.equal(a.last, plainA.at(-1));
        assert.deepEqual([...a.union(b)], sorted([...left, ...right]));
        assert.deepEqual(
          [...a.minus(b)],
          plainA.filter(each => !plainB.has(each)),
        );
        assert.deepEqual(
          [...a.intersect(b)],
          plainA.filter(each => plainB.has(each)),
        );
        assert.equal(
          a.includes(b),
          [...plainB].every(each => left.includes(each)),
        );
        assert.equal(a.union(b).includes(b), true);
        assert.equal(a.equals(b), plainA.join() === sorted(right).join());
        assert.deepEqual([...a.take(count)], plainA.slice(0, count));
        for (let each = 0; each <= 41; each++) assert.equal(a.has(each), left.includes(each));
        const walked: number[] = [];
        a.forEach(each => walked.push(each));
        assert.deepEqual(walked, plainA);
      }),
      { numRuns: 200 },
    );
  });

  it('has one form only, whichever way it came about', () => {
    fc.assert(
      fc.property(small, small, (left, right) => {
        const made = EntrySet.of(left).union(EntrySet.of(right)).minus(EntrySet.of(right));
        const plain = EntrySet.of(left.filter(each => !right.includes(each)));
        assert.equal(made.encode(), plain.encode());
        assert.ok(made.equals(plain));
        assert.ok(EntrySet.decode(made.encode()).equals(made));
        let end = -1;
        for (const [first, size] of made.ranges()) {
          assert.ok(first > end && size > 0, 'neighbours are one range');
          end = first + size;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never changes', () => {
    const a = EntrySet.range(0, 10);
    const rest = a.minus(EntrySet.range(0, 4));
    rest.union(set(100)).minus(set(5)).take(2);
    assert.equal(a.encode(), '0+10');
    assert.equal(rest.encode(), '4+6');
  });

  it('gives chunk after chunk of a scattered set', () => {
    let left = EntrySet.of(Array.from({ length: 30_000 }, (_, each) => each * 2));
    let chunks = 0;
    let entries = 0;
    while (left.size > 0) {
      const chunk = left.take(500);
      left = left.minus(chunk);
      chunks++;
      entries += chunk.size;
    }
    assert.deepEqual([chunks, entries], [60, 30_000]);
  });
});
