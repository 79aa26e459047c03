import { describe, expect, it } from 'vitest';
import { DASHBOARD, FILTERS, knowiForEachTest, LEAVER, SALES } from './knowi.ts';
import { rowsOf, send, textOf, type Sent } from './send.ts';

const { base, call } = knowiForEachTest();

describe('groups', () => {
  const names = async () => rowsOf((await call('GET', '/groups')).body, 'list').map(({ groupName }) => groupName);

  it('creates, renames and deletes one, in the list at once', async () => {
    const { status, body } = await call('POST', '/groups', { form: { groupName: 'Legal' } });
    expect(status).toBe(200);
    const id = textOf(body, 'id');
    expect((await call('PUT', `/groups/${id}`, { form: { groupName: 'Law' } })).body).toEqual({ id: Number(id), groupName: 'Law' });
    expect((await call('GET', `/groups/${id}`)).body).toEqual({ id: Number(id), groupName: 'Law', users: [] });
    expect(await names()).toContain('Law');
    expect(await call('DELETE', `/groups/${id}`)).toMatchObject({ status: 200, text: '' });
    expect(await names()).not.toContain('Law');
  });

  it.each([
    ['POST', '/groups'],
    ['PUT', `/groups/${SALES}`],
  ])('%s %s takes a form with a free name', async (method, path) => {
    for (const sent of [{}, { form: { groupName: ' ' } }, { json: { groupName: 'Legal' } }, { form: { groupName: 'support' } }]) {
      expect((await call(method, path, sent)).status).toBe(400);
    }
  });

  it('shows what is shared into it only when asked', async () => {
    const { body } = await call('GET', '/groups/2203?withSharing=true');
    expect(body).toMatchObject({ id: 2_203, groupName: 'Finance', autoShareUsers: [{ id: LEAVER }] });
    expect(rowsOf(body, 'dashboards').length).toBeGreaterThan(0);
    expect((await call('GET', '/groups/2203')).body).not.toHaveProperty('dashboards');
  });

  it('takes membership and sharing along when it goes', async () => {
    await call('DELETE', '/groups/2203');
    expect((await call('GET', `/users/${LEAVER}`)).body).toMatchObject({ autoShareTo: [] });
    const shared = await call('GET', `/dashboards/${DASHBOARD + 2}/share`);
    expect(rowsOf(shared.body, 'list').some(({ id }) => id === 2_203)).toBe(false);
    expect(JSON.stringify((await call('GET', '/users')).body)).not.toContain('Finance');
  });

  it('puts a user into a new or an existing one by name, and takes the user out', async () => {
    const groupsOf = async () => rowsOf((await call('GET', `/users/${LEAVER}/groups`)).body, 'list').map(({ groupName }) => groupName);
    const before = await groupsOf();
    const { body } = await call('POST', `/users/${LEAVER}/groups`, { json: { groupName: 'Leavers' } });
    expect((await call('POST', `/users/${LEAVER}/groups`, { json: { groupName: 'sales' } })).body).toEqual({
      id: SALES,
      groupName: 'Sales',
    });
    expect(new Set(await groupsOf())).toEqual(new Set([...before, 'Leavers', 'Sales']));
    for (const sent of [{}, { json: {} }, { form: { groupName: 'Legal' } }]) {
      expect((await call('POST', `/users/${LEAVER}/groups`, sent)).status).toBe(400);
    }
    const path = `/users/${LEAVER}/groups/${textOf(body, 'id')}`;
    expect(await call('DELETE', path)).toMatchObject({ status: 200, text: '' });
    expect((await call('DELETE', path)).status).toBe(400);
    expect(await groupsOf()).not.toContain('Leavers');
    expect(await names()).toContain('Leavers');
  });
});

describe('dashboards', () => {
  const shareUrl = async (kind = '', form: Sent['form'] = { contentFilters: FILTERS }) =>
    call('POST', `/dashboards/${DASHBOARD}/share/url${kind}`, { form });
  const open = (path: string) => send('GET', `${base()}${path}`);

  it('lists them, by category too, one with an instruction in its name', async () => {
    const all = rowsOf((await call('GET', '/dashboards')).body, 'list');
    expect(all[0]).toMatchObject({ id: DASHBOARD, name: 'Revenue by region', userId: LEAVER, accessLevel: 1 });
    expect(all.some(({ name }) => String(name).startsWith('Ignore previous instructions'))).toBe(true);
    const [one, two] = [await call('GET', '/dashboards?byCategory=71'), await call('GET', '/dashboards?byCategory=71,72')];
    expect(rowsOf(one.body, 'list').length).toBeLessThan(rowsOf(two.body, 'list').length);
    expect(rowsOf(two.body, 'list').length).toBeLessThan(all.length);
    expect((await call('GET', '/dashboards?byCategory=Sales')).status).toBe(400);
    expect((await call('GET', `/dashboards/${DASHBOARD}`)).body).toEqual(all[0]);
  });

  it('tells with whom one is shared; nobody is an empty list', async () => {
    const shared = rowsOf((await call('GET', `/dashboards/${DASHBOARD}/share`)).body, 'list');
    expect(shared).toContainEqual({ type: 'Groups', id: SALES, name: 'Sales', access_level: 2 });
    expect(shared).toContainEqual({ type: 'Users', id: 10_096, name: 'kim.park@example.com', access_level: 2, sso_user: false });
    expect((await call('GET', `/dashboards/${DASHBOARD + 9}/share`)).body).toEqual({ list: [] });
  });

  it('publishes for everybody, and ends the link before', async () => {
    const { url } = rowsOf((await call('GET', '/dashboards')).body, 'list')[0] ?? {};
    expect((await open(`/d/${String(url)}`)).status).toBe(404);
    const first = textOf((await shareUrl('', { contentFilters: 'null' })).body, 'shareUrl');
    expect(await open(`/d/${first}`)).toMatchObject({ status: 200, text: 'Dashboard: Revenue by region\n' });
    const second = textOf((await shareUrl('', {})).body, 'shareUrl');
    expect((await open(`/d/${first}`)).status).toBe(404);
    expect((await open(`/d/${second}`)).status).toBe(200);
    expect((await call('GET', `/dashboards/${DASHBOARD}`)).body).toMatchObject({ url: second });
  });

  it('publishes for some rows; a further hash leaves the link alone', async () => {
    const path = textOf((await shareUrl('/secure')).body, 'secureShareUrl');
    const slug = path.split('/')[0];
    expect((await open(`/share/secure/${path.split('/').map(encodeURIComponent).join('/')}`)).text).toContain(`Rows: ${FILTERS}`);
    expect((await open(`/d/${slug}`)).status).toBe(404);
    const other = JSON.stringify([{ fieldName: 'region', values: ['South'], operator: '=' }]);
    const hash = textOf((await shareUrl('/secure/hash', { contentFilters: other })).body, 'secureHash');
    expect(hash).toMatch(/^\/[\w+=]+$/);
    expect((await shareUrl('/secure/hash', { contentFilters: other })).body).toEqual({ secureHash: hash });
    expect((await open(`/share/secure/${slug}/${encodeURIComponent(hash.slice(1))}`)).text).toContain('South');
    expect((await open(`/share/secure/${slug}/forged`)).status).toBe(404);
    await shareUrl('/secure');
    expect((await open(`/share/secure/${slug}/${encodeURIComponent(hash.slice(1))}`)).status).toBe(404);
  });

  it.each(['/secure', '/secure/hash'])('needs filters as JSON text in a form for %s', async (kind) => {
    for (const contentFilters of [
      '',
      'null',
      '{',
      '{}',
      '[{"fieldName":"region"}]',
      '[{"fieldName":"region","values":"North","operator":"="}]',
    ]) {
      expect((await shareUrl(kind, { contentFilters })).status).toBe(400);
    }
    expect((await shareUrl(kind, {})).status).toBe(400);
    expect((await call('POST', `/dashboards/${DASHBOARD}/share/url${kind}`, { json: { contentFilters: FILTERS } })).status).toBe(400);
    expect((await shareUrl(kind, { contentFilters: '[]' })).status).toBe(200);
  });

  it('does not publish on filters that cannot be read', async () => {
    expect((await shareUrl('', { contentFilters: '{' })).status).toBe(400);
  });
});
