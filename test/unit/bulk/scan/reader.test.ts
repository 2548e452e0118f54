import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bodyBytes, buildBody } from './body';
import { EntryReader, FileChangedError } from '../../../../src/core/bulk/scan/reader';
import { scan } from '../../../../src/core/bulk/scan/scan';
import type { ByteSource } from '../../../../src/core/bulk/scan/source';
import { bytesSource } from './bytes';

async function opened(text: string): Promise<{
  source: ByteSource & { reads: number };
  index: Parameters<typeof bodyBytes>[0];
  reader: EntryReader;
}> {
  const whole = bytesSource(Buffer.from(text));
  const result = await scan(whole);
  assert.ok(result.ok);
  const source = {
    ...whole,
    reads: 0,
    read: (into: Uint8Array, position: number) => {
      source.reads++;
      return whole.read(into, position);
    },
  };
  return { source, index: result.index, reader: new EntryReader(source, result.index) };
}

describe('bulk entries: reading', () => {
  it('gives the bytes of one entry', async () => {
    const { reader } = await opened('[ {"a":1.0} ,\n{"ä":-0}]');
    assert.equal(Buffer.from(await reader.bytes(1)).toString(), '{"ä":-0}');
  });

  it('reads neighbours at once, and around large gaps', async () => {
    const entry = `{"a":"${'x'.repeat(90)}"}`;
    const { reader, source, index } = await opened(`[${Array<string>(2000).fill(entry).join(',')}]`);
    await buildBody(reader, index, [0, 1, 2, 3, 5, 8]);
    assert.equal(source.reads, 1);
    await buildBody(reader, index, [0, 1, 1998, 1999]);
    assert.equal(source.reads, 3);
  });

  it('says that the file is shorter than it was', async () => {
    const { index } = await opened('[{"a":1},{"b":2}]');
    const reader = new EntryReader(bytesSource(Buffer.from('[{"a":1},{"')), index);
    await assert.rejects(reader.bytes(1), FileChangedError);
  });

  it('builds a body of the very bytes, in the given order', async () => {
    const texts = ['{"a":1.0}', '{"n" : 12345678901234567890}', '{"a":1,"a":2}', '{"ä":"€\\u00e4"}', '{ }'];
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([0, 1, 2, 3, 4]),
        fc.constantFrom(',', ' ,\r\n  '),
        async (picked, glue) => {
          const { reader, index } = await opened(`[${texts.join(glue)}]`);
          const body = await buildBody(reader, index, picked);
          assert.equal(Buffer.from(body).toString(), `[${picked.map(i => texts[i]).join(',')}]`);
          assert.equal(bodyBytes(index, picked), body.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});
