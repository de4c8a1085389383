/** What the document keeps for an add-in: `Excel.Setting` and `Excel.CustomXmlPart`. */
import { type CustomXmlPart } from '../../document-store';
import { type HostServices, type Json, type OfficeClass } from '../office-class';
import { invalidArgument, itemNotFound } from '../office-error';
import {
  NULL_OBJECT,
  type CustomXmlPartCollectionObject,
  type CustomXmlPartObject,
  type CustomXmlPartScopedCollectionObject,
  type SettingCollectionObject,
  type SettingObject,
} from '../office-objects';

const setting = (key: string): SettingObject => ({ type: 'Setting', key });

export const settingClass: OfficeClass<SettingObject> = {
  id: ({ key }) => key,
  exists: ({ key }, { document }) => document.settings.has(key),
  properties: {
    Key: { get: ({ key }) => key },
    Value: {
      // Settings come from the add-in as JSON and go back as they came.
      get: ({ key }, { document }) => (document.settings.get(key) ?? null) as Json,
      set: ({ key }, value, { document }) => document.setSetting(key, value),
    },
  },
  methods: { Delete: ({ key }, _args, { document }) => document.deleteSetting(key) },
};

export const settingCollectionClass: OfficeClass<SettingCollectionObject> = {
  items: (_target, { document }) => [...document.settings.keys()].map(setting),
  item: (_target, args, { document }) => {
    const key = args.text(0);
    if (!document.settings.has(key)) throw itemNotFound();
    return setting(key);
  },
  methods: {
    GetCount: (_target, _args, { document }) => document.settings.size,
    GetItemOrNullObject: (_target, args, { document }) =>
      document.settings.has(args.text(0)) ? setting(args.text(0)) : NULL_OBJECT,
    Add: (_target, args, { document }) => {
      document.setSetting(args.text(0), args.raw(1));
      return setting(args.text(0));
    },
  },
};

const partObject = ({ id }: CustomXmlPart): CustomXmlPartObject => ({ type: 'CustomXmlPart', id });

function part(id: string, { document }: HostServices): CustomXmlPart {
  const found = document.xmlParts.get(id);
  if (!found) throw itemNotFound();
  return found;
}

export const customXmlPartClass: OfficeClass<CustomXmlPartObject> = {
  id: ({ id }) => id,
  exists: ({ id }, { document }) => document.xmlParts.has(id),
  properties: {
    Id: { get: ({ id }) => id },
    NamespaceUri: { get: ({ id }, host) => part(id, host).namespaceUri },
  },
  methods: {
    GetXml: ({ id }, _args, host) => part(id, host).xml,
    SetXml: ({ id }, args, host) => {
      part(id, host);
      if (!host.document.setXml(id, args.text(0))) throw invalidArgument();
    },
    Delete: ({ id }, _args, { document }) => document.deleteXmlPart(id),
  },
};

export const customXmlPartCollectionClass: OfficeClass<CustomXmlPartCollectionObject> = {
  items: (_target, { document }) => [...document.xmlParts.values()].map(partObject),
  item: (_target, args, host) => partObject(part(args.text(0), host)),
  methods: {
    GetCount: (_target, _args, { document }) => document.xmlParts.size,
    GetItemOrNullObject: (_target, args, { document }) => {
      const found = document.xmlParts.get(args.text(0));
      return found ? partObject(found) : NULL_OBJECT;
    },
    GetByNamespace: (_target, args) => ({ type: 'CustomXmlPartScopedCollection', namespaceUri: args.text(0) }),
    Add: (_target, args, { document }) => {
      const added = document.addXmlPart(args.text(0));
      if (!added) throw invalidArgument();
      return partObject(added);
    },
  },
};

const scoped = ({ namespaceUri }: CustomXmlPartScopedCollectionObject, { document }: HostServices): CustomXmlPart[] =>
  [...document.xmlParts.values()].filter((one) => one.namespaceUri === namespaceUri);

export const customXmlPartScopedCollectionClass: OfficeClass<CustomXmlPartScopedCollectionObject> = {
  items: (target, host) => scoped(target, host).map(partObject),
  item: (_target, args, host) => partObject(part(args.text(0), host)),
  methods: {
    GetCount: (target, _args, host) => scoped(target, host).length,
    GetItemOrNullObject: (target, args, host) => {
      const found = scoped(target, host).find(({ id }) => id === args.text(0));
      return found ? partObject(found) : NULL_OBJECT;
    },
    GetOnlyItem: (target, _args, host) => {
      const [only, ...others] = scoped(target, host);
      if (!only || others.length > 0) throw itemNotFound();
      return partObject(only);
    },
    GetOnlyItemOrNullObject: (target, _args, host) => {
      const [only, ...others] = scoped(target, host);
      return only && others.length === 0 ? partObject(only) : NULL_OBJECT;
    },
  },
};
