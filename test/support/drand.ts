import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bls12_381 as bls } from '@noble/curves/bls12-381';

const tag = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const genesisS = Date.parse('2026-01-01T00:00:00Z') / 1000;
const periodS = 3;
const groupHash = 'ab'.repeat(32);
const beaconId = 'razbor-test';

export type Answer = Record<string, unknown>;

/** A drand chain of its own on the loopback: it signs by the scheme of quicknet with a key that nobody else has. */
export interface LocalDrand {
  url: string;
  chainHash: string;
  /** Paths that were asked for, in their order. */
  asked: string[];
  /** While true every round is answered by 503. */
  isDown: boolean;
  /** The answer to a path by its end, such as `public/7`; a number is a status. */
  answers: Map<string, Answer | number>;
  /** A round as the chain signs it. */
  round(round: number): { round: number; signature: string; randomness: string };
  close(): Promise<void>;
}

export async function localDrand(key = 7n): Promise<LocalDrand> {
  const secret = Buffer.from(key.toString(16).padStart(64, '0'), 'hex');
  const publicKey = Buffer.from(bls.shortSignatures.getPublicKey(secret).toBytes(true));
  const times = Buffer.alloc(12);
  times.writeUInt32BE(periodS);
  times.writeBigInt64BE(BigInt(genesisS), 4);
  const chainHash = createHash('sha256')
    .update(Buffer.concat([times, publicKey, Buffer.from(groupHash, 'hex'), Buffer.from(beaconId)]))
    .digest('hex');
  const info = {
    public_key: publicKey.toString('hex'),
    period: periodS,
    genesis_time: genesisS,
    groupHash,
    hash: chainHash,
    schemeID: 'bls-unchained-g1-rfc9380',
    metadata: { beaconID: beaconId },
  };
  const round = (number: number) => {
    const counted = Buffer.alloc(8);
    counted.writeBigUInt64BE(BigInt(number));
    const message = createHash('sha256').update(counted).digest();
    const point = bls.shortSignatures.sign(bls.shortSignatures.hash(message, tag), secret);
    const signature = Buffer.from(point.toBytes(true));
    const randomness = createHash('sha256').update(signature).digest('hex');
    return { round: number, signature: signature.toString('hex'), randomness };
  };
  const asked: string[] = [];
  const answers = new Map<string, Answer | number>([['info', info]]);
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(`/${chainHash}/`, '');
    asked.push(path);
    const [, number] = /^public\/(\d+)$/.exec(path) ?? [];
    const usual = number ? (chain.isDown ? 503 : round(Number(number))) : 404;
    const answer = answers.get(path) ?? usual;
    const status = typeof answer === 'number' ? answer : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof answer === 'number' ? '{}' : JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const chain: LocalDrand = {
    url: `http://127.0.0.1:${port}`,
    ...{ chainHash, asked, answers, round, isDown: false },
    close: () => new Promise((done) => server.close(() => done())),
  };
  return chain;
}
