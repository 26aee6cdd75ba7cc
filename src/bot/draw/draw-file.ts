import { readFileSync } from 'node:fs';
import type { App } from '../../app/app.ts';
import { type DrawReport, drawReportOf } from '../../app/draw/read-draw.ts';
import { drawFileFolder } from '../../paths.ts';
import { dateTime, type Words } from '../words.ts';

/** Larger pools make a file that no phone opens: they are verified by the command line. */
const callsMax = 50_000;

/** What a file verifies a draw by, beside the record that every reader's has alike. */
type Kept = Pick<
  DrawReport,
  | 'version'
  | 'windowFrom'
  | 'windowTo'
  | 'committedAt'
  | 'frozenAt'
  | 'drawnAt'
  | 'seedSha256'
  | 'seed'
  | 'poolSha256'
  | 'entropy'
  | 'previousSha256'
  | 'recordSha256'
  | 'eligible'
  | 'leftOutAfterFreeze'
  | 'leftOutCalls'
  | 'drawn'
  | 'replaced'
> & {
  policy: Record<string, unknown>;
  sellers: Omit<DrawReport['sellers'][number], 'externalId'>[];
};

const policyNames = ['drawBy', 'perSeller', 'total', 'percent', 'drawEntropy'];

/** Of the rules only those of the draw, and of the sellers only their numbers. */
function keptOf(report: DrawReport): Kept {
  const { leftOut: _, policy, sellers, ...rest } = report;
  return {
    ...rest,
    policy: Object.fromEntries(policyNames.map((name) => [name, policy?.[name]])),
    sellers: sellers.map(({ externalId: _, ...counts }) => counts),
  };
}

/**
 * One file that verifies a draw in a browser without a network, in the reader's language; null before the draw, or where
 * its pool is too large for a page.
 *
 * @param sellerId whose calls it shows one by one: the reader's
 */
export function drawFile(
  app: App,
  words: Words,
  drawId: number,
  sellerId: number,
): { name: string; html: string } | null {
  const report = drawReportOf(app, drawId);
  if (!report || report.drawnAt === null || report.eligible.length > callsMax) return null;
  const name = `razbor-draw-${report.windowTo.slice(0, 10)}.html`;
  return { name, html: drawPage(words, keptOf(report), sellerId) };
}

function drawPage(words: Words, record: Kept, sellerId: number): string {
  const said = (key: string, values = {}) => escaped(words.plain(`draw-file-${key}`, values));
  const at = dateTime(words, Date.parse(record.windowTo));
  const data = { record, sellerId, words: pageWords(words, record) };
  const kind = record.version === 1 ? 'old' : (record.entropy?.kind ?? 'none');
  const unproven = words.plain(`draw-file-unproven-${kind}`);
  const steps = ['step-before', 'step-freeze', 'step-chance', 'step-lots', 'step-chain'];
  return `<!doctype html>
<html lang="${words.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${said('title', { at })}</title>
<style>${asset('style.css')}</style>
<h1>${said('title', { at })}</h1>
<p>${said('about')}</p>
<p id="verdict" role="status">${said('working')}</p>
<ul id="checks"></ul>
<section id="own" hidden><h2>${said('own')}</h2><p>${said('own-about')}</p><table><tbody id="own-calls"></tbody></table></section>
<h2>${said('how')}</h2>
<ol>${steps.map((step) => `<li>${said(step)}</li>`).join('')}</ol>
<h2><label for="kept">${said('compare')}</label></h2>
<p>${said('compare-about')}</p>
<input id="kept" autocomplete="off" spellcheck="false"><p id="kept-answer" role="status"></p>
<h2>${said('unproven')}</h2>
<p>${escaped(unproven)}</p>
${beaconHelp(words, record)}
<h2>${said('published')}</h2>
<dl>${publishedOf(words, record)}</dl>
<script type="application/json" id="record">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<script type="module">${['sha256.js', 'verify.js', 'page.js'].map(script).join('\n')}</script>
</html>
`;
}

const checks = ['seed', 'pool', 'entropy', 'tickets', 'lots', 'replaced', 'record'] as const;
const hashes = ['seedSha256', 'poolSha256', 'recordSha256', 'previousSha256'] as const;

/** What the page says once it has recomputed all. */
function pageWords(words: Words, { entropy }: Kept): Record<string, string> {
  const names = [
    ...['holds', 'wrong', 'drawn', 'replaced', 'is-none'],
    ...hashes.map((name) => `is-${name}`),
    ...checks.map((name) => `wrong-${name}`),
    ...checks.filter((name) => name !== 'entropy').map((name) => `holds-${name}`),
  ];
  const told = names.map((name) => [name, words.plain(`draw-file-${name}`)]);
  const missing = entropy?.kind === 'none' && entropy.wanted !== 'none';
  const held = words.plain(
    `draw-file-holds-entropy-${missing ? 'missing' : (entropy?.kind ?? 'none')}`,
  );
  return { ...Object.fromEntries(told), 'holds-entropy': held };
}

/** How the signature of a beacon is compared by hand, since the page itself does not work it out. */
function beaconHelp(words: Words, { entropy }: Kept): string {
  if (entropy?.kind !== 'beacon') return '';
  const address = `https://api.drand.sh/${entropy.chain.hash}/public/${entropy.round}`;
  return `<p>${escaped(words.plain('draw-file-beacon-how'))}</p><p><code>${address}</code></p>`;
}

function publishedOf(words: Words, record: Kept): string {
  const { entropy } = record;
  const beacon = entropy?.kind === 'beacon' ? entropy : null;
  const facts: [string, string | null | undefined][] = [
    ['committed', record.committedAt],
    ['seedSha256', record.seedSha256],
    ['frozen', record.frozenAt],
    ['poolSha256', record.poolSha256],
    ['drawn-at', record.drawnAt],
    ['seed', record.seed],
    ['round', beacon && String(beacon.round)],
    ['signature', beacon?.signature],
    ['taps', entropy?.kind === 'people' ? String(entropy.taps.length) : null],
    ['previousSha256', record.previousSha256],
    ['recordSha256', record.recordSha256],
  ];
  return facts
    .filter(([, value]) => typeof value === 'string')
    .map(([name, value]) => {
      const label = escaped(words.plain(`draw-file-fact-${name}`));
      return `<dt>${label}</dt><dd><code>${escaped(value ?? '')}</code></dd>`;
    })
    .join('');
}

const asset = (name: string) => readFileSync(new URL(name, drawFileFolder), 'utf8');

/** A module's text as part of one: what it took from the others stands before it. */
function script(name: string): string {
  return asset(name)
    .replace(/^import .*;$/gm, '')
    .replace(/^export /gm, '');
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
