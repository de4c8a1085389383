/**
 * An add-in only XML manifest: what a host needs of it. Any add-in's; nothing here knows which. Texts and addresses come
 * in the wanted language, where the manifest overrides them for it.
 */
import { isAtLeast, type RequirementSets } from '../protocol/app-context';

export interface RibbonAction {
  readonly kind: 'ShowTaskpane' | 'ExecuteFunction';
  /** For `ExecuteFunction`. */
  readonly functionName?: string;
  /** For `ShowTaskpane`: the page. */
  readonly url?: string;
}

export interface RibbonButton {
  readonly id: string;
  readonly label: string;
  readonly tipTitle: string;
  readonly tipText: string;
  /** Size in pixels → address. */
  readonly icons: Readonly<Record<number, string>>;
  /** Of a menu: none of its own, but `items`. */
  readonly action?: RibbonAction;
  readonly items?: readonly RibbonButton[];
}

export interface RibbonGroup {
  readonly id: string;
  readonly label: string;
  readonly buttons: readonly RibbonButton[];
}

export interface RibbonTab {
  readonly id: string;
  /** Of one of Office's own tabs, its id. */
  readonly label: string;
  readonly isOfficeTab: boolean;
  readonly groups: readonly RibbonGroup[];
}

export interface ManifestModel {
  readonly id: string;
  readonly version: string;
  readonly providerName: string;
  readonly displayName: string;
  readonly description: string;
  readonly iconUrl?: string;
  readonly permissions: string;
  /** The task pane's page; with a shared runtime the only page there is. */
  readonly pageUrl: string;
  readonly functionFileUrl?: string;
  readonly sharedRuntime: boolean;
  readonly runtimeLifetime: 'long' | 'short';
  readonly requirements: RequirementSets;
  readonly tabs: readonly RibbonTab[];
  readonly customFunctions?: {
    readonly pageUrl?: string;
    readonly scriptUrl?: string;
    readonly metadataUrl: string;
    /** Left out where functions are called by their bare names. */
    readonly namespace?: string;
  };
}

export type ManifestFault =
  | { readonly code: 'tooLarge'; readonly limit: number }
  | { readonly code: 'hasDoctype' }
  | { readonly code: 'notXml' }
  | { readonly code: 'notAManifest'; readonly found: string }
  | { readonly code: 'notForExcel' }
  | { readonly code: 'missing'; readonly element: string }
  | { readonly code: 'badAddress'; readonly text: string }
  | { readonly code: 'unsupported'; readonly set: string; readonly version: string };

export type ManifestResult =
  { readonly ok: true; readonly manifest: ManifestModel } | { readonly ok: false; readonly fault: ManifestFault };

/** Office's own limit is far below. */
export const LARGEST_MANIFEST = 1_000_000;

class Refusal extends Error {
  constructor(readonly fault: ManifestFault) {
    super(fault.code);
  }
}

/** Children of this local name, whatever their prefix. */
function children(parent: Element, name: string): Element[] {
  return [...parent.children].filter((child) => child.localName === name);
}

function child(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => (at ? children(at, name)[0] : undefined), parent);
}

const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.getAttribute(name) ?? undefined;

/** `xsi:type`, by whichever prefix. */
function typeOf(element: Element): string {
  return (
    element.getAttributeNS('http://www.w3.org/2001/XMLSchema-instance', 'type') ??
    element.getAttribute('xsi:type') ??
    ''
  );
}

/** The value for this language: the override for it, else for its main language, else the default. */
function localized(element: Element | undefined, language: string): string {
  if (!element) return '';
  const overrides = children(element, 'Override');
  const find = (fits: (locale: string) => boolean): string | undefined =>
    attribute(
      overrides.find((one) => fits((attribute(one, 'Locale') ?? '').toLowerCase())),
      'Value',
    );
  const wanted = language.toLowerCase();
  const main = wanted.split('-')[0] ?? wanted;
  return (
    find((locale) => locale === wanted) ??
    find((locale) => locale.split('-')[0] === main) ??
    attribute(element, 'DefaultValue') ??
    ''
  );
}

class Resources {
  private readonly byId = new Map<string, Element>();

  constructor(
    element: Element | undefined,
    private readonly language: string,
  ) {
    for (const group of element ? [...element.children] : []) {
      for (const resource of [...group.children]) {
        const id = attribute(resource, 'id');
        if (id !== undefined) this.byId.set(id, resource);
      }
    }
  }

  /** What a resid stands for; '' for one that is not there. */
  text(element: Element | undefined): string {
    const id = attribute(element, 'resid');
    return id === undefined ? '' : localized(this.byId.get(id), this.language);
  }

  url(element: Element | undefined): string | undefined {
    const text = this.text(element);
    return text === '' ? undefined : checkUrl(text);
  }
}

/** Only http and https: a manifest is someone else's text. */
function checkUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Refusal({ code: 'badAddress', text });
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Refusal({ code: 'badAddress', text });
  return url.href;
}

function readSets(element: Element | undefined): Record<string, string> {
  const sets = child(element, 'Sets');
  const lowest = attribute(sets, 'DefaultMinVersion') ?? '1.1';
  const found = (sets ? children(sets, 'Set') : []).flatMap((set) => {
    const name = attribute(set, 'Name');
    return name === undefined ? [] : [[name, attribute(set, 'MinVersion') ?? lowest] as const];
  });
  // Not by assignment: a set may bear any name, `__proto__` too.
  return Object.fromEntries(found);
}

function readIcons(element: Element | undefined, resources: Resources): Record<number, string> {
  const icons: Record<number, string> = {};
  for (const image of element ? children(element, 'Image') : []) {
    const url = resources.url(image);
    if (url !== undefined) icons[Number(attribute(image, 'size') ?? 0)] = url;
  }
  return icons;
}

function readAction(element: Element | undefined, resources: Resources): RibbonAction | undefined {
  if (!element) return undefined;
  if (typeOf(element) === 'ExecuteFunction') {
    const name = child(element, 'FunctionName')?.textContent.trim() ?? '';
    if (name === '') throw new Refusal({ code: 'missing', element: 'FunctionName' });
    return { kind: 'ExecuteFunction', functionName: name };
  }
  const url = resources.url(child(element, 'SourceLocation'));
  return { kind: 'ShowTaskpane', ...(url !== undefined && { url }) };
}

/** A button, or a menu with its items; menus have one level, as in Office. */
function readButton(element: Element, resources: Resources, isItem = false): RibbonButton {
  const tip = child(element, 'Supertip');
  const items = isItem ? undefined : child(element, 'Items');
  const action = readAction(child(element, 'Action'), resources);
  return {
    id: attribute(element, 'id') ?? '',
    label: resources.text(child(element, 'Label')),
    tipTitle: resources.text(child(tip, 'Title')),
    tipText: resources.text(child(tip, 'Description')),
    icons: readIcons(child(element, 'Icon'), resources),
    ...(action && { action }),
    ...(items && { items: children(items, 'Item').map((item) => readButton(item, resources, true)) }),
  };
}

function readTabs(form: Element | undefined, resources: Resources): RibbonTab[] {
  const points = form ? children(form, 'ExtensionPoint') : [];
  return points
    .filter((point) => typeOf(point) === 'PrimaryCommandSurface')
    .flatMap((point) => [...children(point, 'CustomTab'), ...children(point, 'OfficeTab')])
    .map((tab) => ({
      id: attribute(tab, 'id') ?? '',
      label: tab.localName === 'OfficeTab' ? (attribute(tab, 'id') ?? '') : resources.text(child(tab, 'Label')),
      isOfficeTab: tab.localName === 'OfficeTab',
      groups: children(tab, 'Group').map((group) => ({
        id: attribute(group, 'id') ?? '',
        label: resources.text(child(group, 'Label')),
        buttons: children(group, 'Control').map((control) => readButton(control, resources)),
      })),
    }));
}

function readFunctions(form: Element | undefined, resources: Resources): ManifestModel['customFunctions'] {
  const point = (form ? children(form, 'ExtensionPoint') : []).find((one) => typeOf(one) === 'CustomFunctions');
  if (!point) return undefined;
  const metadataUrl = resources.url(child(point, 'Metadata', 'SourceLocation'));
  if (metadataUrl === undefined) throw new Refusal({ code: 'missing', element: 'Metadata' });
  const pageUrl = resources.url(child(point, 'Page', 'SourceLocation'));
  const scriptUrl = resources.url(child(point, 'Script', 'SourceLocation'));
  const namespace = resources.text(child(point, 'Namespace'));
  return {
    metadataUrl,
    ...(pageUrl !== undefined && { pageUrl }),
    ...(scriptUrl !== undefined && { scriptUrl }),
    ...(namespace !== '' && { namespace }),
  };
}

/** The `<Host>` for workbooks in the newest VersionOverrides. */
function workbookHost(overrides: Element | undefined): Element | undefined {
  const hosts = child(overrides, 'Hosts');
  return (hosts ? children(hosts, 'Host') : []).find((host) => typeOf(host) === 'Workbook');
}

function read(root: Element, language: string, supported: RequirementSets): ManifestModel {
  if (root.localName !== 'OfficeApp') throw new Refusal({ code: 'notAManifest', found: root.localName });
  const hosts = child(root, 'Hosts');
  const isForExcel = hosts ? children(hosts, 'Host').some((host) => attribute(host, 'Name') === 'Workbook') : true;
  if (!isForExcel) throw new Refusal({ code: 'notForExcel' });
  const outer = child(root, 'VersionOverrides');
  const overrides = child(outer, 'VersionOverrides') ?? outer;
  const host = workbookHost(overrides);
  const resources = new Resources(child(overrides, 'Resources'), language);
  const form = child(host, 'DesktopFormFactor');
  const everyForm = child(host, 'AllFormFactors');
  const runtimes = child(host, 'Runtimes');
  const runtime = runtimes && children(runtimes, 'Runtime')[0];
  const requirements = {
    ...readSets(child(root, 'Requirements')),
    ...readSets(child(overrides, 'Requirements')),
  };
  for (const [set, version] of Object.entries(requirements)) {
    const held = Object.hasOwn(supported, set) ? supported[set] : undefined;
    if (held === undefined || !isAtLeast(held, version)) throw new Refusal({ code: 'unsupported', set, version });
  }
  const functions = readFunctions(everyForm, resources) ?? readFunctions(form, resources);
  const functionFileUrl = resources.url(child(form, 'FunctionFile'));
  const source = localized(child(root, 'DefaultSettings', 'SourceLocation'), language);
  const pageUrl =
    resources.url(runtime) ?? (source === '' ? undefined : checkUrl(source)) ?? functions?.pageUrl ?? functionFileUrl;
  if (pageUrl === undefined) throw new Refusal({ code: 'missing', element: 'SourceLocation' });
  const iconUrl = localized(child(root, 'IconUrl'), language);
  return {
    id: child(root, 'Id')?.textContent.trim() ?? '',
    version: child(root, 'Version')?.textContent.trim() ?? '',
    providerName: child(root, 'ProviderName')?.textContent.trim() ?? '',
    displayName: localized(child(root, 'DisplayName'), language),
    description: localized(child(root, 'Description'), language),
    ...(iconUrl !== '' && { iconUrl: checkUrl(iconUrl) }),
    permissions: child(root, 'Permissions')?.textContent.trim() ?? '',
    pageUrl,
    ...(functionFileUrl !== undefined && { functionFileUrl }),
    sharedRuntime: runtime !== undefined,
    runtimeLifetime: attribute(runtime, 'lifetime') === 'long' ? 'long' : 'short',
    requirements,
    tabs: readTabs(form, resources),
    ...(functions && { customFunctions: functions }),
  };
}

/**
 * Parses a manifest. External entities cannot come in: a document type is refused before anything is parsed, and
 * DOMParser loads nothing.
 */
export function parseManifest(
  xml: string,
  options: {
    readonly language: string;
    readonly supported: RequirementSets;
    readonly parser?: Pick<DOMParser, 'parseFromString'>;
  },
): ManifestResult {
  if (xml.length > LARGEST_MANIFEST) return { ok: false, fault: { code: 'tooLarge', limit: LARGEST_MANIFEST } };
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return { ok: false, fault: { code: 'hasDoctype' } };
  const parser = options.parser ?? new DOMParser();
  let root: Element | undefined;
  try {
    const document = parser.parseFromString(xml.replace(/^\uFEFF/, ''), 'application/xml');
    root = document.getElementsByTagName('parsererror').length > 0 ? undefined : document.documentElement;
  } catch {
    root = undefined;
  }
  if (!root) return { ok: false, fault: { code: 'notXml' } };
  try {
    return { ok: true, manifest: read(root, options.language, options.supported) };
  } catch (failure) {
    if (failure instanceof Refusal) return { ok: false, fault: failure.fault };
    throw failure;
  }
}
