import { fileUrl } from './api.js';
import { el, icon } from './dom.js';
import { say } from './words.js';

const speeds = [1, 1.5, 2];
const barsCount = 34;
let playingNow = null;

/** A voice message or an audio file: play, jump, speed. Loads nothing before the first touch. */
export function renderPlayer(file, title) {
  const audio = new Audio();
  audio.preload = 'none';
  audio.src = fileUrl(file.file_id);
  const play = el('button', { class: 'play', type: 'button' }, icon('play'));
  const bars = renderBars(file.file_unique_id, {
    by: (seconds) => jumpTo(audio.currentTime + seconds),
  });
  const time = el('span', { class: 'time' });
  const speed = el(
    'button',
    { class: 'speed', type: 'button', title: say('speed'), ariaLabel: `${say('speed')}: 1×` },
    '1×',
  );
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : file.duration) || 0;

  function show() {
    const at = audio.currentTime;
    const share = length() === 0 ? 0 : Math.min(at / length(), 1);
    bars.style.setProperty('--played', `${share * 100}%`);
    time.textContent = at > 0 ? `${minutes(at)} / ${minutes(length())}` : minutes(length());
    play.replaceChildren(icon(audio.paused ? 'play' : 'pause'));
    play.ariaLabel = audio.paused ? say('play', { length: minutes(length()) }) : say('pause');
    bars.ariaValueNow = String(Math.round(at));
    bars.ariaValueMax = String(Math.round(length()));
    bars.ariaValueText = `${minutes(at)} / ${minutes(length())}`;
  }

  function jumpTo(seconds) {
    const jump = () => {
      audio.currentTime = Math.min(Math.max(seconds, 0), length());
    };
    if (audio.readyState > 0) return jump();
    audio.addEventListener('loadedmetadata', jump, { once: true });
    audio.load();
  }

  play.addEventListener('click', () => {
    if (!audio.paused) return audio.pause();
    if (playingNow !== audio) playingNow?.pause();
    playingNow = audio;
    audio.play().catch(show);
  });
  bars.addEventListener('click', (event) => {
    const { left, width } = bars.getBoundingClientRect();
    jumpTo(((event.clientX - left) / width) * length());
  });
  speed.addEventListener('click', () => {
    const next = speeds[(speeds.indexOf(audio.playbackRate) + 1) % speeds.length];
    audio.defaultPlaybackRate = next;
    audio.playbackRate = next;
    speed.textContent = `${next}×`;
    speed.ariaLabel = `${say('speed')}: ${next}×`;
  });
  audio.addEventListener('ended', () => {
    audio.currentTime = 0;
  });
  for (const name of ['play', 'pause', 'timeupdate', 'seeked', 'durationchange', 'ended']) {
    audio.addEventListener(name, show);
  }
  show();
  const heading = title ? el('div', { class: 'track' }, title) : null;
  return el(
    'div',
    { class: 'player' },
    play,
    el('div', { class: 'sound' }, heading, bars, el('div', { class: 'under' }, time, speed)),
  );
}

const arrowSeconds = { ArrowLeft: -5, ArrowRight: 5, ArrowDown: -5, ArrowUp: 5 };

/**
 * Bars as in Telegram. Their heights come from the file's id: a drawing, not a measurement. Arrows move the place
 * `by` so many seconds.
 */
function renderBars(seed, { by }) {
  const slider = { role: 'slider', tabIndex: 0, ariaLabel: say('position'), ariaValueMin: '0' };
  const bars = el('div', { class: 'bars', ...slider });
  bars.addEventListener('keydown', (event) => {
    const seconds = arrowSeconds[event.key];
    if (seconds === undefined) return;
    event.preventDefault();
    by(seconds);
  });
  let state = 7;
  for (const char of seed) state = (state * 31 + char.charCodeAt(0)) % 65_521;
  for (let index = 0; index < barsCount; index += 1) {
    state = (state * 75 + 74) % 65_537;
    bars.append(el('i', { style: { height: `${18 + (state % 83)}%` } }));
  }
  return bars;
}

function minutes(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
