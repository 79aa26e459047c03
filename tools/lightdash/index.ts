import { group, system } from '../../src/operation/index.ts';
import * as userGroups from './user-groups.ts';

/** Lightdash: one line for each group of its documentation, in listing order. */
export const lightdash = system({
  id: 'lightdash',
  title: 'Lightdash',
  prefix: 'lightdash_',
  notes: 'Ids are UUIDs and come from the list tools. A project belongs to the one organisation of the account.',
  groups: [group('User Groups', userGroups)],
});
