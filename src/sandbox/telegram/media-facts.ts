/** Facts read from the first bytes of an upload, as Telegram reads them. */

const opusSamplesPerSecond = 48_000;

const mimeTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  wav: 'audio/x-wav',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

/** The type that the bytes show, or else the name's ending. */
export function mimeTypeOf(name: string, bytes: Uint8Array): string {
  if (latin1(bytes, 0, 4) === 'OggS') return 'audio/ogg';
  if (latin1(bytes, 1, 4) === 'PNG') return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return mimeTypes[ending] ?? 'application/octet-stream';
}

/** OGG, MP3 or M4A: what Telegram takes as a voice message. */
export function looksLikeVoice(bytes: Uint8Array): boolean {
  const head = latin1(bytes, 0, 12);
  const isMp3 = head.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0);
  return head.startsWith('OggS') || isMp3 || head.slice(4, 8) === 'ftyp';
}

/**
 * Seconds of an OGG/Opus recording: the granule position of its last page less the pre-skip, at
 * 48 kHz (RFC 7845, section 4), rounded up as players show it. 0 where it is no such recording.
 */
export function oggDurationS(bytes: Uint8Array): number {
  if (latin1(bytes, 0, 4) !== 'OggS') return 0;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = buffer.indexOf('OpusHead');
  const lastPage = buffer.lastIndexOf('OggS');
  if (header < 0 || header + 12 > buffer.length || lastPage + 14 > buffer.length) return 0;
  const samples = Number(buffer.readBigInt64LE(lastPage + 6)) - buffer.readUInt16LE(header + 10);
  return samples <= 0 ? 0 : Math.ceil(samples / opusSamplesPerSecond);
}

/** Pixels of a PNG or JPEG picture; null where it is neither. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (latin1(bytes, 1, 4) === 'PNG' && bytes.length >= 24) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? jpegSize(view) : null;
}

/** Walks a JPEG's segments up to the frame header (ITU T.81, B.2.2). */
function jpegSize(view: DataView): { width: number; height: number } | null {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    const marker = view.getUint16(at);
    const isFrame =
      marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
