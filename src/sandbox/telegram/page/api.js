/** The sandbox's endpoints. Each call resolves to the JSON answer or throws an Error that says why not. */

async function ask(path, options) {
  const response = await fetch(`/sandbox${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

function send(method, path, body) {
  const headers = { 'content-type': 'application/json' };
  return ask(path, { method, headers, body: JSON.stringify(body) });
}

const post = (path, body) => send('POST', path, body);

export const readChats = () => ask('/chats');
export const readMessages = (userId) => ask(`/chats/${userId}/messages`);
export const sendText = (userId, text, replyTo) =>
  post(`/chats/${userId}/messages`, replyTo ? { text, replyTo } : { text });
export const sendStart = (userId, startPayload) =>
  post(`/chats/${userId}/messages`, { startPayload });
export const press = (userId, messageId, callbackData) =>
  post(`/chats/${userId}/press`, { messageId, callbackData });
export const shareUsers = (userId, requestId, userIds) =>
  post(`/chats/${userId}/share`, { requestId, userIds });
export const askInline = (userId, query, offset) =>
  post(`/chats/${userId}/inline`, { query, offset });
export const pickResult = (userId, queryId, resultId) =>
  post(`/chats/${userId}/pick`, { queryId, resultId });
export const block = (userId, blocked) => post(`/chats/${userId}/block`, { blocked });
export const markRead = (userId) => post(`/chats/${userId}/read`, {});
export const readCompany = () => ask('/company');
export const turnCompany = (language) => post('/company/language', { language });
export const beginAgain = () => post('/company/again', {});
export const ring = () => post('/company/ring', {});
export const comeIn = (from) => post('/company/call', { from });
export const ofProcess = (act) => post('/company/process', { act });
export const readStatuses = () => ask('/company/statuses');
export const readLatestCalls = () => ask('/company/calls');
export const readPath = (callId) => ask(`/company/calls/${callId}/path`);
export const readCounts = () => ask('/counts');
export const readRequests = (since) => ask(`/requests?since=${since}`);
export const readRequest = (seq) => ask(`/requests/${seq}`);
export const readFaults = () => ask('/faults');
export const putFault = (fault) => send('PUT', '/faults', fault);
export const readClock = () => ask('/clock');
export const moveClock = (now) => post('/clock', { now });
export const fileUrl = (fileId) => `/sandbox/files/${encodeURIComponent(fileId)}`;

export function sendFile(userId, kind, file, name) {
  const form = new FormData();
  form.append(kind, file, name);
  return ask(`/chats/${userId}/messages`, { method: 'POST', body: form });
}

/** Calls `onEvent` for each event; `onLink` with true or false as the connection comes and goes. */
export function listen(onEvent, onLink) {
  const source = new EventSource('/sandbox/events');
  source.onopen = () => onLink(true);
  source.onerror = () => onLink(false);
  source.onmessage = ({ data }) => onEvent(JSON.parse(data));
}
