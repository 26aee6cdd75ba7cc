import type { Api } from 'grammy';

const patienceMs = 60_000;

/** Fetches a file that somebody sent to the bot: at most 20 MB, as Telegram allows. */
export type Download = (fileId: string) => Promise<Uint8Array>;

export function downloader(api: Api, token: string, apiRoot: string): Download {
  return async (fileId) => {
    const { file_path: path } = await api.getFile(fileId);
    const response = await fetch(`${apiRoot}/file/bot${token}/${path}`, {
      signal: AbortSignal.timeout(patienceMs),
    });
    // The address holds the token: it goes into no message.
    if (!response.ok) throw new Error(`a file could not be fetched: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
