import { Unzip, UnzipInflate } from 'fflate';

/** The XML of a workbook, all together: a real one of 200,000 rows comes to some 60 MB. */
const unpackedMax = 200 * 1024 * 1024;
const chunkBytes = 64 * 1024;

export type Unpacked =
  | { ok: true; parts: ReadonlyMap<string, Uint8Array> }
  | { ok: false; why: 'unpacked_too_big' | 'damaged' };

/**
 * The XML parts of an archive by their paths. What is unpacked is counted as it comes out, whatever the
 * archive says of itself, so that a small file cannot blow up to fill the memory.
 */
export function unpack(bytes: Uint8Array, wanted: RegExp): Unpacked {
  const parts = new Map<string, Uint8Array>();
  let unpacked = 0;
  let damaged = false;
  const archive = new Unzip((file) => {
    if (!wanted.test(file.name)) return;
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, final) => {
      if (error) damaged = true;
      else chunks.push(chunk);
      unpacked += chunk?.length ?? 0;
      if (final && !damaged) parts.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  });
  archive.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      archive.push(bytes.subarray(at, at + chunkBytes), at + chunkBytes >= bytes.length);
      if (unpacked > unpackedMax) return { ok: false, why: 'unpacked_too_big' };
      if (damaged) return { ok: false, why: 'damaged' };
    }
  } catch {
    return { ok: false, why: 'damaged' };
  }
  return { ok: true, parts };
}
