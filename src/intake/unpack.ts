import { inflateRawSync } from 'node:zlib';
import { type AsyncFlateStreamHandler, type FlateError, Unzip, type UnzipDecoder } from 'fflate';

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
  let why: 'unpacked_too_big' | 'damaged' | null = null;
  const archive = new Unzip((file) => {
    if (!wanted.test(file.name)) return;
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, final) => {
      if (error) why ??= isTooBig(error) ? 'unpacked_too_big' : 'damaged';
      else chunks.push(chunk);
      unpacked += chunk?.length ?? 0;
      if (unpacked > unpackedMax) why ??= 'unpacked_too_big';
      if (final && !why) parts.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  });
  archive.register(inflateUpTo(() => unpackedMax - unpacked));
  try {
    for (let at = 0; at < bytes.length && !why; at += chunkBytes) {
      archive.push(bytes.subarray(at, at + chunkBytes), at + chunkBytes >= bytes.length);
    }
  } catch {
    why ??= 'damaged';
  }
  return why ? { ok: false, why } : { ok: true, parts };
}

/** Node's own inflate for each entry of an archive, ten times as quick as one in JavaScript; it ends where no room is left. */
function inflateUpTo(left: () => number) {
  return class implements UnzipDecoder {
    static readonly compression = 8;
    readonly #packed: Uint8Array[] = [];
    ondata: AsyncFlateStreamHandler = () => {};
    push(chunk: Uint8Array, final: boolean): void {
      this.#packed.push(chunk);
      if (!final) return;
      try {
        const options = { maxOutputLength: Math.max(left(), 1) };
        this.ondata(null, inflateRawSync(Buffer.concat(this.#packed), options), true);
      } catch (error) {
        this.ondata(error as FlateError, new Uint8Array(), true);
      }
    }
  };
}

const isTooBig = (error: Error) => 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
