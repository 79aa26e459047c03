import { needed, optional, step, type Flow } from './flow.ts';

/** Empty, doubled and unused groups. */
export const groups: Flow = {
  name: 'clean_up_groups',
  title: 'Clean up groups',
  description: 'Finds empty, doubled and unused groups, and removes those that the person picks.',
  arguments: [optional('system', 'One system; all where it is left out.')],
  goal: 'Clean up groups. System: {system}.',
  steps: [
    step('lightdash_list_groups ciso_list_user_groups knowi_list_groups knowi_list_user_groups', 'List all groups.'),
    step('lightdash_list_group_members ciso_get_user_group knowi_get_group', 'Members of those that look empty or alike.'),
    step(
      'lightdash_list_projects lightdash_list_project_group_access ciso_get_user_group_cascade',
      'What each of them gives: a group without members may still be the one that a sign-on fills.',
    ),
    step(
      'lightdash_update_group lightdash_add_group_member knowi_rename_group',
      'Merge first: move the members, check that nobody loses access.',
    ),
    step('lightdash_delete_group ciso_delete_user_group knowi_delete_group', 'Delete what the person picked, one at a time.'),
  ],
  show:
    'Show a table before any change: group, members, what it gives, why it is on the list. Built-in groups stay. Show each ' +
    'preview; it names who loses what.',
};

/** From the development project to the upstream one, with a way back. */
export const promote: Flow = {
  name: 'promote_content_safely',
  title: 'Promote content safely',
  description: 'Brings charts and dashboards from a project to its upstream project after looking at the difference.',
  arguments: [needed('content', 'Names of charts or dashboards, or a space.'), optional('project', 'Where they are now.')],
  goal: 'Promote {content}. Project: {project}.',
  steps: [
    step('lightdash_list_projects', 'Find the project; it needs an upstream project.'),
    step('lightdash_list_charts lightdash_list_dashboards', 'Find the content by name. More than one match: ask which.'),
    step(
      'lightdash_validate_project lightdash_get_job_status lightdash_list_validation_results',
      'Validate, wait for the job, and stop at errors in this content.',
    ),
    step('lightdash_get_chart_promotion_diff lightdash_get_dashboard_promotion_diff', 'Get the difference for each piece.'),
    step(
      'lightdash_promote_chart lightdash_promote_dashboard',
      'Promote charts that stand alone, then dashboards, which bring their charts.',
    ),
    step('lightdash_list_chart_versions lightdash_rollback_chart', 'If something is wrong afterwards: the upstream version from before.'),
  ],
  show:
    'Show the difference of each piece in words: created, changed, deleted upstream, and who sees it there. Promote only what ' +
    'the person named after seeing it. Note the version to roll back to.',
};

/** New before old: nothing stops working in between. */
export const rotate: Flow = {
  name: 'rotate_credentials',
  title: 'Rotate credentials',
  description: 'Replaces tokens and keys: new ones first, old ones revoked once the new ones work.',
  arguments: [optional('which', 'Which credential; all that are known where it is left out.')],
  goal: 'Rotate credentials. Which: {which}.',
  steps: [
    step('ciso_list_access_tokens', 'List the access tokens with their expiry.'),
    step('ciso_create_access_token', 'Make the new token. Its value is sealed: a person reveals it and puts it where it is used.'),
    step('lightdash_rotate_access_token', 'Gives the token a new value; the old one stops working at once, so have its users ready.'),
    step(
      'lightdash_list_warehouse_credentials lightdash_update_warehouse_credentials',
      'Set new warehouse credentials, best as a sealed value.',
    ),
    step(
      'ciso_get_saml_certificate ciso_generate_saml_keys',
      'New signing keys; the identity provider must learn the certificate, or sign-on stops.',
    ),
    step('ciso_revoke_access_token', 'Revoke the old token only after the person says that the new one works.'),
  ],
  show:
    'Show first what will be rotated, who uses it, and for how long it will not work. Never write a secret value into the ' +
    'conversation. If the credential is the one that this server uses, the person must change its settings as well: say so ' +
    'before.',
};
