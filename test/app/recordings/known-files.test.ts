import { expect, test } from 'vitest';
import {
  knownClip,
  knownFiles,
  recordingSent,
  type SoundKind,
} from '../../../src/app/recordings/recordings.ts';
import { testCompany } from '../../support/company.ts';

/** A call of which a stretch after the other is sent. */
function sending() {
  const { app, aCall } = testCompany();
  const callId = aCall();
  let messageId = 0;
  return {
    app,
    callId,
    send(fromS: number, toS: number, { kind = 'voice' as SoundKind, clip = false } = {}) {
      messageId += 1;
      const file = { kind, fromS, toS, fileId: `${kind} ${fromS}-${toS}` };
      recordingSent(app, { callId, chatId: 7, messageId, clip, file });
    },
    whole: (kind: SoundKind = 'voice') => knownFiles(app, callId, kind).map(({ fileId }) => fileId),
  };
}

test('a recording in parts is known once its last part was sent, in their order', () => {
  const { send, whole } = sending();
  send(0, 60);
  send(60, 120);
  expect(whole()).toEqual([]);
  send(120, 0);
  expect(whole()).toEqual(['voice 0-60', 'voice 60-120', 'voice 120-0']);
  expect(whole('audio')).toEqual([]);
});

test('a clip is known by its very stretch, and is no part of the recording', () => {
  const { app, callId, send, whole } = sending();
  send(10, 0, { clip: true });
  send(5, 20, { clip: true });
  expect(whole()).toEqual([]);
  const clip = (fromS: number, toS: number) =>
    knownClip(app, callId, 'voice', { fromS, toS }).map(({ fileId }) => fileId);
  expect(clip(5, 20)).toEqual(['voice 5-20']);
  expect([clip(5, 21), clip(4, 20)]).toEqual([[], []]);
});
