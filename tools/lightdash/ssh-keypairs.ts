import { create } from '../../src/operation/index.ts';

export const createSshKeyPair = create({
  id: 'createSshKeyPair',
  name: 'lightdash_create_ssh_key_pair',
  title: 'Create SSH key pair',
  description: 'Makes a key pair for a warehouse connection through an SSH tunnel. Answers the public key; the private one stays inside.',
  words:
    'ssh tunnel key, bastion host key, jump host, public key for database, SSH-Schlüssel erzeugen, clé SSH, clave SSH, ' +
    'create ssh key, ssh key for the tunnel to our database, generate key pair, SSH-Schlüssel für den Tunnel, ' +
    'Schlüsselpaar erzeugen, générer une paire de clés ssh, clé pour le tunnel, generar un par de claves ssh, clave para el túnel',
  route: 'POST /api/v1/ssh/key-pairs',
  needs: 'session',
  grants: true,
  unreadable: 'Every call makes a new key pair and Lightdash lists none.',
  says: () =>
    'Make a new SSH key pair in Lightdash. ' +
    'A host that accepts its public key lets Lightdash in, with whatever the account on that host may do.',
  undo: 'Lightdash cannot delete it; remove the public key from the hosts that accept it.',
});
