import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from './time.ts';

/** The one scheme that is verified: unchained, signatures on G1 by RFC 9380, which quicknet has. */
const scheme = 'bls-unchained-g1-rfc9380';

/**
 * What a drand chain is, as its `/info` says: the key that signs its rounds, when they come, and what else its hash is
 * made of. Bytes are lowercase hex.
 */
export type BeaconChain = {
  hash: string;
  publicKey: string;
  periodS: number;
  genesisS: number;
  groupHash: string;
  beaconId: string;
};

/** A round of a drand chain; `randomness` is the SHA-256 of its signature. All bytes are lowercase hex. */
export type BeaconRound = {
  round: number;
  signature: string;
  randomness: string;
  chain: BeaconChain;
};

/** drand's quicknet: a round each three seconds since August 2023, https://docs.drand.love/blog/2023/10/16/quicknet-is-live */
export const quicknetHash = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971';

export const drandUrl = 'https://api.drand.sh';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const infoSchema = z
  .object({
    public_key: hex(96),
    period: z.int().min(1).max(86_400),
    genesis_time: z.int().min(1),
    groupHash: hex(32),
    schemeID: z.literal(scheme),
    metadata: z.object({ beaconID: z.string().max(100) }),
  })
  .transform(
    (info): Omit<BeaconChain, 'hash'> => ({
      publicKey: info.public_key,
      periodS: info.period,
      genesisS: info.genesis_time,
      groupHash: info.groupHash,
      beaconId: info.metadata.beaconID,
    }),
  );
const roundSchema = z.object({ round: z.int().min(1), signature: hex(48), randomness: hex(32) });

/**
 * The hash of a chain, which binds its key and its times: SHA-256 over the period (4 bytes, big-endian), the time of the
 * first round (8), the public key, the group's hash and, unless it is `default`, the beacon's id (drand's
 * `common/chain/info.go`).
 */
function chainHash(chain: Omit<BeaconChain, 'hash'>): string {
  const times = Buffer.alloc(12);
  times.writeUInt32BE(chain.periodS);
  times.writeBigInt64BE(BigInt(chain.genesisS), 4);
  const hash = createHash('sha256').update(times);
  hash.update(Buffer.from(chain.publicKey, 'hex')).update(Buffer.from(chain.groupHash, 'hex'));
  if (chain.beaconId !== 'default' && chain.beaconId !== '') hash.update(chain.beaconId, 'utf8');
  return hash.digest('hex');
}

/** @throws Error where this is not the answer of `/info` for the chain of that hash */
export function readChain(answer: unknown, hash: string): BeaconChain {
  const read = infoSchema.safeParse(answer);
  if (!read.success) throw new Error(`its /info is none of a ${scheme} chain`);
  const is = chainHash(read.data);
  if (is !== hash) throw new Error(`its /info has the hash ${is}, not ${hash}`);
  return { hash, ...read.data };
}

/** The first round whose time is after an instant. */
export function roundAfter({ genesisS, periodS }: BeaconChain, at: Instant): number {
  const sinceS = at / 1000 - genesisS;
  return sinceS < 0 ? 1 : Math.floor(sinceS / periodS) + 2;
}

/** When a round is due. */
export function roundAt({ genesisS, periodS }: BeaconChain, round: number): Instant {
  return (genesisS + (round - 1) * periodS) * 1000;
}

/** @throws Error where this is not the answer of `/public/<round>` of that chain, signed by its key */
export async function readRound(
  answer: unknown,
  chain: BeaconChain,
  round: number,
): Promise<BeaconRound> {
  const read = roundSchema.safeParse(answer);
  if (!read.success) throw new Error(`its round ${round} cannot be read`);
  const { signature, randomness } = read.data;
  const kept = { round: read.data.round, signature, randomness, chain };
  if (kept.round !== round) throw new Error(`it answered round ${kept.round} to ${round}`);
  const [problem] = await roundProblems(kept);
  if (problem !== undefined) throw new Error(problem);
  return kept;
}

/** What of a kept round does not hold, its signature by the chain's key above all; empty: all does. */
export async function roundProblems(kept: BeaconRound): Promise<string[]> {
  const { round, signature, randomness, chain } = kept;
  const problems = [
    ...(chainHash(chain) === chain.hash ? [] : ["the beacon's chain does not have its hash"]),
    ...(sha256(signature) === randomness ? [] : ['the randomness is no hash of the signature']),
  ];
  if (problems.length > 0) return problems;
  return (await isSigned(kept)) ? [] : [`round ${round} is not signed by the beacon's key`];
}

const sha256 = (bytes: string) =>
  createHash('sha256').update(Buffer.from(bytes, 'hex')).digest('hex');

/** By drand's own client, loaded where it is first needed; a signature that is no point of the curve is none. */
async function isSigned({ round, signature, randomness, chain }: BeaconRound): Promise<boolean> {
  const { fetchBeacon } = await import('drand-client');
  const info = {
    public_key: chain.publicKey,
    period: chain.periodS,
    genesis_time: chain.genesisS,
    hash: chain.hash,
    groupHash: chain.groupHash,
    schemeID: scheme,
    metadata: { beaconID: chain.beaconId },
  };
  const answered = async () => ({ round, signature, randomness });
  try {
    await fetchBeacon(
      {
        options: { disableBeaconVerification: false, noCache: false },
        get: answered,
        latest: answered,
        chain: () => ({ baseUrl: '', info: async () => info }),
      },
      round,
    );
    return true;
  } catch {
    return false;
  }
}
