import { group, system } from '../../src/operation/index.ts';
import * as readers from './readers.ts';

/** KnowledgeOwl: one line for each group of its documentation, in listing order. */
export const knowledgeOwl = system({
  id: 'knowledgeowl',
  title: 'KnowledgeOwl',
  prefix: 'knowledgeowl_',
  notes: 'Readers are the people who may open a knowledge base. projects are knowledge base ids, reader_roles are reader group ids.',
  groups: [group('Readers', readers)],
});
