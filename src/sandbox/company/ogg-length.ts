/**
 * The playing time of an OGG/Opus file, in seconds, read from its last page.
 *
 * Opus counts in 48 kHz samples whatever it was made from, and the first `pre-skip` of them are not
 * played (RFC 7845, sections 4 and 5.1; page layout: RFC 3533, section 6).
 */
export function oggOpusLengthS(file: Buffer): number {
  const head = file.indexOf('OpusHead');
  const lastPage = file.lastIndexOf('OggS');
  if (!file.subarray(0, 4).equals(Buffer.from('OggS')) || head < 0) {
    throw new Error('not an OGG/Opus file');
  }
  const preSkip = file.readUInt16LE(head + 10);
  const granulePosition = Number(file.readBigInt64LE(lastPage + 6));
  return (granulePosition - preSkip) / 48_000;
}
