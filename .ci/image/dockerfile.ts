/** One instruction, its lines joined: `COPY`, `--from=build /app/dist dist`. */
export interface Step {
  readonly does: string;
  readonly words: string;
}

/** What stands between one FROM and the next. */
export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly steps: readonly Step[];
}

/** The stages of a Dockerfile in their order. */
export function readDockerfile(text: string): Stage[] {
  const joined = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ');
  const stages: { name: string; from: string; steps: Step[] }[] = [];
  for (const line of joined.split('\n').filter((line) => line.trim() !== '')) {
    const [, does = '', words = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (does === 'FROM') {
      const [from = '', , name = ''] = words.split(/\s+/);
      stages.push({ name, from, steps: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (stage) stage.steps.push({ does, words });
    else if (does !== 'ARG') throw new Error(`before the first FROM: ${line}`);
  }
  return stages;
}

/** Which paths a build may copy: the last pattern that fits a path, or a folder it lies in, decides. */
export function readIgnore(text: string): (path: string) => boolean {
  const patterns = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => ({ kept: line.startsWith('!'), form: formOf(line.replace(/^!/, '')) }));
  return (path) => {
    const parts = path.split('/');
    const paths = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
    let kept = true;
    for (const pattern of patterns) {
      if (paths.some((above) => pattern.form.test(above))) kept = pattern.kept;
    }
    return kept;
  };
}

function formOf(pattern: string): RegExp {
  const escaped = pattern
    .split(/(\*\*\/|\*)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      return part === '*' ? '[^/]*' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${escaped}$`);
}
