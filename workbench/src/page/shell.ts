/** The page around the grid: top bar, ribbon, hint, grid, pane. It draws, and tells what was pressed. */
import { type Theme } from '../protocol/app-context';
import { element, icon, type IconName } from './dom';
import { PANE_WIDTH, paneWidth } from './preferences';
import { type Texts } from './texts';

export interface ShellActions {
  readonly open: (file: File) => void;
  readonly save: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reloadPane: () => void;
  readonly switchLanguage: () => void;
  readonly switchTheme: () => void;
  readonly closePane: () => void;
  readonly paneWidthChanged: (width: number) => void;
  readonly dismissHint: () => void;
}

export interface ShellState {
  readonly texts: Texts;
  readonly language: string;
  readonly theme: Theme;
  readonly fileName: string;
  readonly isUnsaved: boolean;
  readonly paneTitle: string;
  readonly isPaneOpen: boolean;
  readonly paneWidth: number;
  /** Empty: none. */
  readonly hint: string;
  /** What is under way; empty: nothing. */
  readonly busy: string;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A step of the splitter's arrow keys, in pixels. */
const KEY_STEP = 20;

export class Shell {
  readonly ribbonPlace = element('div', { class: 'ribbon-place' });
  readonly gridContainer = element('div', { class: 'grid', attributes: { role: 'main' } });
  readonly frameContainer = element('div', { class: 'pane-frame' });
  private readonly fileName = element('span', { class: 'file-name' });
  private readonly unsavedMark = element('span', { class: 'unsaved', attributes: { role: 'img' } }, '●');
  private readonly openButton: HTMLButtonElement;
  private readonly saveButton: HTMLButtonElement;
  private readonly undoButton: HTMLButtonElement;
  private readonly redoButton: HTMLButtonElement;
  private readonly reloadButton: HTMLButtonElement;
  private readonly languageButton: HTMLButtonElement;
  private readonly themeButton: HTMLButtonElement;
  private readonly closeButton: HTMLButtonElement;
  private readonly dismissButton: HTMLButtonElement;
  private readonly hintText = element('span');
  private readonly hint: HTMLElement;
  private readonly paneTitle = element('h2');
  private readonly pane: HTMLElement;
  private readonly splitter: HTMLElement;
  private readonly busyText = element('span');
  private readonly busy: HTMLElement;
  private readonly dropText = element('div', { class: 'drop-text' });
  private readonly fileInput: HTMLInputElement;
  /** What takes the keys that are meant for the cells, once it has had the focus. */
  private gridFocus: HTMLElement | undefined;
  private state: ShellState;

  constructor(
    root: HTMLElement,
    state: ShellState,
    private readonly actions: ShellActions,
  ) {
    this.state = state;
    this.fileInput = element('input', {
      hidden: true,
      attributes: { type: 'file', accept: `.xlsx,.xlsm,${XLSX}` },
      on: { change: () => this.chosen() },
    });
    this.openButton = this.button('open', () => this.chooseFile(), 'with-label');
    this.saveButton = this.button('save', actions.save, 'with-label');
    this.undoButton = this.button('undo', actions.undo);
    this.redoButton = this.button('redo', actions.redo);
    this.reloadButton = this.button('reload', actions.reloadPane);
    this.languageButton = this.button(undefined, actions.switchLanguage, 'with-label');
    this.themeButton = this.button('dark', actions.switchTheme);
    this.closeButton = this.button('close', actions.closePane);
    this.dismissButton = this.button('close', actions.dismissHint);
    this.hint = element(
      'div',
      { class: 'hint', attributes: { role: 'note' } },
      icon('hint'),
      this.hintText,
      this.dismissButton,
    );
    this.splitter = this.makeSplitter();
    this.pane = element(
      'aside',
      { class: 'pane' },
      element('header', { class: 'pane-header' }, this.paneTitle, this.closeButton),
      this.frameContainer,
    );
    this.busy = element('div', { class: 'busy', attributes: { role: 'status' } }, element('i'), this.busyText);
    const bar = element(
      'header',
      { class: 'bar' },
      element('span', { class: 'mark', attributes: { 'aria-hidden': 'true' } }, 'X'),
      element('h1', { class: 'file' }, this.fileName, this.unsavedMark),
      this.openButton,
      this.saveButton,
      element('span', { class: 'gap' }),
      this.undoButton,
      this.redoButton,
      element('span', { class: 'space' }),
      this.busy,
      this.languageButton,
      this.themeButton,
      this.reloadButton,
      this.fileInput,
    );
    root.replaceChildren(
      bar,
      this.ribbonPlace,
      this.hint,
      element('div', { class: 'work' }, this.gridContainer, this.splitter, this.pane),
      element('div', { class: 'drop' }, this.dropText),
    );
    this.listenForDrops(root);
    this.listenForKeys();
    this.listenForParts(bar);
    this.draw(state);
  }

  draw(state: ShellState): void {
    this.state = state;
    const { texts, theme, fileName } = state;
    document.documentElement.lang = state.language;
    document.documentElement.dataset['theme'] = theme;
    document.title = fileName;
    this.fileName.textContent = fileName;
    this.unsavedMark.hidden = !state.isUnsaved;
    this.unsavedMark.title = texts.unsaved;
    this.unsavedMark.setAttribute('aria-label', texts.unsaved);
    label(this.openButton, texts.open, texts.openTip);
    label(this.saveButton, texts.save, texts.saveTip);
    label(this.undoButton, texts.undo);
    label(this.redoButton, texts.redo);
    label(this.reloadButton, texts.reloadPane);
    label(this.languageButton, texts.otherLanguage, texts.otherLanguageTip);
    label(this.themeButton, theme === 'light' ? texts.toDark : texts.toLight);
    this.themeButton.replaceChildren(icon(theme === 'light' ? 'dark' : 'light'));
    label(this.closeButton, texts.closePane);
    label(this.dismissButton, texts.dismissHint);
    this.hint.hidden = state.hint === '';
    this.hintText.textContent = state.hint;
    this.hintText.title = state.hint;
    this.gridContainer.setAttribute('aria-label', texts.grid);
    this.pane.setAttribute('aria-label', texts.pane);
    this.paneTitle.textContent = state.paneTitle;
    this.pane.hidden = !state.isPaneOpen;
    this.splitter.hidden = !state.isPaneOpen;
    this.splitter.setAttribute('aria-label', texts.resizePane);
    this.splitter.setAttribute('aria-valuenow', String(state.paneWidth));
    this.pane.style.width = `${state.paneWidth}px`;
    this.busy.hidden = state.busy === '';
    this.busyText.textContent = state.busy;
    document.body.toggleAttribute('aria-busy', state.busy !== '');
    this.dropText.textContent = texts.dropHere;
  }

  chooseFile(): void {
    this.fileInput.click();
  }

  private chosen(): void {
    const [file] = this.fileInput.files ?? [];
    // Chosen once more, the same file is opened once more.
    this.fileInput.value = '';
    if (file) this.actions.open(file);
  }

  private button(name: IconName | undefined, run: () => void, look = ''): HTMLButtonElement {
    return element(
      'button',
      { class: `bar-button ${look}`, attributes: { type: 'button' }, on: { click: run } },
      name && icon(name),
      look !== '' && element('span'),
    );
  }

  private makeSplitter(): HTMLElement {
    const splitter = element('div', {
      class: 'splitter',
      tabIndex: 0,
      attributes: {
        role: 'separator',
        'aria-orientation': 'vertical',
        'aria-valuemin': String(PANE_WIDTH.least),
        'aria-valuemax': String(PANE_WIDTH.most),
      },
    });
    const set = (width: number): void => this.actions.paneWidthChanged(paneWidth(width));
    splitter.addEventListener('pointerdown', (event) => {
      splitter.setPointerCapture(event.pointerId);
      // The frame would swallow the pointer.
      document.body.classList.add('is-resizing');
    });
    splitter.addEventListener('pointermove', (event) => {
      if (splitter.hasPointerCapture(event.pointerId)) set(innerWidth - event.clientX);
    });
    splitter.addEventListener('lostpointercapture', () => document.body.classList.remove('is-resizing'));
    splitter.addEventListener('keydown', (event) => {
      const { paneWidth: width } = this.state;
      const wanted: Readonly<Record<string, number>> = {
        ArrowLeft: width + KEY_STEP,
        ArrowRight: width - KEY_STEP,
        Home: PANE_WIDTH.most,
        End: PANE_WIDTH.least,
      };
      const next = wanted[event.key];
      if (next === undefined) return;
      event.preventDefault();
      set(next);
    });
    return splitter;
  }

  /** A file may be dropped anywhere but on the add-in's own page, which is not ours. */
  private listenForDrops(root: HTMLElement): void {
    const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const show = (isOver: boolean): void => void root.classList.toggle('is-dropping', isOver);
    window.addEventListener('dragover', (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      show(true);
    });
    window.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) show(false);
    });
    window.addEventListener(
      'drop',
      (event) => {
        show(false);
        if (!hasFile(event)) return;
        event.preventDefault();
        event.stopPropagation();
        const [file] = event.dataTransfer?.files ?? [];
        if (file) this.actions.open(file);
      },
      { capture: true },
    );
  }

  /** F6 goes from one part of the page to the next, as in Excel: in the grid the Tab key goes from cell to cell. */
  private listenForParts(bar: HTMLElement): void {
    const parts: readonly { readonly root: HTMLElement; readonly enter: () => void }[] = [
      { root: bar, enter: () => this.openButton.focus() },
      { root: this.ribbonPlace, enter: () => this.ribbonPlace.querySelector<HTMLElement>('[role=tab]')?.focus() },
      { root: this.gridContainer, enter: () => this.gridFocus?.focus() },
      { root: this.pane, enter: () => (this.frameContainer.querySelector('iframe') ?? this.closeButton).focus() },
    ];
    const grid = parts.findIndex(({ root }) => root === this.gridContainer);
    const partOf = (node: Element): number => parts.findIndex(({ root }) => root.contains(node));
    document.addEventListener('focusin', ({ target }) => {
      // What takes the keys for the cells is a place to type in, and need not stand within the grid's container.
      const isCells = target instanceof HTMLElement && target.isContentEditable;
      if (isCells && [grid, -1].includes(partOf(target))) this.gridFocus = target;
    });
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        if (document.querySelector('dialog[open]')) return;
        const at = document.activeElement ? partOf(document.activeElement) : grid;
        const open = parts.filter(({ root }) => !root.hidden);
        const current = open.findIndex(({ root }) => root === parts[at < 0 ? grid : at]?.root);
        open[(current + (event.shiftKey ? open.length - 1 : 1)) % open.length]?.enter();
      },
      { capture: true },
    );
  }

  private listenForKeys(): void {
    window.addEventListener(
      'keydown',
      (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
        const key = event.key.toLowerCase();
        if (key !== 's' && key !== 'o') return;
        event.preventDefault();
        event.stopPropagation();
        if (document.querySelector('dialog[open]')) return;
        if (key === 's') this.actions.save();
        else this.chooseFile();
      },
      { capture: true },
    );
  }
}

function label(button: HTMLButtonElement, text: string, tip = text): void {
  button.title = tip;
  const place = button.querySelector('span');
  if (place) place.textContent = text;
  else button.setAttribute('aria-label', text);
}
