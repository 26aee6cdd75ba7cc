/** Formats that Telegram takes as a voice message, in the order in which browsers are asked. */
const formats = [
  { type: 'audio/ogg;codecs=opus', name: 'voice.ogg' },
  { type: 'audio/mp4', name: 'voice.m4a' },
];

function supported() {
  if (!navigator.mediaDevices || !globalThis.MediaRecorder) return undefined;
  return formats.find(({ type }) => MediaRecorder.isTypeSupported(type));
}

export function canRecord() {
  return supported() !== undefined;
}

/** Starts recording. `voice` resolves to the recording once `stop` has been called. */
export async function recordVoice() {
  const { type, name } = supported();
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, { mimeType: type });
  const chunks = [];
  recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));
  const voice = new Promise((resolve) => {
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      resolve({ blob: new Blob(chunks, { type }), name });
    });
  });
  recorder.start();
  return { stop: () => recorder.stop(), voice };
}
