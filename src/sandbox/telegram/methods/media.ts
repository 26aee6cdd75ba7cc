import type { ChatMessage } from '../chat-message.ts';
import type { FileKind, StoredFile } from '../file-store.ts';
import {
  downloadBytesMax,
  photoBytesMax,
  photoSidesRatioMax,
  photoSidesSumMax,
} from '../limits.ts';
import { imageSize, looksLikeVoice, mimeTypeOf, oggDurationS } from '../media-facts.ts';
import { integerOf, type Params, textOf, type Upload } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import type { World } from '../world.ts';
import type { Method, MethodCall } from './method.ts';
import { captionContent, readCaption, sendContent } from './send.ts';
import { notServed } from './unserved.ts';

const typeNames: Record<FileKind, string> = {
  voice: 'VoiceNote',
  audio: 'Audio',
  document: 'Document',
  photo: 'Photo',
};

/** `sendVoice`, `sendAudio`, `sendDocument` or `sendPhoto`: an upload, or a file_id already known. */
export function sendMedia(kind: FileKind): Method {
  return (call: MethodCall): Reply<ChatMessage> => {
    const caption = readCaption(call.params, call.world.version.knows);
    if (!caption.ok) return caption;
    const source = readSource(call.world, call.params, kind);
    if (!source.ok) return source;
    return sendContent(call, (chat) => {
      if (kind === 'voice' && chat.person.forbidsVoice === true) {
        return badRequest('VOICE_MESSAGES_FORBIDDEN');
      }
      const file = source.result();
      return { ...mediaContent(file, call.params), ...captionContent(caption.result) };
    });
  };
}

/** `getFile`: where a file can be downloaded, which a bot may do up to 20 MB. */
export function getFile({ world, params }: MethodCall): Reply {
  const id = textOf(params, 'file_id');
  if (id === '') return badRequest('file_id not specified');
  const file = world.files.get(id);
  if (file === null) return badRequest('invalid file_id');
  if (file.bytes.length > downloadBytesMax) return badRequest('file is too big');
  return done({ ...fileFields(file), file_path: file.path });
}

/** The message field of a stored file. */
export function mediaContent(file: StoredFile, params: Params): Partial<ChatMessage> {
  const common = { ...fileFields(file), mime_type: file.mimeType };
  const duration = integerOf(params, 'duration') ?? file.durationS;
  switch (file.kind) {
    case 'voice':
      return { voice: { ...common, duration } };
    case 'audio': {
      const title = textOf(params, 'title');
      const performer = textOf(params, 'performer');
      return {
        audio: {
          ...common,
          duration,
          file_name: file.name,
          ...(title === '' ? {} : { title }),
          ...(performer === '' ? {} : { performer }),
        },
      };
    }
    case 'document':
      return { document: { ...common, file_name: file.name } };
    case 'photo':
      return { photo: [{ ...fileFields(file), width: file.width, height: file.height }] };
  }
}

/** Keeps an upload as the kind that Telegram would make of it. */
export function storeUpload(world: World, upload: Upload, wanted: FileKind): StoredFile {
  const kind = wanted === 'voice' && !looksLikeVoice(upload.bytes) ? 'document' : wanted;
  const size = imageSize(upload.bytes) ?? { width: 0, height: 0 };
  return world.files.add({
    kind,
    name: upload.name || `${kind}.bin`,
    mimeType: mimeTypeOf(upload.name, upload.bytes),
    bytes: upload.bytes,
    durationS: oggDurationS(upload.bytes),
    ...size,
  });
}

/** Checks where the file comes from; what is returned keeps an upload once it is to be sent. */
export function readSource(world: World, params: Params, kind: FileKind): Reply<() => StoredFile> {
  const named = textOf(params, kind);
  const upload = params.uploads.get(named.replace(/^attach:\/\//, '')) ?? params.uploads.get(kind);
  if (upload !== undefined) {
    if (upload.bytes.length === 0) return badRequest('file must be non-empty');
    const wrong = kind === 'photo' ? wrongWithPhoto(upload.bytes) : null;
    if (wrong !== null) return badRequest(wrong);
    return done(() => storeUpload(world, upload, kind));
  }
  if (named === '') return badRequest(`there is no ${kind} in the request`);
  if (/^https?:/i.test(named)) return notServed(`HTTP URLs as ${kind}: upload the file`);
  const file = world.files.get(named);
  if (file === null) return badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind !== kind) {
    return badRequest(`can't use file of type ${typeNames[file.kind]} as ${typeNames[kind]}`);
  }
  return done(() => file);
}

/** Telegram's words for what is wrong with a photo; null where nothing is. */
function wrongWithPhoto(bytes: Uint8Array): string | null {
  const size = bytes.length;
  if (size > photoBytesMax) {
    return `file of size ${size} bytes is too big for a photo; the maximum size is ${photoBytesMax} bytes`;
  }
  const image = imageSize(bytes);
  if (image === null) return 'IMAGE_PROCESS_FAILED';
  const { width, height } = image;
  const isLong = Math.max(width, height) > photoSidesRatioMax * Math.min(width, height);
  return isLong || width + height > photoSidesSumMax ? 'PHOTO_INVALID_DIMENSIONS' : null;
}

function fileFields(file: StoredFile) {
  return {
    file_id: file.fileId,
    file_unique_id: file.fileUniqueId,
    file_size: file.bytes.length,
  };
}
