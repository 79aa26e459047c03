import { needed, optional, step, type Flow } from './flow.ts';

/** Gives a new person an account and the access of their role. */
export const onboard: Flow = {
  name: 'onboard_person',
  title: 'Onboard a person',
  description: 'Account and access for a new person in every system that is set up.',
  arguments: [needed('person', 'Name and e-mail address.'), optional('role', 'What they do, or whose access they should have.')],
  goal: 'Onboard {person}. Their role: {role}.',
  steps: [
    step(
      'knowi_search_user ciso_list_users lightdash_list_members knowledgeowl_list_readers',
      'Find out where they have an account already.',
    ),
    step('knowi_list_user_groups ciso_list_user_groups lightdash_list_groups', 'List the groups, and pick the fewest that the role needs.'),
    step('ciso_create_user', 'Create the account with its groups; it asks when a group gives rights.'),
    step('knowi_create_user', 'Create the account with its groups and role.'),
    step('knowledgeowl_create_reader', 'Create the reader with the groups and knowledge bases of the role.'),
    step('lightdash_add_group_member', 'Lightdash members come by invitation or sign-on: once they are there, add them to groups.'),
    step('lightdash_list_project_access lightdash_grant_project_access', 'Only where no group gives it: access to single projects.'),
  ],
  show:
    'Before the first write show a table: system, account (there or new), groups, and what these allow. Ask for whatever is not ' +
    'said; never guess an administrator role.',
};

/** Takes every access of a leaver away, with nothing lost that others need. */
export const offboard: Flow = {
  name: 'offboard_person',
  title: 'Offboard a person',
  description: 'Every account and access of a leaver, taken away in the right order.',
  arguments: [needed('person', 'Name or e-mail address.'), optional('heir', 'Who takes over what they own.')],
  goal: 'Offboard {person}. Takes over what they own: {heir}.',
  steps: [
    step(
      'knowi_search_user ciso_list_users lightdash_list_members knowledgeowl_list_readers',
      'Find their accounts. More than one match: ask which.',
    ),
    step(
      'ciso_get_user_cascade knowi_list_dashboards lightdash_list_scheduler_logs',
      'Look at what goes with them: assets, dashboards, deliveries to their address.',
    ),
    step('knowi_move_user_assets', 'Move what they own to the heir first: deleting the account deletes it.'),
    step('lightdash_update_scheduler lightdash_delete_scheduler', 'Take them out of the recipients of deliveries.'),
    step('lightdash_delete_member', 'Remove them from the organization; groups, projects and spaces follow.'),
    step('ciso_update_user', 'Deactivate with is_active false: what they wrote stays theirs. Delete only when the person wants that.'),
    step('knowi_delete_user', 'Delete the account once its assets have moved.'),
    step('knowledgeowl_update_reader', 'Set the status to deleted.'),
  ],
  show:
    'Before the first removal show every account found, what depends on it, and where it goes. Show each preview in full. At ' +
    'the end list what is gone, what stays and why.',
};

/** Who can do what, without changing anything. */
export const review: Flow = {
  name: 'access_review',
  title: 'Review access',
  description: 'Who has which access, what is unusual, and what could be taken away. Changes nothing by itself.',
  arguments: [optional('scope', 'A system, project, group or person; everything where it is left out.')],
  goal: 'Review who has access. Scope: {scope}.',
  steps: [
    step(
      'lightdash_list_members ciso_list_users knowi_list_users knowledgeowl_list_readers',
      'List the accounts with all: true where the tool has it; note the inactive ones and the administrators.',
    ),
    step('lightdash_list_groups ciso_list_user_groups knowi_list_user_groups', 'List groups and their members.'),
    step('ciso_list_role_assignments', 'Who holds which role in which domain.'),
    step(
      'lightdash_list_projects lightdash_list_project_access lightdash_list_project_group_access',
      'Access to each project: of people, and through groups.',
    ),
    step('lightdash_list_spaces lightdash_get_space', 'Private spaces and with whom they are shared.'),
    step('ciso_list_access_tokens', 'Access tokens and when they expire.'),
  ],
  show:
    'Show one table: person, system, access, where it comes from, last sign-in where known. Then what stands out: ' +
    'administrators, people who never sign in, access given directly instead of by a group, the same person twice. Propose ' +
    'changes; make none until the person picks them one by one.',
};
