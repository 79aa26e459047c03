import type { Effect } from '../../operation/index.ts';

/** What a request wants done, written like THINGS, and the effects that may do it, likeliest first. An action without effects says nothing about them. */
export const ACTIONS: Readonly<Record<string, { readonly effects: readonly Effect[]; readonly words: string }>> = {
  delete: {
    effects: ['delete'],
    words: `tear down, must disappear, should disappear, can disappear, unusable, useless, unbrauchbar, away with, inutilisable, inutilizable, delete, permanently, altogether, terminate, dauerhaft, endgultig, definitivement, definitivamente, is history, no longer of use, no use, forget, done with, clean up, deletion, erase, wipe, purge, destroy, scrap, trash, dissolve, disband, drop, get rid of, throw away, throw out, can go, for good, forever, shut down, close down,
      not needed, isnt needed, dont need, no longer need, not need, obsolete, losch*, geloscht, mitgeloscht, weglosch*, aufgelost, auflos*, tilgen, nicht mehr gebraucht,
      supprim*, efface*, detruire, dissou*, elimin*, borr*, suprim*, disolver, dar de baja, da de baja`,
  },
  remove: {
    effects: ['delete', 'update'],
    words: `invalidate, make … invalid, wont use, not use … any more, remove, vanish, should end, no business in, raus, weg damit, nimm … aus, nimm … raus, nehmt … raus, wirf … raus, schmeiss … raus, lose, loses, none of … business, hide from, cut … out, removal, take … off, must go, has to go, take … out, take … out of, take … away, took … out, kick, kick … out, pull … out, strip, revoke, withdraw, withdrawing, detach, unshare, expel, evict, offboard, cut off,
      stop sharing, lock … out, no longer, not … any more, not … anymore, shouldnt, mustnt, must not, must leave, should leave, any longer, doesnt work here,
      untag, entfern*, entzieh*, entzogen*, wegnehm*, rauswerf*, rausnehm*, herausnehm*, ausschliess*, nicht mehr, retir*, enlev*, revoqu*, exclu*, ne … plus, depart,
      quita, quitar, quitale, quitarle, quitales, saca, sacar, sacale, revoc*, retira, echar, excluir, ya no`,
  },
  create: {
    effects: ['create', 'run'],
    words: `issue a, issue an, issue me, issue us, lege … an, leg … an, richte … ein, create, set … up, creation, make, new, brand new, add, set up, setup, generate, build, found, establish, start, form, define, introduce, open a, produce, mint, provision, register, sign up, onboard, fresh,
      anleg*, angelegt*, erstell*, erzeug*, neu, neue, neuer, neues, neuen, grund*, hinzufug*, aufnehm*, einricht*, cree, creer, crees, creez, ajout*, nouve*, generer, inscri*,
      crea, crear, creame, nuevo, nueva, nuevos, anad*, agreg*, genera, generar, dar de alta, da de alta, inscribir, need a, i need a, i need an, i need another, i need new, i need one, want a, lege, leg`,
  },
  compose: {
    effects: ['create'],
    words: 'create, write, draft, compose, anleg*, angelegt*, erstell*, schreib*, creer, cree, crees, redig*, crear, crea, escrib*',
  },
  grant: {
    effects: ['create', 'update'],
    words: `put … into, schalte … frei, teile … zu, weise … zu, lade … ein, lad … ein, should get a, should have a, grant, freischalt*, mete, meter, meta, pon, ponle, ponme, ponlo, mettre, mets, nimm … auf, fuge … hinzu, braucht, able to, should see, may see, needs to see, needs to look, wants to see, should be able, needs access, has to work on, has to work in, give, gives, let, lets, allow, permit, share, entitle, invite, admit, open up, make … viewable, zuweis*, geben, gib, gewahr*, erlaub*, freigeb*, freigab*, teile, teilen, einlad*,
      donne*, accord*, partag*, autoris*, attribue*, invit*, dar, da, dale, compart*, otorg*, conced*, permit*, asign*, invita`,
  },
  change: {
    effects: ['update'],
    words: `should show, should carry, ought to be, should come, should go, change, gets the role, gets a role, too low, too high, by default, out of date, outdated, wrong, should become, should get, should have, becomes, become, takes over, take over, must follow, moved from, update, edit, modify, alter, adjust, set, switch, correct, fix, swap, raise, lower, reassign, extend, cover, rather than, instead of, from now on, should be, shall be, now be, exactly,
      ander*, geander*, anpass*, bearbeit*, setz*, aktualis*, umstell*, ab jetzt, soll, nur noch, chang*, modifi*, mettre, mets, met, ajust*, desormais, actualis*, cambi*, modific*, ajust*,
      actualiz*, pon, poner, corrig*`,
  },
  rename: {
    effects: ['update'],
    words: `typo, misspelt, misspelled, spelt wrong, spell it, rename, se llame, llamarse, heisst jetzt, heissen, s appelle, s appeler, renamed, relabel, different name, change … name, typo in … name, name should, new name, should read, be called, call it, surname, umbenenn*, umbenannt*, umtauf*, renomm*,
      renombr*, cambiar … nombre, cambia … nombre`,
  },
  move: {
    effects: ['update'],
    words: `move, hand … to, pasa, pasar, transfer, hand over, handover, relocate, reassign, shift, belong to … meanwhile, should belong, pass on, verschieb*, ubertrag*, ubergeb*, umzieh*, deplac*, transfer*, mover, mueve,
      traspas*, trasladar`,
  },
  promoteperson: {
    effects: ['update'],
    words: `promote, administer, verwalten, administrer, administrar, demote, upgrade, downgrade, make … admin, make … administrator, make … editor, make … viewer, make … developer, to admin, to editor, to viewer, to developer, befordern, hochstufen, herabstufen, zum admin,
      zur admin, promouvoir, retrograd*, degrad*, ascender, ascend*, rebajar, hacer admin, haz admin`,
  },
  block: {
    effects: ['update'],
    words: `for the time being, bis auf weiteres, until further notice, lock … out, locked out, for now, block, dont let … in, not let … in, dont let … into, temporarily, sabbatical, on leave, vorubergehend, temporairement, temporalmente, suspend, deactivate, disable, freeze, lock, ban, sperr*, deaktivier*, stilleg*, stillleg*, desactiv*, bloqu*, suspend*, inactive, not log in any more`,
  },
  restore: {
    effects: ['update', 'run'],
    words: `stelle … wieder, setze … zuruck, setz … zuruck, hole … zuruck, restore, put … back, back to how, wie vorher, comme avant, como antes, undelete, bring back, reactivate, reinstate, unblock, revive, undo, revert, roll back, rollback, go back to, wiederherstell*, reaktivier*, zurucksetz*, zuruckhol*, retabli*, restaur*,
      reactiv*, revenir, reintegr*, recuper*, volver a, messed up`,
  },
  show: {
    effects: ['read'],
    words: `i need the, i need to see, show, display, view, see, look at, look into, look inside, open the, give me, tell me, pull up, get, details, detail, describe, info, infos, information, what is, whats, what are, profile, inspect, read,
      check, zeig*, anzeig*, anschau*, anseh*, ansicht, einblick, details, voir, affich*, montr*, consulter, regarder, ver, mostr*, muestr*, detalle*, datos de, abrir, hol, holen`,
  },
  list: {
    effects: ['read'],
    words: `have we set up, did we set up, have we created, have we made, have we defined, have i saved, have i stored, list, overview, ubersicht, vue d ensemble, resumen general, listing, enumerate, all, every, everybody, everyone, which, exist, exists, are there, do we have, have we got, how many, inventory, dump, auflist*, aufzahl*, alle, welche*, liste, gibt es, wie viele, lister,
      quels, quelles, toutes, tous, existent, combien, lista, listar, todos, todas, que … hay, cuales, cuantos, existen`,
  },
  find: {
    effects: ['read'],
    words: `is there a … called, has … got, find, search, look up, look for, lookup, locate, where is, id of, looking for, user id, s id, anything about, such*, finde*, nachschlag*, cherch*, trouv*, recherch*, busc*, encontr*, hallar`,
  },
  who: { effects: ['read'], words: 'who, whose, whom, wer, wessen, qui, quien, quienes, who can, who is, who are, whos' },
  ask: {
    effects: ['read'],
    words: `what, when, where, why, how, does, is there, has, has anyone, is it, was, wann, wo, warum, wie, hat, ist, quel, quelle, quand, pourquoi, comment, ou, est ce que, que, cuando, cuanto, donde,
      por que, como, cual, esta, tiene`,
  },
  run: {
    effects: ['run', 'read'],
    words: `run, rerun, execute, perform, ausfuhr*, ausgefuhr*, durchfuhr*, execut*, lancer, ejecut*, lanzar, numbers, results, resultats, resultados, data of, rows of, figures, current numbers`,
  },
  calculate: { effects: ['read'], words: 'calculate, compute, berechn*, calcul*, add up' },
  compile: {
    effects: ['read'],
    words:
      'query text, text of the query, compile, without running, would run, would generate, not run it, generated sql, behind this, produit par, ohne sie auszufuhren, sin ejecutar',
  },
  export: {
    effects: ['run', 'read'],
    words:
      'herunter, runter, runterlad*, export, download, extract, exporter, herunterlad*, exportier*, telecharg*, descarg*, exportar, exporta, as a csv, as csv, as excel',
  },
  send: {
    effects: ['run', 'update'],
    words:
      'send, one time only, once only, mail the, email the, email it, mail it, deliver, post to, right now, just once, schick*, send*, verschick*, envoy*, envoie, envi*, enviame, mandar, manda, mail him, mail her',
  },
  publish: {
    effects: ['create', 'run', 'update'],
    words:
      'publish, live nehmen, live schalten, release, push, deploy, go live, roll out, veroffentlich*, bereitstell*, ubernehm*, publi*, deploi*, despleg*, promouvoir, promov*',
  },
  pause: {
    effects: ['update'],
    words:
      'disable, for the time being, switch … on, switch … off, turn … on, turn … off, stop … email, stop … mail, stop … mailing, stop … report, stop … delivery, pause, back on, turn … back on, dont send, not send, stop receiving, stop sending, stop getting, never want, nicht senden, nicht mehr senden, stop, hold, mute, halt, resume, unpause, switch off, switch on, turn off, turn on, pausier*, anhalt*, aussetz*, ausschalt*, einschalt*, fortsetz*, suspend*, repren*, reprend*, paus*, detener, reanud*, desactiv*, activar',
  },
  connect: {
    effects: ['run', 'update', 'create'],
    words:
      'connect, link up, hook, hook up, integrate, install, verbind*, anbind*, installier*, connect*, relier, installer, conect*, vincul*, instal*',
  },
  disconnect: {
    effects: ['delete'],
    words:
      'disconnect, cut … off, decouple, unlink, uninstall, unhook, sever, trenn*, deinstallier*, deconnecter, desinstall*, desconect*, desinstal*, desvincul*, quitar la conexion',
  },
  join: {
    effects: ['update'],
    words: 'join, become a member, beitret*, beitritt, rejoin*, unirme, unirse, unir, could i join, can i join',
  },
  signin: {
    effects: ['run', 'create'],
    words:
      'melde … an, meld … an, logge … ein, logg … ein, log in, login, sign in, log on, logon, authenticate, re login, log me in, einlogg*, anmeld*, se connecter, reconnect*, connexion, iniciar sesion, inicia sesion, inicio de sesion, signed in, trade, exchange, echanger',
  },
  signout: {
    effects: ['delete', 'run'],
    words:
      'close … connection, close … session, end … connection, melde … ab, meld … ab, logge … aus, logg … aus, log … off, log … out, sign … off, log out, logout, sign out, sign me out, log me out, log off, sign off, sign … out, ausloggen, abmeld*, se deconnecter, deconnexion, deconnecte, cerrar sesion, cerrar mi sesion, cerrar la sesion, cierra la sesion, cierra mi sesion, end … session, end … sessions',
  },
  revokeall: {
    effects: ['delete'],
    words:
      'everywhere, every session, every token, all tokens, all devices, all sessions, uberall, alle token, alle sitzungen, partout, tous les jetons, en todas partes, todas las sesiones',
  },
  renew: {
    effects: ['update', 'create'],
    words:
      'renew, rotate, rotated, refresh, replace, expires, expire, runs out, run out, ablauf*, lauft ab, erneuer*, renouvel*, expir*, renov*, caduc*, new secret, fresh',
  },
  accept: { effects: ['create', 'update'], words: 'accept, annehm*, accepter, acepta*, redeem, einlos*' },
  resolve: {
    effects: ['update'],
    words:
      'dealt with, taken care of, resolve, mark … done, settle, settled, close the comment, as done, erledig*, abhak*, resoud*, resolu, resolver, resuelt*',
  },
  markread: {
    effects: ['update'],
    words: 'mark … read, mark … seen, as read, as seen, as unread, gelesen, comme lu, comme lue, como leido, como leida',
  },
  dismiss: {
    effects: ['delete', 'update'],
    words:
      'dismiss, make it disappear, make … disappear, stop showing, dont show, hide, ignore, acknowledge, verwerf*, ausblend*, ignorier*, ignor*, masquer, descart*, ocult*',
  },
  copy: { effects: ['create', 'run'], words: 'copy, clone, duplicate, kopie*, duplizier*, klon*, copi*, dupli*, clon*, sandbox' },
  compare: {
    effects: ['read'],
    words: 'compare, diff, difference, vergleich*, unterschied*, compar*, differenc*, diferencia*, what would … change, would change',
  },
  reply: {
    effects: ['create'],
    words:
      'reply, answer, respond, leave a note, leave a comment, comment on, antwort*, kommentier*, repond*, commenter, respond*, contest*, coment*',
  },
  validate: {
    effects: ['run'],
    words: 'validate, check … for, test … for, pruf*, validier*, valid*, verif*, comprobar, comprueba, look for errors',
  },
  choose: {
    effects: ['update'],
    words: 'choose, pick, select, prefer, preferred, wahl*, auswahl*, bevorzug*, chois*, prefer*, eleg*, elij*',
  },
  store: {
    effects: ['create', 'update'],
    words: 'store, save, saved, stored, keep, speicher*, hinterleg*, enregistr*, sauvegard*, guard*, almacen*',
  },
  submit: { effects: ['read', 'update'], words: 'enter the code, enter it, submit, eingeb*, saisir, introducir' },
  finish: {
    effects: ['create', 'update', 'run'],
    words: 'finish, complete the, finalis*, finaliser, callback, abschliess*, terminer, complet*',
  },
};
