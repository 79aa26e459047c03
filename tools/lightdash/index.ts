import { group, system } from '../../src/operation/index.ts';
import * as catalogItems from './catalog-items.ts';
import * as catalog from './catalog.ts';
import * as charts from './charts.ts';
import * as comments from './comments.ts';
import * as content from './content.ts';
import * as dashboards from './dashboards.ts';
import * as explores from './explores.ts';
import * as exploring from './exploring.ts';
import * as csvExports from './exports.ts';
import * as gitIntegration from './git-integration.ts';
import * as github from './github.ts';
import * as integrations from './integrations.ts';
import * as myAccount from './my-account.ts';
import * as myCredentials from './my-credentials.ts';
import * as notifications from './notifications.ts';
import * as organizations from './organizations.ts';
import * as projectAccess from './project-access.ts';
import * as projectContent from './project-content.ts';
import * as projects from './projects.ts';
import * as schedulers from './schedulers.ts';
import * as shareLinks from './share-links.ts';
import * as spaceAccess from './space-access.ts';
import * as spaces from './spaces.ts';
import * as sshKeypairs from './ssh-keypairs.ts';
import * as tags from './tags.ts';
import * as userAttributes from './user-attributes.ts';
import * as userGroups from './user-groups.ts';
import * as validation from './validation.ts';

/** Lightdash: one line for each group of its documentation, in listing order. */
export const lightdash = system({
  id: 'lightdash',
  title: 'Lightdash',
  prefix: 'lightdash_',
  notes: 'Ids are UUIDs and come from the list tools. A project belongs to the one organisation of the account.',
  groups: [
    group('My Account', myAccount, myCredentials),
    group('Organizations', organizations),
    group('Projects', projects, projectAccess, explores, projectContent, validation, tags),
    group('Spaces', spaces, spaceAccess),
    group('Content', content),
    group('Catalog', catalog, catalogItems),
    group('Dashboards', dashboards),
    group('Charts', charts),
    group('Exploring', exploring),
    group('Exports', csvExports),
    group('Schedulers', schedulers),
    group('Comments', comments),
    group('Share links', shareLinks),
    group('GitHub', github),
    group('Git Integration', gitIntegration),
    group('Integrations', integrations),
    group('User Groups', userGroups),
    group('Notifications', notifications),
    group('SSH Keypairs', sshKeypairs),
    group('User attributes', userAttributes),
  ],
});
