import { Lexer } from 'yaml';

/** Items are some five levels deep; the parser's recursion is safe to about ten times this. */
const depthMax = 200;
const indentMax = 400;

/**
 * Whether YAML or JSON is lists within lists without end. The parser goes down into them by recursion,
 * and where the stack ends within one of its regular expressions the whole process ends with it, which
 * no `try` can catch: so this has to be seen before, by the parser's own tokens.
 */
export function isTooDeep(text: string): boolean {
  let brackets = 0;
  /** Of one line outside brackets: what it is indented by, and the signs that begin another level. */
  let indent = 0;
  let signs = 0;
  let atStart = true;
  for (const token of new Lexer().lex(text)) {
    const sign = token[0] ?? '';
    if (sign === '\n' || sign === '\r') {
      [indent, signs, atStart] = [0, 0, true];
      continue;
    }
    if (atStart && (sign === ' ' || sign === '\t')) indent = token.length;
    atStart = false;
    if (token === '[' || token === '{') brackets += 1;
    else if (token === ']' || token === '}') brackets -= 1;
    else if (brackets <= 0 && (token === '-' || token === '?' || token === ':')) signs += 1;
    if (brackets > depthMax || indent > indentMax || signs > depthMax) return true;
  }
  return false;
}
