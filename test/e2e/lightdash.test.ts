import { beforeAll, describe, expect, it } from 'vitest';
import { adminWith, type Admin } from './admin.ts';
import { newest } from './clients.ts';
import { sandboxed, servedOverHttp } from './opened.ts';

let admin: Admin;
beforeAll(async () => {
  admin = adminWith(await newest({ url: await servedOverHttp(await sandboxed({ STEWARD_CONFIRM: 'flag' })) }));
});

describe('an administrator of Lightdash asks an agent', () => {
  it('who has admin?', async () => {
    const brief = await admin.does('lightdash_list_members', { page: 1, pageSize: 100 });
    expect(brief).toMatchObject({ total: 120, next: { page: 2, pageSize: 100 }, brief: expect.stringContaining('["*"]') });
    const fields = ['email', 'role'];
    const people = [
      ...(await admin.lists('lightdash_list_members', { page: 1, pageSize: 100, fields })),
      ...(await admin.lists('lightdash_list_members', { page: 2, pageSize: 100, fields })),
    ];
    expect(people).toHaveLength(120);
    expect(people.filter(({ role }) => role === 'admin')).toEqual([
      { email: 'robin.steward@example.com', role: 'admin' },
      { email: 'alex.admin@example.com', role: 'admin' },
    ]);
  });

  it('take Bob out of the Marketing group', async () => {
    const { uuid: groupUuid } = await admin.finds('lightdash_list_groups', 'Marketing');
    const { userUuid } = await admin.finds('lightdash_list_group_members', 'bob.miller@example.com', { groupUuid });
    const shown = await admin.isShown('lightdash_remove_group_member', { groupUuid, userUuid });
    expect(shown).toContain('Take Bob Miller (bob.miller@example.com');
    expect(shown).toContain('out of the group "Marketing"');
    expect(await admin.lists('lightdash_list_group_members', { groupUuid })).toContainEqual(expect.objectContaining({ userUuid }));

    await admin.confirms('lightdash_remove_group_member', { groupUuid, userUuid });
    expect(await admin.lists('lightdash_list_group_members', { groupUuid })).not.toContainEqual(expect.objectContaining({ userUuid }));
    expect(await admin.does('lightdash_get_member', { userUuid })).toMatchObject({ email: 'bob.miller@example.com', isActive: true });
  });

  it('delete the Campaigns space', async () => {
    const space = await spaceOf('Marketing', 'Campaigns');
    const shown = await admin.isShown('lightdash_delete_space', space);
    for (const name of ['"Campaigns"', '5 charts', '"Coupons used"', '2 dashboards', '"Spring campaign"']) expect(shown).toContain(name);
    await admin.confirms('lightdash_delete_space', space);
    expect(await admin.isTold('lightdash_get_space', space)).toContain('lists such things');
    const { projectUuid } = space;
    expect(await admin.lists('lightdash_list_dashboards', { projectUuid })).not.toContainEqual(
      expect.objectContaining({ name: 'Spring campaign' }),
    );
  });

  it('make Kim an administrator', async () => {
    const { userUuid } = await admin.finds('lightdash_list_members', 'kim.park@example.com', { searchQuery: 'kim' });
    const shown = await admin.isShown('lightdash_set_member_role', { userUuid, role: 'admin' });
    expect(shown).toContain('Kim Park');
    expect(shown).toContain('from editor to admin');
    expect(await admin.does('lightdash_get_member', { userUuid, fields: ['role'] })).toEqual({ role: 'editor' });
    await admin.confirms('lightdash_set_member_role', { userUuid, role: 'admin' });
    expect(await admin.does('lightdash_get_member', { userUuid, fields: ['role'] })).toEqual({ role: 'admin' });
  });

  it('let Ada see the board figures', async () => {
    const space = await spaceOf('Marketing', 'Board figures');
    const { userUuid } = await admin.finds('lightdash_list_members', 'ada.amberg@example.com', { searchQuery: 'amberg' });
    const grant = { ...space, userUuid, spaceRole: 'viewer' };
    expect(await admin.isShown('lightdash_grant_space_access', grant)).toMatch(
      /Ada Amberg .* the role viewer in the space "Board figures".*now: none/,
    );
    await admin.confirms('lightdash_grant_space_access', grant);
    const { access } = await admin.does('lightdash_get_space', { ...space, fields: ['access.userUuid', 'access.role'] });
    expect(access).toContainEqual({ userUuid, role: 'viewer' });
  });

  it('publish the dashboard from the development project', async () => {
    const { projectUuid } = await admin.finds('lightdash_list_projects', 'Marketing (dev)');
    const { uuid: dashboardUuid } = await admin.finds('lightdash_list_dashboards', 'Overview with its own charts', { projectUuid });
    const shown = await admin.isShown('lightdash_promote_dashboard', { dashboardUuid });
    expect(shown).toContain('update dashboard "Overview with its own charts"');
    expect(shown).toContain('create chart "Payments by region"');
    await admin.confirms('lightdash_promote_dashboard', { dashboardUuid });
    const { projectUuid: upstream } = await admin.finds('lightdash_list_projects', 'Marketing');
    const charts = await admin.lists('lightdash_list_chart_summaries', { projectUuid: upstream });
    expect(charts).toContainEqual(expect.objectContaining({ name: 'Payments by region' }));
  });

  it('get me the payments as CSV', async () => {
    const { projectUuid } = await admin.finds('lightdash_list_projects', 'Marketing');
    const { uuid: chartUuid } = await admin.finds('lightdash_list_charts', 'Payments by method', { projectUuid });
    const dashboardFilters = { dimensions: [], metrics: [], tableCalculations: [] };
    const { jobId } = await admin.does('lightdash_export_chart_csv', { chartUuid, onlyRaw: true, dashboardFilters });
    let status: unknown;
    for (let looks = 0; status !== 'completed' && looks < 10; looks += 1)
      ({ status } = await admin.does('lightdash_get_job_status', { jobId }));
    expect(status).toBe('completed');
    expect(await admin.does('lightdash_get_csv_url', { jobId })).toMatchObject({ url: expect.stringMatching(/^http/) });
  });
});

async function spaceOf(project: string, name: string) {
  const { projectUuid } = await admin.finds('lightdash_list_projects', project);
  const { uuid: spaceUuid } = await admin.finds('lightdash_list_spaces', name, { projectUuid });
  return { projectUuid, spaceUuid };
}
