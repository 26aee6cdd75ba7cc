/** SHA-256 and HMAC-SHA-256 by WebCrypto where the page is let near it, else by FIPS 180-4: a file opened from a chat may not be. */
const subtle = globalThis.crypto?.subtle;

/** @returns {Promise<Uint8Array>} 32 bytes */
export async function sha256(bytes) {
  return subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : plainSha256(bytes);
}

/** Makes what signs texts with a key: HMAC-SHA-256 (RFC 2104) in lowercase hex. */
export async function hmacMaker(key) {
  if (!subtle) return async (text) => toHex(plainHmac(key, utf8(text)));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const signing = await subtle.importKey('raw', key, algorithm, false, ['sign']);
  return async (text) => toHex(new Uint8Array(await subtle.sign('HMAC', signing, utf8(text))));
}

export const utf8 = (text) => new TextEncoder().encode(text);
export const toHex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const fromHex = (hex) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const blockBytes = 64;

export function plainHmac(key, message) {
  const padded = new Uint8Array(blockBytes);
  padded.set(key);
  const inner = plainSha256(
    joined(
      padded.map((byte) => byte ^ 0x36),
      message,
    ),
  );
  return plainSha256(
    joined(
      padded.map((byte) => byte ^ 0x5c),
      inner,
    ),
  );
}

const primes = [];
for (let number = 2; primes.length < 64; number += 1) {
  if (primes.every((prime) => number % prime !== 0)) primes.push(number);
}
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
const constants = primes.map((prime) => fraction(Math.cbrt(prime)));
const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const rotated = (word, by) => (word >>> by) | (word << (32 - by));

/** FIPS 180-4, 6.2. */
export function plainSha256(bytes) {
  const blocks = Math.ceil((bytes.length + 9) / blockBytes);
  const padded = new Uint8Array(blocks * blockBytes);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, (bytes.length * 8) | 0);
  const state = Int32Array.from(start);
  const words = new Int32Array(64);
  for (let block = 0; block < blocks; block += 1) {
    for (let at = 0; at < 16; at += 1) words[at] = view.getInt32(block * blockBytes + at * 4);
    compress(state, words);
  }
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  for (const [at, word] of state.entries()) out.setInt32(at * 4, word);
  return digest;
}

function compress(state, words) {
  for (let at = 16; at < 64; at += 1) {
    const [near, far] = [words[at - 15], words[at - 2]];
    const low = rotated(near, 7) ^ rotated(near, 18) ^ (near >>> 3);
    const high = rotated(far, 17) ^ rotated(far, 19) ^ (far >>> 10);
    words[at] = words[at - 16] + low + words[at - 7] + high;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at += 1) {
    const mixed = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const one = (h + mixed + ((e & f) ^ (~e & g)) + constants[at] + words[at]) | 0;
    const turned = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const two = (turned + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] += word;
}
