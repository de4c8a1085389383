import type { CliIo } from '../../src/cli/output';
import { patchSentence } from '../../src/cli/patch-sentence';
import { Session } from '../../src/cli/session';
import type { PatchProblem } from '../../src/hosts/file/patch/patch-workbook';
import { LANGUAGES } from '../../src/wording/language';
import { commandLineWording } from '../../src/wording/command-line/command-line-wording';
import { MemoryOutput } from './command-line';

const ESCAPE = '\u001B[31m';
const at = { sheet: `表${ESCAPE}`, cell: 'C7' };

/** Each with what its sentence must name. */
const PROBLEMS: readonly (readonly [PatchProblem, readonly string[]])[] = [
  [{ code: 'unreadable', problem: { code: 'file-encrypted', file: '', facts: {} } }, []],
  [{ code: 'signed', part: '_xmlsignatures/sig1.xml' }, []],
  [{ code: 'encoding', part: 'xl/styles.xml', encoding: 'GBK' }, ['xl/styles.xml', 'GBK']],
  [{ code: 'sheet-not-found', sheet: at.sheet }, ['表']],
  [{ code: 'table-not-found', sheet: at.sheet, table: '收入' }, ['表', '收入']],
  [{ code: 'table-range', sheet: at.sheet, table: '收入' }, ['表', '收入']],
  [{ code: 'table-heading', ...at, table: '收入' }, ['C7', '收入']],
  [{ code: 'cell-in-array', ...at, range: 'C7:D9' }, ['C7', 'C7:D9']],
  [{ code: 'out-of-order', ...at }, ['C7']],
  [{ code: 'text-too-long', ...at, most: 32_767 }, ['C7', '32,767']],
];

describe.each(LANGUAGES)('why a workbook can’t be patched, in %s', (language) => {
  const io: CliIo = { stdout: new MemoryOutput(), stderr: new MemoryOutput(), env: {}, cwd: '/', now: () => 0 };
  const session = new Session(io, commandLineWording(language));

  it.each(PROBLEMS.map(([problem, names]) => [problem.code, problem, names] as const))(
    '%s',
    (_code, problem, names) => {
      const sentence = patchSentence(session, problem, '账.xlsx');
      for (const name of ['账.xlsx', ...names]) expect(sentence).toContain(name);
      expect(sentence).not.toMatch(/\{\{|\n/);
      // What a file names is shown, never obeyed.
      expect(sentence).not.toContain(ESCAPE);
    },
  );
});
