import { expect, test } from 'vitest';
import { countResults, kinds, noCounts, tableKinds } from '../../src/domain/upload.ts';

test('what became of rows is counted on, and what was counted stays as it was', () => {
  const before = countResults(noCounts, [{ result: 'created' }, { result: 'refused' }]);
  const after = countResults(before, [
    { result: 'created' },
    { result: 'updated' },
    { result: 'unchanged' },
  ]);
  expect(noCounts).toEqual({ created: 0, updated: 0, unchanged: 0, refused: 0 });
  expect(before).toEqual({ created: 1, updated: 0, unchanged: 0, refused: 1 });
  expect(after).toEqual({ created: 2, updated: 1, unchanged: 1, refused: 1 });
});

test('whatever is a table can be a file, and of the files checklists alone are no table', () => {
  expect(kinds.filter((kind) => !tableKinds.some((table) => table === kind))).toEqual([
    'checklists',
  ]);
  expect(tableKinds).toEqual(['people', 'clients', 'orders', 'calls']);
});
