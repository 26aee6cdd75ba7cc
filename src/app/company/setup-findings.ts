import { currentVersions } from '../../db/checklists.ts';
import { incidentKinds } from '../../domain/incident.ts';
import type { FfmpegFacts, RecordingsFacts } from '../../domain/machine.ts';
import { toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { type Finding, fine, wrong } from './finding.ts';
import { brokenTelephony, type NamedMark, type SetupFacts, setupFacts } from './setup-facts.ts';

const namesMax = 10;

/** What stands in the way of the product's work, in the words of the doctor. */
export function setupFindings(app: App, facts: SetupFacts = setupFacts(app)): Finding[] {
  return [
    staffFinding(facts),
    checklistFinding(app, facts),
    extensionFinding(facts),
    telegramFinding(facts),
    telephonyFinding(facts),
    recordingsFinding(facts.recordings),
    ffmpegFinding(facts.ffmpeg),
  ];
}

function staffFinding({ missingRoles }: SetupFacts): Finding {
  if (missingRoles.length === 0) {
    return fine('people', 'sellers, controllers and supervisors are there');
  }
  const detail = `no active ${missingRoles.join(', no active ')}`;
  return wrong('people', detail, 'bring them in: razbor import people FILE, or PUT /v1/people');
}

function checklistFinding(app: App, { anyChecklist }: SetupFacts): Finding {
  if (anyChecklist) {
    const types = currentVersions(app.db).map(({ checklist }) => checklist.name);
    return fine('checklists', types.join(', '));
  }
  const detail = 'none is published, so that no call can be scored';
  return wrong('checklists', detail, 'razbor import checklists FILE');
}

function extensionFinding({ unknownExtensions }: SetupFacts): Finding {
  if (unknownExtensions.length === 0) return fine('extensions', 'every call has its seller');
  const list = unknownExtensions.map(
    ({ source, name, calls }) => `${source}:${name} (${calls} calls)`,
  );
  const cure = 'give each to its person (extensions); their calls are matched at once';
  return wrong('extensions', `nobody has ${list.join(', ')}`, cure);
}

function telegramFinding({ unbound: names }: SetupFacts): Finding {
  if (names.length === 0) return fine('telegram', 'everybody has an account bound');
  const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : '';
  const detail = `no account: ${names.slice(0, namesMax).join(', ')}${more}`;
  const cure = 'send each their invitation: import the person again, the answer holds a new link';
  return wrong('telegram', detail, cure);
}

function telephonyFinding(facts: SetupFacts): Finding {
  const broken = brokenTelephony(facts);
  if (broken.length > 0) {
    const list = broken.map(({ name, problem }) => `${name}: ${problem}`).join('; ');
    const cure = 'check the TELEPHONY_… settings of it; it is tried again every few minutes';
    return wrong('telephony', list, cure);
  }
  if (facts.held.length > 0) {
    const list = facts.held.map(
      ({ source, calls, lastAt }) =>
        `${source}: ${calls} calls begin ahead of this server's clock, the last at ${toRfc3339(lastAt)}`,
    );
    return wrong('telephony', list.join('; '), incidentKinds.calls_ahead.cure);
  }
  const marks = facts.telephony;
  const unknown = marks.filter(({ skipped }) => skipped > 0);
  if (unknown.length > 0) {
    const cure =
      'give people their extensions, or list them in TELEPHONY_…_EXTENSIONS, and import the file again';
    return wrong('telephony', unknown.map(skippedText).join('; '), cure);
  }
  const lately = marks.map((mark) => {
    const { name, lastCallAt } = mark;
    const last = lastCallAt === null ? 'no call yet' : `last call at ${toRfc3339(lastCallAt)}`;
    return `${name}: ${last}${joinedText(mark)}`;
  });
  return fine('telephony', lately.join('; ') || 'none is plugged in');
}

function skippedText(mark: NamedMark): string {
  const { name, skipped, skippedNames } = mark;
  return `${name}: ${skipped} calls in which nobody known had a part (${skippedNames.join(', ')})${joinedText(mark)}`;
}

const joinedText = ({ joined }: NamedMark) =>
  joined === 0 ? '' : `, ${joined} told of under two ids and joined`;

function recordingsFinding(facts: RecordingsFacts): Finding {
  switch (facts.state) {
    case 'fine':
      return fine('recordings', facts.dir ?? 'none come by path');
    case 'not_set':
      return wrong(
        'recordings',
        'calls come with paths of recordings, but RECORDINGS_DIR is not set',
        'set RECORDINGS_DIR to the folder that the paths begin in',
      );
    case 'unreadable':
      return wrong(
        'recordings',
        `${facts.dir} cannot be read`,
        'make the folder, or let this user read it; or correct RECORDINGS_DIR',
      );
    case 'gone':
      return wrong(
        'recordings',
        `of the last ${facts.of} recordings ${facts.gone.length} are not in ${facts.dir}, such as ${facts.gone[0]}`,
        'see that they are copied there, under the path they came with',
      );
  }
}

export function ffmpegFinding({ program, version }: FfmpegFacts): Finding {
  if (version !== null) return fine('ffmpeg', version);
  const cure = 'install it (apt install ffmpeg), or name it in FFMPEG; recordings need it';
  return wrong('ffmpeg', `${program} is not found or does not run`, cure);
}

/** Findings whose words name people or numbers: a log says only that there are some. */
const personal: ReadonlySet<string> = new Set(['telegram', 'extensions', 'telephony']);

/** What the service cannot do yet, for the log of its start: nobody is named in it. */
export function unableAtStart(
  app: App,
): { check: string; detail: string | null; cure: string | null }[] {
  return setupFindings(app)
    .filter(({ ok }) => !ok)
    .map(({ check, detail, cure }) => ({
      check,
      detail: personal.has(check) ? null : detail,
      cure,
    }));
}
