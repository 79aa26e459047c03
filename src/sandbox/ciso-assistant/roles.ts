import { uuidOf } from '../core/made-up.ts';
import type { Role } from './model.ts';

const BROWSE =
  'view_actor view_appliedcontrol view_asset view_folder view_perimeter view_riskacceptance view_team view_user view_usergroup'.split(' ');
const WORK = ['appliedcontrol', 'asset', 'perimeter', 'riskassessment', 'riskscenario'].flatMap(every);

function every(noun: string): readonly string[] {
  return ['add', 'view', 'change', 'delete'].map((verb) => `${verb}_${noun}`);
}

function role(name: string, ...permissions: readonly string[]): Role {
  return { id: uuidOf('ciso role', name), name, permissions: new Set(permissions) };
}

const MANAGE = [
  ...BROWSE,
  ...WORK,
  ...every('team'),
  ...every('riskacceptance'),
  ...every('folder'),
  'change_usergroup',
  'delete_usergroup',
];

/** Stored name of the role that was made by hand: the only one that holds rights on role assignments. */
export const ACCESS_MANAGER = 'Access manager (custom)';

/** The roles. No built-in one, not even the administrator's, may add user groups or touch role assignments. */
export const ROLES: readonly Role[] = [
  role('BI-RL-ADM', ...MANAGE, ...every('user'), 'approve_riskacceptance'),
  role('BI-RL-DMA', ...MANAGE),
  role('BI-RL-ANA', ...BROWSE, ...WORK),
  role('BI-RL-AUD', ...BROWSE),
  role('BI-RL-APP', ...BROWSE, 'approve_riskacceptance'),
  role('BI-RL-ADE', 'view_complianceassessment', 'change_requirementassessment'),
  role('BI-RL-TPR', 'view_complianceassessment', 'change_requirementassessment'),
  role(ACCESS_MANAGER, 'view_folder', 'view_user', ...every('usergroup'), ...every('roleassignment')),
];

/** What people read for a built-in group's stored name. */
export const GROUP_LABELS: Readonly<Record<string, string>> = {
  'BI-UG-ADM': 'Administrator',
  'BI-UG-GAD': 'Reader',
  'BI-UG-GAP': 'Approver',
  'BI-UG-AUD': 'Reader',
  'BI-UG-ANA': 'Analyst',
  'BI-UG-DMA': 'Domain manager',
  'BI-UG-APP': 'Approver',
  'BI-UG-ADE': 'Respondent',
  'BI-UG-TPR': 'Third-party respondent',
};

const GLOBAL_ROLES: Readonly<Record<string, string>> = { 'BI-UG-GAD': 'BI-RL-AUD', 'BI-UG-GAP': 'BI-RL-APP' };

/** Name of the role that a built-in group gives in its folder. */
export function roleOfGroup(name: string): string {
  return GLOBAL_ROLES[name] ?? name.replace('-UG-', '-RL-');
}
