/** What keeps a file from being written, as the system says it. */
const storageCodes = new Set([
  ...['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ENOTDIR'],
  ...['ENOENT', 'EISDIR', 'EFBIG', 'ENODEV', 'ESTALE'],
]);

/** Whether an error is one of the disk and not a bug. */
export function isStorageError(error: unknown): error is NodeJS.ErrnoException & { dest?: string } {
  return error instanceof Error && 'code' in error && storageCodes.has(String(error.code));
}
