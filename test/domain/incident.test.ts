import { expect, test } from 'vitest';
import { incidentNames, incidentText, writeFaults } from '../../src/domain/incident.ts';

test('nothing can be written in any fault of the database but damage', () => {
  const others = incidentNames.filter((kind) => !writeFaults.includes(kind));
  expect(writeFaults).toContain('database_full');
  expect(writeFaults).toContain('database_gone');
  expect(others).toContain('database_damaged');
  expect(others.filter((kind) => kind.startsWith('database_'))).toEqual(['database_damaged']);
  expect(writeFaults.filter((kind) => !kind.startsWith('database_'))).toEqual([]);
});

test('an operator reads what is wrong, with what, and the cure', () => {
  const cure = 'look at the disk of DATABASE_PATH';
  expect(incidentText('database_failing')).toBe(
    `the disk does not read or write the database: ${cure}`,
  );
  expect(incidentText('database_failing', 'EIO')).toBe(
    `the disk does not read or write the database (EIO): ${cure}`,
  );
});
