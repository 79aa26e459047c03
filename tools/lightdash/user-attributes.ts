import * as z from 'zod';
import { create, given, member, read, remove, update } from '../../src/operation/index.ts';
import { listGroupsInOrganization, listOrganizationMembers } from './organizations.ts';
import { counted, found, lacks, listed, named, person, rows, text } from './says-access.ts';
import { groupUuid, userAttributeUuid, userUuid } from './vocabulary.ts';

const attribute = {
  name: z.string().min(1),
  description: z.string().optional(),
  attributeDefault: z.string().nullable().describe('Value of everybody not listed; null for none.'),
  users: z.array(z.strictObject({ userUuid, value: z.string() })),
  groups: z.array(z.strictObject({ groupUuid, value: z.string() })),
};

const people = given(listOrganizationMembers, ({ users }) => (users.length ? {} : undefined));

export const getUserAttributes = read({
  id: 'getUserAttributes',
  name: 'lightdash_list_user_attributes',
  title: 'List user attributes',
  description: 'Attributes that row and column filters use, with the value of each person and group.',
  words:
    'row-level security, data permissions, who sees which rows, region filter, RLS, Attribute anzeigen, Zeilenberechtigung, ' +
    'attributs, seguridad por filas, list user attributes and their values, which attributes control the row filters, ' +
    'who has which attribute value, welche Benutzerattribute gibt es, Werte der Attribute, quels attributs utilisateur existent, ' +
    'valeurs des attributs, qué atributos de usuario hay, valores de los atributos',
  route: 'GET /api/v1/org/attributes',
  brief: ['uuid', 'name', 'description', 'attributeDefault', 'users', 'groups'],
});

export const createUserAttribute = create({
  id: 'createUserAttribute',
  name: 'lightdash_create_user_attribute',
  title: 'Create user attribute',
  description: 'Adds an attribute with the values of people and groups. Filters that use it decide which data each sees.',
  words:
    'set up row-level security, restrict rows by region, data permission, RLS rule, Attribut anlegen, créer un attribut, ' +
    'crear atributo, create user attribute, define an attribute so that each user sees only their own country’s rows, ' +
    'new user attribute, neues Benutzerattribut anlegen, Attribut für Zeilenfilter erstellen, nouvel attribut utilisateur, ' +
    'créer un attribut utilisateur, nuevo atributo de usuario, crear atributo de usuario',
  route: 'POST /api/v1/org/attributes',
  body: attribute,
  grants: true,
  before: { existing: getUserAttributes, people, teams: listGroupsInOrganization },
  says: ({ existing, people, teams, input }) =>
    `Create the user attribute "${input.name}": ${values(input, people, teams)} ` +
    (found(existing, 'name', input.name) === undefined
      ? 'Filters that use it show people data accordingly.'
      : 'An attribute of that name exists already: Lightdash will refuse.'),
  undo: 'Delete the attribute.',
});

export const updateUserAttribute = update({
  id: 'updateUserAttribute',
  name: 'lightdash_update_user_attribute',
  title: 'Update user attribute',
  description: 'Replaces an attribute with all its values: people and groups left out lose theirs. Read it first.',
  words:
    'change row-level security, edit data permission, assign region to person, Attributwert ändern, modifier attribut, ' +
    'cambiar atributo, set the region attribute of a person, change attribute values, give somebody another attribute value, ' +
    'edit user attribute, Benutzerattribut ändern, Wert des Attributs setzen, modifier un attribut utilisateur, ' +
    'changer la valeur de l’attribut, modificar un atributo de usuario, cambiar el valor del atributo',
  route: 'PUT /api/v1/org/attributes/{userAttributeUuid}',
  path: { userAttributeUuid },
  body: attribute,
  destroys: true,
  grants: true,
  before: { existing: getUserAttributes, people, teams: listGroupsInOrganization },
  says: ({ existing, people, teams, input }) => {
    const old = found(existing, 'uuid', input.userAttributeUuid);
    const id = input.userAttributeUuid;
    if (lacks(existing, 'uuid', id)) return `There is no user attribute ${id}: Lightdash will refuse.`;
    const rename = old !== undefined && old['name'] !== input.name ? ` Rename it to "${input.name}".` : '';
    return (
      `Replace the user attribute ${named(old, input.userAttributeUuid)} with all its values. ` +
      `Until now: ${values(old, people, teams)} From now on: ${values(input, people, teams)}${rename}`
    );
  },
  undo: 'Set the old values again.',
});

export const removeUserAttribute = remove({
  id: 'removeUserAttribute',
  name: 'lightdash_delete_user_attribute',
  title: 'Delete user attribute',
  description: 'Deletes an attribute with all its values. Filters that use it change what people see.',
  words:
    'drop row-level security, remove data permission, Attribut löschen, supprimer attribut, eliminar atributo, ' +
    'delete user attribute, an attribute isn’t needed remove it, get rid of an attribute, Benutzerattribut löschen, ' +
    'Attribut entfernen, supprimer un attribut utilisateur, effacer l’attribut, eliminar un atributo de usuario, ' +
    'borrar el atributo, attribute is useless take it away, Attribut nicht mehr nötig',
  route: 'DELETE /api/v1/org/attributes/{userAttributeUuid}',
  path: { userAttributeUuid },
  before: { existing: getUserAttributes, teams: listGroupsInOrganization },
  says: ({ existing, teams, input }) => {
    const old = found(existing, 'uuid', input.userAttributeUuid);
    const id = input.userAttributeUuid;
    if (lacks(existing, 'uuid', id)) return `There is no user attribute ${id}: nothing would change.`;
    return (
      `Delete the user attribute ${named(old, input.userAttributeUuid)} with its values: ${values(old, undefined, teams)} ` +
      'Filters and fields that use it stop matching, which changes or hides data for people.'
    );
  },
  undo: 'Create it again with the same name and values.',
});

/** Who has which value: `default none; 2 people: …; 1 group: ….`, or `unknown.` where it could not be read. */
function values(attribute: unknown, people: unknown, teams: unknown): string {
  if (attribute === undefined) return 'unknown.';
  const valued = (one: unknown) => ` = "${text(one, 'value') ?? ''}"`;
  const persons = rows(member(attribute, 'users')).map((one) => person(found(people, 'userUuid', one['userUuid']) ?? one) + valued(one));
  const groups = rows(member(attribute, 'groups')).map(
    (one) => named(found(teams, 'uuid', one['groupUuid']), one['groupUuid']) + valued(one),
  );
  const standard = member(attribute, 'attributeDefault');
  return (
    `default ${typeof standard === 'string' ? `"${standard}"` : 'none'}; ` +
    `${counted(persons.length, 'person', 'people')}: ${listed(persons)}; ${counted(groups.length, 'group')}: ${listed(groups)}.`
  );
}
