import * as z from 'zod';
import { create, read, remove, run, secret } from '../../src/operation/index.ts';
import { getMyOrganization } from './organizations.ts';
import { named } from './says-access.ts';

export const installGithubApp = run({
  id: 'installGithubAppForOrganization',
  name: 'lightdash_install_github_app',
  title: 'Install GitHub app',
  description: 'Starts linking GitHub to the organization. Answers the address at which a person must finish in a browser.',
  words:
    'connect github, link repository, set up git, GitHub verbinden, connecter GitHub, conectar GitHub, hook up to our github, ' +
    'install the github app, begin the github integration, GitHub-App installieren, GitHub anbinden, ' +
    'installer l’application github, relier github, instalar la aplicación de github, vincular github',
  route: 'GET /api/v1/github/install',
  needs: 'session',
  openWorld: true,
  grants: true,
  before: { organization: getMyOrganization },
  says: ({ organization }) =>
    `Start linking GitHub to the organization ${named(organization, organization?.organizationUuid)}. ` +
    'Once a person finishes on GitHub, Lightdash may read the chosen repositories and open pull requests there.',
  undo: 'Uninstall the GitHub app.',
});

export const githubOauthCallback = create({
  id: 'githubOauthCallback',
  name: 'lightdash_finish_github_install',
  title: 'Finish GitHub install',
  description: 'Stores the GitHub installation with what GitHub handed back to the browser. Normally GitHub calls it itself.',
  words:
    'github oauth callback, complete github link, GitHub abschließen, terminer GitHub, completar GitHub, ' +
    'complete the github installation with code and state, finish linking github after the browser step, ' +
    'Installation von GitHub abschließen, terminer l’installation de github, terminar la instalación de github',
  route: 'GET /api/v1/github/oauth/callback',
  needs: 'none',
  query: {
    code: secret(z.string()).optional(),
    state: secret(z.string()).optional(),
    installation_id: z.string().optional(),
    setup_action: z.string().optional(),
  },
  grants: true,
  unreadable: 'Lightdash knows the installation only after this call.',
  says: ({ input }) =>
    `Link the GitHub installation ${input.installation_id ?? 'that the code stands for'} to the organization that began it. ` +
    'Lightdash may then read its repositories and open pull requests.',
  undo: 'Uninstall the GitHub app.',
});

export const uninstallGithubApp = remove({
  id: 'uninstallGithubAppForOrganization',
  name: 'lightdash_uninstall_github_app',
  title: 'Uninstall GitHub app',
  description: 'Unlinks GitHub from the whole organization. Answers success when nothing was linked, too.',
  words:
    'disconnect github, unlink repository, remove git, GitHub trennen, déconnecter GitHub, desconectar GitHub, ' +
    'uninstall the github app, remove the github integration, cut the connection to github, delete github connection, ' +
    'GitHub-App deinstallieren, GitHub entfernen, désinstaller l’application github, supprimer l’intégration github, ' +
    'desinstalar la aplicación de github, quitar github',
  route: 'DELETE /api/v1/github/uninstall',
  needs: 'session',
  // The repositories are not read: that fails when the link is broken, the very reason to remove it.
  before: { organization: getMyOrganization },
  says: ({ organization }) =>
    `Unlink GitHub from the organization ${named(organization, organization?.organizationUuid)}. ` +
    'Nobody in it can open pull requests from Lightdash any more; repositories and pull requests on GitHub stay.',
  undo: 'Install the GitHub app again.',
});

export const getGithubListRepositories = read({
  id: 'getGithubListRepositories',
  name: 'lightdash_list_github_repositories',
  title: 'List GitHub repositories',
  description: 'Repositories that the GitHub app may use.',
  words:
    'which repos, connected code, git repositories, Repositories auflisten, dépôts, repositorios, which github repos can be seen, ' +
    'list repositories, welche Repositories, liste des dépôts github, lista de repositorios de github',
  route: 'GET /api/v1/github/repos/list',
  needs: 'session',
  brief: ['fullName'],
});
