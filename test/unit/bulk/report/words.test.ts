import assert from 'node:assert/strict';
import { jobText } from '../../../../src/vscode/bulk/results/jobText';
import { lineText, linesNamedIn } from '../../../../src/vscode/bulk/lineWords';
import { resultText, short } from '../../../../src/vscode/bulk/results/resultText';
import { countsText, whyText } from '../../../../src/vscode/words/resultWords';
import type { Why } from '../../../../src/core/bulk/records';

describe('lines in reports', () => {
  it('are found again as they were written', () => {
    for (const line of [1, 999, 1_000, 1_234, 4_294_967_295]) {
      const text = `on ${lineText(line)}, and so on`;
      assert.deepEqual(linesNamedIn(text), [{ offset: 3, length: lineText(line).length, line, column: 1 }]);
    }
  });

  it('are found with their columns', () => {
    assert.equal(lineText(1_234, 56), 'line 1,234:56');
    const text = 'line 1:1000, line 2 and line 3:4';
    assert.deepEqual(
      linesNamedIn(text).map(({ line, column, length }) => [line, column, length]),
      [
        [1, 1_000, 11],
        [2, 1, 6],
        [3, 4, 8],
      ],
    );
  });

  it('are no parts of other words or numbers', () => {
    assert.deepEqual(linesNamedIn('online 5, line x, line 1234567, Line 7, line 12,34'), []);
    assert.deepEqual(
      linesNamedIn('line 3, line 4.').map(({ line }) => line),
      [3, 4],
    );
  });
});

describe('the words of a result', () => {
  it('stand on one line, the verdict first, the attribute where it is not shown otherwise', () => {
    assert.equal(resultText({ verdict: 'failed', message: 'a\nb\u202e' }), 'Failed. a b');
    assert.equal(
      resultText({ verdict: 'invalid', message: 'no' }, 'score'),
      'Not valid, and not processed. score: no',
    );
    assert.equal(
      resultText({ verdict: 'unknown', why: { code: 'crashed' } }),
      'Unknown whether it arrived. It is not sent again by itself. VS Code ended before the answer was there.',
    );
  });

  it('say of a result that is missing why it is', () => {
    const text = (why: Why) => resultText({ verdict: 'unmatched', why });
    assert.match(
      text({ code: 'noResult', detail: 'quota' }),
      /^The service has no result for it[.] .*quota$/,
    );
    assert.match(text({ code: 'notListed', detail: '/x' }), /^The service has more results.* [/]x/);
    assert.match(text({ code: 'untied' }), /^Processed, but which/);
    assert.match(text({ code: 'status', status: 403 }), /^Its result could not be read[.] .*403/);
    assert.match(resultText({ verdict: 'unmatched', message: 'SKIPPED' }), /SKIPPED$/);
  });

  it('are cut without half a character', () => {
    assert.equal(short('ab😀cd', 3), 'ab…');
    assert.equal(short('abc', 3), 'abc');
  });

  it('exist for every reason', () => {
    const codes: Why['code'][] = [
      'unreachable',
      'noToken',
      'cancelled',
      'timeout',
      'cut',
      'tooLarge',
      'redirect',
      'status',
      'serviceErrors',
      'unreadable',
      'crashed',
      'fileChanged',
      'noResult',
      'notListed',
      'untied',
      'otherJob',
      'jobSaid',
    ];
    for (const code of codes)
      assert.match(whyText({ code, status: 500, detail: 'words' }), /^[A-Z].*[.]|words/);
    assert.equal(
      whyText({ code: 'status', status: 422, detail: 'Bad score' }),
      'The service refused the request (status 422). The service says: Bad score.',
    );
  });

  it('count every verdict that occurs', () => {
    const zero = { pending: 0, skipped: 0, invalid: 0, refused: 0, untracked: 0, unmatched: 0, unknown: 0 };
    assert.equal(countsText({ ...zero, succeeded: 1_990, failed: 10 }), '1,990 created, 10 failed');
    assert.equal(countsText({ ...zero, succeeded: 0, failed: 0 }), 'no entries');
  });
});

describe('the document of a job', () => {
  const job = { id: 'j', counts: { SUCCESS: 1, ERROR: 1 }, raw: '' };
  const progress = { kind: 'finished', by: 'counts', missing: 0 } as const;
  const content = { connection: 'Acme, test', at: 0, job, progress };

  it('is JSON: the counts on top, then each entry as it was given, one that was cut as a text', () => {
    const rows = [
      { status: 'SUCCESS', raw: '{"n":12345678901234567890}' },
      { status: 'ERROR', raw: '{"cut' },
    ];
    const text = jobText({ ...content, rows, total: 2 });
    assert.ok(text.includes('\n    {"n":12345678901234567890},\n    "{\\"cut"\n'));
    const shown = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(Object.keys(shown), [
      'job',
      'connection',
      'readAt',
      'counts',
      'entriesInAll',
      'entriesRead',
      'entries',
    ]);
  });

  it('is JSON without entries, too, and says what is missing', () => {
    const text = jobText({ ...content, progress: { ...progress, missing: 3 }, rows: [], problem: 'p' });
    const shown = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual([shown['missing'], shown['problem'], shown['entries']], [3, 'p', []]);
  });

  it('shows no more than an editor can bear, and says so', () => {
    const raw = JSON.stringify('x'.repeat(1_000_000));
    const text = jobText({ ...content, rows: Array.from({ length: 6 }, () => ({ status: 'SUCCESS', raw })) });
    const shown = JSON.parse(text) as { entriesShown: number; entries: unknown[] };
    assert.equal(shown.entriesShown, 4);
    assert.equal(shown.entries.length, 4);
  });
});
