import type { System } from '../src/operation/index.ts';
import { cisoAssistant } from './ciso-assistant/index.ts';
import { knowiManagement } from './knowi-management/index.ts';
import { knowiSso } from './knowi-sso/index.ts';
import { knowledgeOwl } from './knowledgeowl/index.ts';
import { lightdash } from './lightdash/index.ts';

/** Every system that the server offers, in listing order. */
export const systems: readonly System[] = [knowiManagement, knowiSso, cisoAssistant, lightdash, knowledgeOwl];
