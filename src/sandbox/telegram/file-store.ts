import { createHash } from 'node:crypto';
import { keptFileBytesMax, keptFilesMax } from './limits.ts';

export const fileKinds = ['voice', 'audio', 'document', 'photo'] as const;
export type FileKind = (typeof fileKinds)[number];

export interface StoredFile {
  fileId: string;
  fileUniqueId: string;
  kind: FileKind;
  /** Where `/file/bot<token>/` serves it. */
  path: string;
  name: string;
  mimeType: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Whole seconds of a recording; 0 where unknown or not a recording. */
  durationS: number;
  width: number;
  height: number;
}

const folders: Record<FileKind, string> = {
  voice: 'voice',
  audio: 'music',
  document: 'documents',
  photo: 'photos',
};

/** Uploaded files, in memory; beyond the bounds of limits.ts the oldest are forgotten. */
export function createFileStore() {
  const byId = new Map<string, StoredFile>();
  let added = 0;
  let bytesKept = 0;

  function forgetOldest(): void {
    const oldest = byId.values().next().value;
    if (oldest === undefined) return;
    byId.delete(oldest.fileId);
    bytesKept -= oldest.bytes.length;
  }

  return {
    add(file: Omit<StoredFile, 'fileId' | 'fileUniqueId' | 'path'>): StoredFile {
      added += 1;
      const digest = createHash('sha256').update(file.bytes).digest('base64url');
      const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.name)?.[0] ?? '';
      const stored: StoredFile = {
        ...file,
        fileId: `${file.kind}-${added}-${digest.slice(0, 32)}`,
        fileUniqueId: `${file.kind.slice(0, 1)}${digest.slice(0, 15)}`,
        path: `${folders[file.kind]}/file_${added}${extension}`,
      };
      byId.set(stored.fileId, stored);
      bytesKept += stored.bytes.length;
      while (byId.size > keptFilesMax || bytesKept > keptFileBytesMax) forgetOldest();
      return stored;
    },
    get(fileId: string): StoredFile | null {
      return byId.get(fileId) ?? null;
    },
    atPath(path: string): StoredFile | null {
      for (const file of byId.values()) if (file.path === path) return file;
      return null;
    },
  };
}
