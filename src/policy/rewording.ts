/** A stretch of a reworded text: kept, taken out or put in. */
export interface TextEdit {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * What was reworded between two texts. What is kept and removed gives the earlier text, what is kept and added the later
 * one. Sentences are compared first, then the words within sentences that differ, so that a long clause of which one number
 * changed shows that number.
 */
export function rewording(before: string, after: string): readonly TextEdit[] {
  const sentences = compare(before.match(SENTENCE) ?? [], after.match(SENTENCE) ?? []);
  const edits: TextEdit[] = [];
  for (const { removed, added, same } of sentences) {
    edits.push(
      ...(removed !== '' && added !== ''
        ? wordEdits(removed, added)
        : [edit('removed', removed), edit('added', added)]),
    );
    edits.push(edit('same', same));
  }
  return joined(edits);
}

/** Up to the mark that ends it, marks of enumerations and clauses included. */
const SENTENCE = /[^。；;！？!?\n]+[。；;！？!?\n]*|[。；;！？!?\n]+/g;
/** A number with its sign, a word of letters, or one character: Chinese is written without spaces. */
const WORD = /\d+(?:[.,]\d+)*[%％‰]?|\p{Script=Latin}+|[^]/gu;

function wordEdits(before: string, after: string): readonly TextEdit[] {
  const blocks = compare(before.match(WORD) ?? [], after.match(WORD) ?? []);
  return blocks.flatMap(({ removed, added, same }) => [
    edit('removed', removed),
    edit('added', added),
    edit('same', same),
  ]);
}

function edit(kind: TextEdit['kind'], text: string): TextEdit {
  return { kind, text };
}

/** Stretches of one kind as one, and none that is empty. Two words that happen to be equal amid a change belong to it. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const result: TextEdit[] = [];
  let [removed, added] = ['', ''];
  const close = (): void => {
    if (removed !== '') result.push(edit('removed', removed));
    if (added !== '') result.push(edit('added', added));
    [removed, added] = ['', ''];
  };
  const filled = edits.filter(({ text }) => text !== '');
  filled.forEach(({ kind, text }, index) => {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (isIsland(text, removed !== '' && added !== '', filled[index + 1], filled[index + 2])) {
      removed += text;
      added += text;
    } else {
      close();
      const last = result.at(-1);
      if (last?.kind === 'same') result[result.length - 1] = edit('same', last.text + text);
      else result.push(edit('same', text));
    }
  });
  close();
  return result;
}

/** A character or two that are kept between two replacements: read apart they only tear the words to pieces. */
function isIsland(text: string, follows: boolean, next: TextEdit | undefined, second: TextEdit | undefined): boolean {
  return follows && [...text].length <= LONGEST_ISLAND && next?.kind === 'removed' && second?.kind === 'added';
}

const LONGEST_ISLAND = 1;

/** What was taken out and put in before a stretch that both texts have. */
interface Block {
  readonly removed: string;
  readonly added: string;
  readonly same: string;
}

/** More comparisons than this take too long for what they tell; the texts are then told whole. */
const MOST_COMPARISONS = 4_000_000;

/** Compares two lists of pieces by their longest common subsequence. */
function compare(before: readonly string[], after: readonly string[]): readonly Block[] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore -= 1;
    endAfter -= 1;
  }
  return [
    { removed: '', added: '', same: before.slice(0, start).join('') },
    ...compareMiddle(before.slice(start, endBefore), after.slice(start, endAfter)),
    { removed: '', added: '', same: before.slice(endBefore).join('') },
  ];
}

function compareMiddle(before: readonly string[], after: readonly string[]): readonly Block[] {
  const width = after.length + 1;
  if (before.length * after.length > MOST_COMPARISONS) {
    return [{ removed: before.join(''), added: after.join(''), same: '' }];
  }
  // How long the longest common subsequence of what is left from each pair of places on is.
  const common = new Uint16Array((before.length + 1) * width);
  const commonAt = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        before[i] === after[j] ? commonAt(i + 1, j + 1) + 1 : Math.max(commonAt(i + 1, j), commonAt(i, j + 1));
    }
  }
  const blocks: Block[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    let [removed, added, same] = ['', '', ''];
    while (
      i < before.length &&
      (j >= after.length || before[i] !== after[j]) &&
      (j >= after.length || commonAt(i + 1, j) >= commonAt(i, j + 1))
    ) {
      removed += before[i] ?? '';
      i += 1;
    }
    while (
      j < after.length &&
      before[i] !== after[j] &&
      (i >= before.length || commonAt(i, j + 1) > commonAt(i + 1, j))
    ) {
      added += after[j] ?? '';
      j += 1;
    }
    while (i < before.length && j < after.length && before[i] === after[j]) {
      same += before[i] ?? '';
      i += 1;
      j += 1;
    }
    blocks.push({ removed, added, same });
  }
  return blocks;
}
