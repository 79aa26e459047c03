import type { AccessState, User } from './access-state.ts';

/** What the account operations answer about a user. */
export function accountOf(access: AccessState, user: User) {
  const organization = access.organizations.get(user.organizationUuid ?? '');
  const { userUuid, email, firstName, lastName, isTrackingAnonymized, role, isActive, isPending } = user;
  return {
    userUuid,
    email,
    firstName,
    lastName,
    organizationUuid: organization?.organizationUuid ?? null,
    organizationName: organization?.name ?? null,
    organizationCreatedAt: organization?.createdAt ?? null,
    isTrackingAnonymized,
    isMarketingOptedIn: !isTrackingAnonymized,
    isSetupComplete: !isTrackingAnonymized,
    role,
    isActive,
    isPending,
  };
}

/** What the user may do, as the vendor's web application reads it: the first rules of many. */
export function abilityRules({ organizationUuid, userUuid, role }: User) {
  if (organizationUuid === null) return [];
  const ours = { organizationUuid };
  const common = [
    { action: 'view', subject: 'OrganizationMemberProfile', conditions: ours },
    { action: 'view', subject: 'CsvJobResult', conditions: { createdByUserUuid: userUuid } },
    { action: 'view', subject: 'PinnedItems', conditions: ours },
  ];
  const all = ['Dashboard', 'SavedChart', 'Space', 'Project', 'Group', 'Organization'];
  return role === 'admin' ? [...common, ...all.map((subject) => ({ action: 'manage', subject, conditions: ours }))] : common;
}
