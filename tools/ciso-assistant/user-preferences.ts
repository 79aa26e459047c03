import * as z from 'zod';
import { read, update } from '../../src/operation/index.ts';

const LANGUAGES = [
  'en',
  'fr',
  'es',
  'de',
  'it',
  'nl',
  'pl',
  'pt',
  'ar',
  'ro',
  'hi',
  'ur',
  'cs',
  'sv',
  'id',
  'da',
  'hu',
  'uk',
  'el',
  'tr',
  'hr',
  'zh',
  'lt',
  'ko',
] as const;

export const getPreferences = read({
  id: 'user_preferences_retrieve',
  name: 'ciso_get_preferences',
  title: 'Get own preferences',
  description: 'Preferences of the account of this server, such as its language.',
  words:
    'my settings, which language do I use, locale, interface language, Sprache anzeigen, Einstellungen, préférences, preferencias, ' +
    'which language is my account set to, look at my preferences, meine Einstellungen ansehen, welche Sprache ist eingestellt, ' +
    'voir mes préférences, quelle langue, ver mis preferencias, qué idioma tengo',
  route: 'GET /user-preferences/',
});

export const updatePreferences = update({
  id: 'user_preferences_partial_update',
  name: 'ciso_update_preferences',
  title: 'Set own language',
  description: 'Sets the language of the account of this server, also for mails to it. Answers nothing.',
  words:
    'change language, switch locale, interface in French, Sprache ändern, changer la langue, cambiar idioma, ' +
    'switch the interface to another language for me, my account in italian please, Oberfläche auf Deutsch umstellen, ' +
    'meine Sprache ändern, mettre l’interface en français, changer ma langue, poner la interfaz en español, ' +
    'cambiar el idioma de mi cuenta',
  route: 'PATCH /user-preferences/',
  body: { lang: z.enum(LANGUAGES) },
});
